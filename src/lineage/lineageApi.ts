import type { SqlApi } from '../sql/sqlApi.js';
import type { DatasetId } from '../catalog/catalog.js';
import type { Hover } from './hoverAt.js';
import type { HoverRequest } from './hoverRequest.js';
import type { StorePlace } from './indexStore.js';
import type { KnownTable, TableRequest } from './knownTables.js';
import type { Edge, LineageId } from './lineageGraph.js';
import type { LineageFile } from './lineageFile.js';
import type { FileStamp, LineageIndex } from './lineageIndex.js';
import type { Impact } from './impact.js';
import type { References } from './referencesAt.js';
import type { Renaming } from './renameAt.js';
import type { MadeTable, Usage } from './usage.js';
import type { NeighbourRequest, Neighbourhood } from './neighbours.js';
import type { TableColumn } from './tableColumns.js';
import type { ScriptApi } from './script/scriptApi.js';

/**
 * The lineage index in the SQL process. Every call names the `epoch` of the index that it is meant for. Where that
 * index is no more, as in a process that was started anew, the answer is the error code `stale-index`.
 */
export type LineageApi = {
  /** Starts an index, with what is kept at a place on disk if one is given. */
  open(params: { readonly store?: StorePlace }): Promise<OpenedIndex>;
  /** Drops all files but these. Returns those that are to be read: they are others now, or not there. */
  match(params: InEpoch<{ files: readonly FileStamp[] }>): Promise<readonly string[]>;
  /** Returns the tables that the catalogs should be asked for. */
  update(
    params: InEpoch<{ file: LineageFile; stamp?: string | undefined }>,
  ): Promise<readonly TableRequest[]>;
  remove(params: InEpoch<{ uri: string }>): Promise<void>;
  /** Returns further tables to be asked for, and the files that are to be read again. */
  putTables(
    params: InEpoch<{ tables: readonly KnownTable[] }>,
  ): Promise<ReturnType<LineageIndex['putTables']>>;
  /** Writes to disk what has changed since. Fails where the disk does. */
  save(params: InEpoch<unknown>): Promise<void>;
  hover(params: InEpoch<HoverRequest>): Promise<Hover | undefined>;
  references(params: InEpoch<HoverRequest>): Promise<References | undefined>;
  /** Without a new name: what would be renamed. */
  rename(params: InEpoch<HoverRequest & { readonly newName?: string }>): Promise<Renaming>;
  impact(params: InEpoch<{ of: LineageId }>): Promise<Impact>;
  usage(params: InEpoch<{ of: DatasetId }>): Promise<Usage>;
  /** The tables that a file makes, with how many depend on each. */
  madeIn(params: InEpoch<{ uri: string }>): Promise<readonly MadeTable[]>;
  neighbours(params: InEpoch<NeighbourRequest>): Promise<Neighbourhood>;
  edges(params: InEpoch<{ of: readonly LineageId[] }>): Promise<readonly Edge[]>;
  columns(params: InEpoch<{ of: DatasetId }>): Promise<readonly TableColumn[]>;
};

export type InEpoch<T> = T & { readonly epoch: string };

export interface OpenedIndex {
  readonly epoch: string;
  /** Tables that the catalogs were asked for long ago. */
  readonly aged: readonly TableRequest[];
}

export type { HoverRequest };

/** All that the SQL process serves. */
export type SqlProcessApi = SqlApi & LineageApi & ScriptApi;

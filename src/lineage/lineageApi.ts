import type { SqlApi } from '../sql/sqlApi.js';
import type { DatasetId } from '../catalog/catalog.js';
import type { Hover } from './hoverAt.js';
import type { KnownTable, TableRequest } from './knownTables.js';
import type { LineageCell, LineageFile } from './lineageFile.js';
import type { NeighbourRequest, Neighbourhood } from './neighbours.js';
import type { TableColumn } from './tableColumns.js';
import type { ScriptApi } from './script/scriptApi.js';

/**
 * The lineage index in the SQL process. Every call names the `epoch` of the index that it is meant for. Where that
 * index is no more, as in a process that was started anew, the answer is the error code `stale-index`.
 */
export type LineageApi = {
  /** Starts an empty index and returns its epoch. */
  open(params: Record<string, never>): Promise<string>;
  update(params: InEpoch<{ file: LineageFile }>): Promise<readonly TableRequest[]>;
  remove(params: InEpoch<{ uri: string }>): Promise<void>;
  putTables(params: InEpoch<{ tables: readonly KnownTable[] }>): Promise<readonly TableRequest[]>;
  hover(params: InEpoch<HoverRequest>): Promise<Hover | undefined>;
  neighbours(params: InEpoch<NeighbourRequest>): Promise<Neighbourhood>;
  columns(params: InEpoch<{ of: DatasetId }>): Promise<readonly TableColumn[]>;
};

export type InEpoch<T> = T & { readonly epoch: string };

export interface HoverRequest {
  readonly uri: string;
  readonly cell: LineageCell;
  /** In the text of the cell, UTF-16 units. */
  readonly offset: number;
}

/** All that the SQL process serves. */
export type SqlProcessApi = SqlApi & LineageApi & ScriptApi;

import type { DatasetId } from '../catalog/catalog.js';
import type { Influence, Transformation, UnknownReason } from '../sql/resolve/resolution.js';
import type { Span } from '../util/span.js';

/** The graph of what comes from what, in OpenLineage's words. */
export interface ColumnId {
  readonly dataset: DatasetId;
  readonly field: string;
}

export type LineageId = ColumnId | DatasetId;

/**
 * `from` has a part in `to`. Direct: its values are in it. Indirect: it decides which rows or values there are; then
 * `to` is the dataset where it decides for every column alike. A dataset at both ends of a direct edge stands for all
 * columns, each under its own name.
 */
export type Edge = {
  readonly from: LineageId;
  readonly to: LineageId;
  /** The expression in its language, where there is one. */
  readonly expression?: string;
  readonly sources: readonly Source[];
} & (
  | { readonly kind: 'direct'; readonly subtype: Transformation }
  | { readonly kind: 'indirect'; readonly subtype: Influence }
);

/** Where an edge is known from. */
export interface Source {
  readonly kind: 'code' | 'run' | 'view';
  readonly uri: string;
  /** In the text of the cell where there is a cell, else of the file; UTF-16 units. */
  readonly span?: Span;
  /** From 0, counting every cell of the notebook. */
  readonly cell?: number;
  /** From 1: in the file for text formats, in the cell for others. */
  readonly line?: number;
  /** When a run was, in milliseconds since 1970. */
  readonly at?: number;
}

/** What could not be told, and where: a fact of its own, never an empty answer. */
export interface Unknown {
  readonly at: Source;
  readonly reason: UnknownReason | 'time-limit';
  /** The table or the name in question. */
  readonly name?: string;
}

export function isColumn(id: LineageId): id is ColumnId {
  return 'dataset' in id;
}

export function datasetOf(id: LineageId): DatasetId {
  return isColumn(id) ? id.dataset : id;
}

/** One text per identity: spellings that differ in case are one table, as in every engine that we read. */
export function keyOf(id: LineageId): string {
  const table = datasetKeyOf(datasetOf(id));
  return isColumn(id) ? `${table}\0${id.field.toLowerCase()}` : table;
}

/** A table that everything uses is asked for its key once for every edge. */
const datasetKeys = new WeakMap<DatasetId, string>();

function datasetKeyOf(dataset: DatasetId): string {
  const known = datasetKeys.get(dataset);
  if (known !== undefined) return known;
  const key = `${dataset.namespace}\0${dataset.name.toLowerCase()}`;
  datasetKeys.set(dataset, key);
  return key;
}

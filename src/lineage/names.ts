import type { DatasetId } from '../catalog/catalog.js';
import type { SchemaLookup } from '../sql/resolve/resolution.js';
import { type KnownTables, requestKey, type TableRequest } from './knownTables.js';
import type { LineageCell } from './lineageFile.js';

/** What the names of a cell stand for. */
export interface Names {
  /** The identity of a table; a name that no connection knows keeps the scope of its file. */
  dataset(name: readonly string[]): DatasetId;
  readonly schema: SchemaLookup;
  /** Whether a connection has the table. */
  standing(name: readonly string[]): Standing;
  /** What the catalogs were not asked for yet, of all that was looked up here. */
  readonly wanted: ReadonlyMap<string, TableRequest>;
  /** All that was looked up here. */
  readonly lookedUp: ReadonlyMap<string, TableRequest>;
}

/** `no-answer`: the connection was not asked, or could not be. `temporary`: a view of this file only. */
export type Standing = 'known' | 'missing' | 'no-answer' | 'no-connection' | 'temporary';

/** `ofFile` are the tables that exist in the file only: temporary views, folded and whole. */
export function createNames(
  uri: string,
  cell: LineageCell,
  known: KnownTables,
  ofFile: ReadonlySet<string>,
): Names {
  const { connection, defaultNamespace } = cell;
  const wanted = new Map<string, TableRequest>();
  const lookedUp = new Map<string, TableRequest>();

  /** One object for each: thousands of edges name it. */
  const datasets = new Map<string, DatasetId>();

  const isOfFile = (name: readonly string[]): boolean =>
    connection === undefined || ofFile.has(fileKey(name));
  const find = (name: readonly string[]): ReturnType<KnownTables['find']> => {
    if (connection === undefined || isOfFile(name)) return undefined;
    const request = { connection, name: whole(name) };
    const table = known.find(request);
    const key = requestKey(request);
    lookedUp.set(key, request);
    if (table === undefined) wanted.set(key, request);
    return table;
  };
  const whole = (name: readonly string[]): readonly string[] =>
    name.length > 1 ? name : [...defaultNamespace, ...name];

  const toDataset = (name: readonly string[]): DatasetId => {
    const table = find(name);
    if (table?.kind === 'table') return table.dataset;
    return isOfFile(name)
      ? { namespace: uri, name: name.join('.') }
      : { namespace: `lakehouse:${connection ?? ''}`, name: whole(name).join('.') };
  };

  return {
    wanted,
    lookedUp,
    standing(name) {
      if (ofFile.has(fileKey(name))) return 'temporary';
      if (connection === undefined) return 'no-connection';
      const table = find(name);
      if (table === undefined) return 'no-answer';
      return table.kind === 'table' ? 'known' : 'missing';
    },
    dataset(name) {
      const key = name.join('\0');
      const dataset = datasets.get(key) ?? toDataset(name);
      datasets.set(key, dataset);
      return dataset;
    },
    schema(name) {
      const table = find(name);
      return table?.kind === 'table' ? table.columns.map((column) => column.name) : undefined;
    },
  };
}

export function fileKey(name: readonly string[]): string {
  return JSON.stringify(name.map((part) => part.toLowerCase()));
}

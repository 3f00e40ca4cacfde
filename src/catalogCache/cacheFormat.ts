import type { Column, Namespace, Table, TableFormat, TableSummary } from '../catalog/catalog.js';
import { type ExactJson, parseExactJson, stringifyExactJson } from '../util/exactJson.js';

/** What a catalog said of a namespace: the namespaces in it, and its tables, as far as they were listed. */
export interface CachedListing {
  readonly kind: 'listing';
  readonly catalog: string;
  readonly namespace: Namespace;
  readonly namespaces: readonly Namespace[];
  readonly tables: readonly TableSummary[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface CachedTable {
  readonly kind: 'table';
  readonly catalog: string;
  readonly table: Table;
  readonly at: number;
}

export type CacheEntry = CachedListing | CachedTable;

/** Entries of another version are as if they were not there. */
const version = 1;

export function encodeEntry(entry: CacheEntry): string {
  const { kind, catalog, at } = entry;
  const body =
    entry.kind === 'listing'
      ? {
          namespace: entry.namespace,
          namespaces: entry.namespaces,
          // A hundred thousand of them: only what differs.
          tables: entry.tables.map(({ identifier, kind: is, format }) => [
            identifier.name,
            is,
            format ?? null,
          ]),
        }
      : { table: withoutSecrets(entry.table) };
  const value: unknown = { version, kind, catalog, at, ...body };
  return stringifyExactJson(value as ExactJson); // Tables are nothing but such values.
}

/** `undefined` for what is no entry of this version: damaged, cut, or of another time. */
export function decodeEntry(text: string): CacheEntry | undefined {
  try {
    const value = parseExactJson(text);
    if (!isRecord(value) || value['version'] !== version) return undefined;
    const { kind, catalog, at } = value;
    if (typeof catalog !== 'string' || typeof at !== 'number') return undefined;
    if (kind === 'table') {
      const table = toTable(value['table']);
      return { kind, catalog, table, at };
    }
    if (kind !== 'listing') return undefined;
    const namespace = toNames(value['namespace']);
    return {
      kind,
      catalog,
      namespace,
      namespaces: toList(value['namespaces']).map(toNames),
      tables: toList(value['tables']).map((table) => toSummary(table, namespace)),
      at,
    };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof NotAnEntry) return undefined;
    throw error;
  }
}

class NotAnEntry extends Error {}

/** Properties may name keys; what looks like a secret does not leave the memory. */
function withoutSecrets(table: Table): Table {
  const properties = Object.entries(table.properties).filter(
    ([key]) => !/secret|token|password|credential|access-?key|private-?key/i.test(key),
  );
  return { ...table, properties: Object.fromEntries(properties) };
}

function toSummary(value: ExactJson | undefined, namespace: Namespace): TableSummary {
  const [name, kind, format] = toList(value);
  if (typeof name !== 'string' || (kind !== 'table' && kind !== 'view')) throw new NotAnEntry();
  return {
    identifier: { namespace, name },
    kind,
    ...(isFormat(format) ? { format } : {}),
  };
}

/** The parts that others rely on are checked; the rest is as it was written. */
function toTable(value: ExactJson | undefined): Table {
  if (!isRecord(value) || !isRecord(value['identifier'])) throw new NotAnEntry();
  const { identifier, kind, dataset, columns, partitioning, properties } = value;
  const { namespace, name } = identifier;
  const isWhole =
    typeof name === 'string' &&
    (kind === 'table' || kind === 'view') &&
    isRecord(dataset) &&
    isRecord(properties) &&
    Array.isArray(partitioning) &&
    Array.isArray(columns) &&
    columns.every(isColumn);
  if (!isWhole) throw new NotAnEntry();
  toNames(namespace);
  const counts = Object.fromEntries(
    ['rows', 'files', 'deleteFiles', 'bytes'].flatMap((key) => {
      const count = value[key];
      return typeof count === 'number' || typeof count === 'bigint' ? [[key, BigInt(count)]] : [];
    }),
  );
  const table: unknown = { ...value, ...counts };
  return table as Table; // Checked above, and written by `encodeEntry`.
}

function isColumn(value: ExactJson): boolean {
  return isRecord(value) && typeof value['name'] === 'string' && typeof value['type'] === 'string';
}

function isFormat(value: ExactJson | undefined): value is TableFormat {
  return typeof value === 'string';
}

function toNames(value: ExactJson | undefined): readonly string[] {
  return toList(value).map((name) => {
    if (typeof name !== 'string') throw new NotAnEntry();
    return name;
  });
}

function toList(value: ExactJson | undefined): readonly ExactJson[] {
  if (!Array.isArray(value)) throw new NotAnEntry();
  return value as readonly ExactJson[];
}

function isRecord(value: ExactJson | undefined): value is Readonly<Record<string, ExactJson>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The names of a table's columns, those within them too. */
export function columnNames(columns: readonly Column[]): readonly string[] {
  return columns.flatMap(({ name, fields = [] }) => [name, ...columnNames(fields)]);
}

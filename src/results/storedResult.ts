import { parseResultQuery, type ResultQuery } from './resultQuery.js';

/** A result on disk: what of it must be known before any of its rows is read. */
export interface StoredResult {
  readonly id: string;
  readonly columns: readonly StoredColumn[];
  readonly rows: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Which statement of which cell gave it, so that it can be shown there again after a reload. */
  readonly origin?: ResultOrigin;
}

export interface StoredColumn {
  /** The name as the query gave it. */
  readonly name: string;
  /** The engine's own word for the type. */
  readonly type: string;
  /** The column of the table `result`; it differs from `name` where that occurs twice. */
  readonly stored: string;
  /** DuckDB's word for the type of that column: `VARCHAR` where only text holds the value exactly. */
  readonly storedType: string;
  /** Of a column that is stored as text: another one of the table, of what the texts sort and compare by. */
  readonly key?: { readonly stored: string; readonly type: string };
}

/** What the values of a column sort, compare and count by, of which type that is. */
export function comparedBy({ stored, storedType, key }: StoredColumn): {
  readonly stored: string;
  readonly type: string;
} {
  return key ?? { stored, type: storedType };
}

export interface ResultOrigin {
  /** The notebook's URI. */
  readonly notebook: string;
  /** What the cell is known by, also after others have moved; see `cellIdentity`. */
  readonly cell: string;
  /** Which of the cell's statements, from 0. */
  readonly statement: number;
  /** What was asked; missing in results of earlier versions. */
  readonly query?: ResultQuery;
}

const version = 2;

export function printStoredResult(result: StoredResult): string {
  return JSON.stringify({ version, ...result }, (_key, value: unknown) =>
    // Ids of snapshots are beyond what a number of JSON holds.
    typeof value === 'bigint' ? String(value) : value,
  );
}

/** `undefined` for what we did not write, or wrote in another version. */
export function parseStoredResult(text: string): StoredResult | undefined {
  try {
    const value = JSON.parse(text) as Partial<Record<string, unknown>> | null;
    if (value?.['version'] !== version) return undefined;
    const { id, columns, rows, createdAt, origin } = value;
    if (typeof id !== 'string' || typeof rows !== 'number' || typeof createdAt !== 'number') return;
    if (!Array.isArray(columns) || !columns.every(isColumn)) return undefined;
    const stored = { id, columns, rows, createdAt };
    return isOrigin(origin) ? { ...stored, origin: withQuery(origin) } : stored;
  } catch {
    return undefined;
  }
}

function withQuery({ query, ...origin }: ResultOrigin): ResultOrigin {
  const parsed = parseResultQuery(query);
  return parsed === undefined ? origin : { ...origin, query: parsed };
}

function isColumn(value: unknown): value is StoredColumn {
  if (typeof value !== 'object' || value === null) return false;
  const { name, type, stored, storedType, key } = value as Partial<Record<string, unknown>>;
  return (
    [name, type, stored, storedType].every((text) => typeof text === 'string') &&
    (key === undefined || isKey(key))
  );
}

function isKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { stored, type } = value as Partial<Record<string, unknown>>;
  return typeof stored === 'string' && typeof type === 'string';
}

function isOrigin(value: unknown): value is ResultOrigin {
  if (typeof value !== 'object' || value === null) return false;
  const { notebook, cell, statement } = value as Partial<Record<string, unknown>>;
  return (
    [notebook, cell].every((text) => typeof text === 'string') && typeof statement === 'number'
  );
}

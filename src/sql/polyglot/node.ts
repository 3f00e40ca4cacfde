import type { Span } from '../../util/span.js';
import type { Name, Query } from '../tree.js';

/** A value of the parser's tree: plain JSON whose shape is looked at before it is believed. */
export type Json = Readonly<Record<string, unknown>>;

/** What the mappers of one text share. */
export interface Mapping {
  /** The span in the text of what the parser says lies at `value.span`; none where it says nothing. */
  span(value: unknown): Span | undefined;
  /** The text has a word of set operations. */
  readonly hasSets: boolean;
  /** Maps a query; here, because queries and expressions hold each other. */
  query(value: unknown): Query;
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function json(value: unknown): Json {
  return isJson(value) ? value : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Whether a node says nothing but what is under `keys`: what is null, false or empty is not said. */
export function hasOnly(value: Json, keys: ReadonlySet<string>): boolean {
  return Object.entries(value).every(([key, item]) => keys.has(key) || isUnsaid(key, item));
}

function isUnsaid(key: string, item: unknown): boolean {
  if (item === null || item === undefined || item === false) return true;
  return (Array.isArray(item) && item.length === 0) || key.endsWith('comments') || key === 'span';
}

/** Keys that wrap one node without being one. */
const wrappers: ReadonlySet<string> = new Set(['this', 'expression', 'value', 'target', 'table']);

/**
 * A node of the parser: an object of one key, its kind. `{ table: TableRef }` is one too, `{ expressions: […] }` is
 * what a node holds.
 */
export function nodeOf(
  value: unknown,
): { readonly kind: string; readonly value: Json } | undefined {
  if (!isJson(value)) return undefined;
  const keys = Object.keys(value);
  const kind = keys[0];
  if (keys.length !== 1 || kind === undefined) return undefined;
  const inner = value[kind];
  if (kind === 'table' ? !isTableRef(inner) : wrappers.has(kind)) return undefined;
  if (inner === null) return { kind, value: {} };
  return isJson(inner) ? { kind, value: inner } : undefined;
}

export function isTableRef(value: unknown): value is Json {
  return isJson(value) && isJson(value['name']) && 'schema' in value && 'catalog' in value;
}

/** An identifier of the parser as a name; nothing where there is none. */
export function toName(value: unknown, mapping: Mapping): Name | undefined {
  if (!isJson(value)) return undefined;
  const inner = nodeOf(value)?.kind === 'identifier' ? json(value['identifier']) : value;
  if (typeof inner['name'] !== 'string') return undefined;
  const span = mapping.span(inner['span']);
  return {
    text: inner['name'],
    quoted: inner['quoted'] === true,
    ...(span === undefined ? {} : { span }),
  };
}

export function toNames(values: unknown, mapping: Mapping): readonly Name[] {
  return list(values).flatMap((value) => toName(value, mapping) ?? []);
}

/** Catalog, schema and name of a table, as many as were written. Spark's `csv.`path`` is the path. */
export function toTableName(table: Json, mapping: Mapping): readonly Name[] {
  const names = toNames([table['catalog'], table['schema'], table['name']], mapping);
  const [format, path, ...rest] = names;
  const isPath =
    path?.quoted === true && path.text.includes('/') && fileFormats.has(format?.text ?? '');
  return isPath && rest.length === 0 ? [path] : names;
}

const fileFormats: ReadonlySet<string> = new Set([
  ...['parquet', 'orc', 'avro', 'csv', 'json', 'text', 'delta', 'iceberg', 'binaryFile'],
]);

/** The parser gives `s.t` as one name in some places. A quoted name with a dot in it stays one. */
export function splitName(name: Name): readonly Name[] {
  if (name.quoted) return [name];
  return name.text.split('.').map((part) => ({ ...name, text: part }));
}

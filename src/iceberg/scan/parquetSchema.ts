import { IcebergError } from '../icebergError.js';
import { int96 } from './convert.js';

/** A field of a Parquet file as DuckDB reads it. */
export interface ParquetField {
  readonly name: string;
  /** Iceberg's id of it, where the file has one. */
  readonly id?: number;
  readonly type: ParquetType;
}

export type ParquetType =
  /** `name` is DuckDB's word for what it reads, or one of ours for what it would cut short. */
  | { readonly kind: 'primitive'; readonly name: string }
  | { readonly kind: 'struct'; readonly fields: readonly ParquetField[] }
  | { readonly kind: 'list'; readonly element: ParquetField }
  | { readonly kind: 'map'; readonly key: ParquetField; readonly value: ParquetField }
  /** Not in a form that Iceberg's writers, or those of tables made into Iceberg's, have. */
  | { readonly kind: 'other'; readonly what: string };

/** A node of the schema as `parquet_schema` lists it, parents before their children. */
export type ParquetNode = readonly [
  name: string | null,
  physical: string | null,
  repetition: string | null,
  children: string | null,
  converted: string | null,
  logical: string | null,
  id: string | null,
  duckDbType: string | null,
];

interface Tree {
  readonly field: ParquetField;
  readonly isRepeated: boolean;
  readonly children: readonly Tree[];
}

/** The columns of a file, in its order. `file` is named where its schema is not one. */
export function parseParquetSchema(
  nodes: readonly ParquetNode[],
  file: string,
): readonly ParquetField[] {
  let at = 0;
  const next = (): Tree => {
    const node = nodes[at++];
    if (node === undefined) {
      throw new IcebergError('malformed', file, 'the schema of the Parquet file ends early');
    }
    const children = Array.from({ length: Number(node[3] ?? 0) }, next);
    return toTree(node, children);
  };
  return next().children.map(({ field }) => field);
}

/** The ids of all fields of a file. */
export function fieldIds(fields: readonly ParquetField[]): ReadonlySet<number> {
  return new Set(
    fields.flatMap(({ id, type }) => [...(id === undefined ? [] : [id]), ...idsWithin(type)]),
  );
}

function idsWithin(type: ParquetType): Iterable<number> {
  switch (type.kind) {
    case 'struct':
      return fieldIds(type.fields);
    case 'list':
      return fieldIds([type.element]);
    case 'map':
      return fieldIds([type.key, type.value]);
    case 'primitive':
    case 'other':
      return [];
  }
}

function toTree(node: ParquetNode, children: readonly Tree[]): Tree {
  const [name, , repetition, , , , id] = node;
  return {
    field: {
      name: name ?? '',
      ...(id === null ? {} : { id: Number(id) }),
      type: toType(node, children),
    },
    isRepeated: repetition === 'REPEATED',
    children,
  };
}

function toType(node: ParquetNode, children: readonly Tree[]): ParquetType {
  const [, , , , converted, logical] = node;
  if (children.length === 0) return toLeaf(node);
  if (converted === 'LIST' || logical?.startsWith('ListType') === true) return toList(children);
  if (converted === 'MAP' || logical?.startsWith('MapType') === true) return toMap(children);
  if (children.some(({ isRepeated }) => isRepeated)) return { kind: 'other', what: 'repeated' };
  return { kind: 'struct', fields: children.map(({ field }) => field) };
}

function toLeaf([, physical, , , , logical, , duckDbType]: ParquetNode): ParquetType {
  if (physical === 'INT96') return { kind: 'primitive', name: int96 };
  const isNanos = logical?.includes('NANOS=NanoSeconds') === true;
  // DuckDB has no type of this precision for them.
  if (isNanos && duckDbType?.startsWith('TIME') === true && duckDbType !== 'TIMESTAMP_NS') {
    return { kind: 'primitive', name: `${duckDbType} in nanoseconds` };
  }
  return { kind: 'primitive', name: duckDbType ?? 'nothing' };
}

/**
 * Three levels, or the two of old writers where they are told apart as the Parquet format says and
 * DuckDB does the same.
 */
function toList(children: readonly Tree[]): ParquetType {
  const [repeated] = children;
  if (repeated?.isRepeated !== true || children.length !== 1) {
    return { kind: 'other', what: 'a list without a repeated field' };
  }
  const [element, ...more] = repeated.children;
  if (element === undefined || more.length > 0) return { kind: 'list', element: repeated.field };
  if (repeated.field.name === 'array' || repeated.field.name.endsWith('_tuple')) {
    return { kind: 'other', what: 'a list of two levels' };
  }
  return { kind: 'list', element: element.field };
}

function toMap(children: readonly Tree[]): ParquetType {
  const [entries] = children;
  const [key, value, ...more] = entries?.children ?? [];
  if (children.length !== 1 || key === undefined || value === undefined || more.length > 0) {
    return { kind: 'other', what: 'a map without keys and values' };
  }
  return { kind: 'map', key: key.field, value: value.field };
}

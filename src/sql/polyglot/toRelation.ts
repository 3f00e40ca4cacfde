import type { FromItem, JoinCondition, Query, Relation } from '../tree.js';
import { isExplode } from './functions.js';
import { allOf, pathName } from './toCopy.js';
import {
  hasOnly,
  json,
  type Json,
  list,
  type Mapping,
  nodeOf,
  text,
  toName,
  toNames,
  toTableName,
} from './node.js';
import { parts } from './toExpression.js';
import { toPivot, toUnpivot } from './toPivot.js';

/** What stands in `FROM` between commas and joins. */
export function toRelation(value: unknown, mapping: Mapping): Relation {
  const node = nodeOf(value);
  const inner = node?.value ?? {};
  const names = {
    ...aliases(inner, mapping),
    sampled: relations.has(node?.kind ?? '') && !hasOnly(inner, relationKeys),
  };
  if (node === undefined) {
    return { kind: 'unknown', node: 'none', of: [], expressions: [], ...names, sampled: true };
  }
  switch (node.kind) {
    case 'table':
      return { kind: 'table', name: toTableName(inner, mapping), ...names };
    case 'subquery':
      return toDerived(value, inner, names, mapping);
    case 'alias':
      return renamed(toRelation(inner['this'], mapping), names);
    case 'paren': {
      const relation = toRelation(inner['this'], mapping);
      return names.alias === undefined ? relation : renamed(relation, names);
    }
    case 'joined_table':
      return { kind: 'join', items: toJoinItems(inner, mapping), ...names };
    case 'select':
    case 'union':
    case 'intersect':
    case 'except':
    case 'values':
      return { kind: 'query', query: mapping.query(value), lateral: false, ...names };
    case 'pivot':
      return toPivot(inner, ofPivot(inner['this'], mapping), pivotNames(inner, mapping), mapping);
    case 'unpivot':
      return toUnpivot(inner, ofPivot(inner['this'], mapping), pivotNames(inner, mapping), mapping);
    case 'lateral':
      return lateral(toRelation(inner['this'], mapping), names);
    default:
      return toTableFunction(node.kind, inner, names, mapping);
  }
}

/** A relation after the first of its `FROM`, with how it is joined. */
export function toFromItem(join: Json, mapping: Mapping): FromItem {
  const kind = text(join['kind']);
  const relation = toRelation(join['this'], mapping);
  const isApply = kind === 'CrossApply' || kind === 'OuterApply';
  return {
    relation: isApply && relation.kind === 'query' ? { ...relation, lateral: true } : relation,
    join: {
      type: hasOnly(join, joinKeys) ? joinType(kind) : 'other',
      natural: kind.startsWith('Natural'),
      on: parts(join['on'], mapping),
      using: toNames(join['using'], mapping),
    },
  };
}

/** `LATERAL VIEW explode(items) e AS item`. */
export function toLateralView(view: Json, mapping: Mapping): FromItem {
  const alias = toName(view['table_alias'], mapping);
  return {
    relation: {
      kind: 'unnest',
      arguments: parts(view['this'], mapping),
      columnAliases: toNames(view['column_aliases'], mapping),
      sampled: false,
      ...(alias === undefined ? {} : { alias }),
    },
  };
}

type Names = Pick<Relation, 'alias' | 'columnAliases'>;
type Aliases = Names & Pick<Relation, 'sampled'>;

const relations: ReadonlySet<string> = new Set(['table', 'subquery', 'joined_table', 'alias']);

/** What this tree has a place for, or what changes no row. */
const relationKeys: ReadonlySet<string> = new Set([
  ...['name', 'schema', 'catalog', 'alias', 'alias_explicit_as', 'column_aliases', 'hints'],
  ...['this', 'order_by', 'limit', 'offset', 'lateral', 'modifiers_inside'],
  ...['left', 'joins', 'lateral_views', 'when', 'version'],
]);

/** Not `deferred_condition`, where the condition stands after those of later joins. */
const joinKeys: ReadonlySet<string> = new Set([
  ...['this', 'on', 'using', 'kind', 'use_inner_keyword', 'use_outer_keyword', 'nesting_group'],
]);

function renamed(relation: Relation, names: Aliases): Relation {
  return { ...relation, ...names, sampled: relation.sampled || names.sampled };
}

function aliases(inner: Json, mapping: Mapping): Names {
  const alias = toName(inner['alias'], mapping);
  const columnAliases = toNames(inner['column_aliases'], mapping);
  return alias === undefined || alias.text === '' ? { columnAliases } : { alias, columnAliases };
}

function pivotNames(inner: Json, mapping: Mapping): Aliases {
  const { alias } = aliases(inner, mapping);
  const columnAliases = toNames(inner['alias_columns'], mapping);
  return { columnAliases, sampled: true, ...(alias === undefined ? {} : { alias }) };
}

/** In DuckDB's `PIVOT t ON …` the parser takes the table for a column. */
function ofPivot(value: unknown, mapping: Mapping): Relation {
  const node = nodeOf(value);
  if (node?.kind !== 'column') return toRelation(value, mapping);
  const name = toNames([node.value['table'], node.value['name']], mapping);
  return { kind: 'table', name, columnAliases: [], sampled: false };
}

function toDerived(value: unknown, inner: Json, names: Aliases, mapping: Mapping): Relation {
  const within = nodeOf(inner['this']);
  if (within?.kind === 'joined_table' || within?.kind === 'table') {
    const relation = toRelation(inner['this'], mapping);
    return names.alias === undefined && !names.sampled ? relation : renamed(relation, names);
  }
  return {
    kind: 'query',
    query: mapping.query(value),
    lateral: inner['lateral'] === true,
    ...names,
  };
}

function toJoinItems(inner: Json, mapping: Mapping): readonly FromItem[] {
  return [
    { relation: toRelation(inner['left'], mapping) },
    ...list(inner['joins']).map((join) => toFromItem(json(join), mapping)),
    ...list(inner['lateral_views']).map((view) => toLateralView(json(view), mapping)),
  ];
}

function lateral(relation: Relation, names: Aliases): Relation {
  const named = names.alias === undefined ? relation : renamed(relation, names);
  return named.kind === 'query' ? { ...named, lateral: true } : named;
}

/** Functions that count: their columns come from nothing but their arguments. */
const generators: ReadonlySet<string> = new Set([
  ...['range', 'generate_series', 'sequence', 'generate_subscripts', 'repeat'],
]);

/** Functions whose first argument is a file, several of them or a pattern. */
const fileReaders: ReadonlySet<string> = new Set([
  ...['read_parquet', 'parquet_scan', 'read_csv', 'read_csv_auto', 'read_json', 'read_json_auto'],
  ...['read_ndjson', 'read_ndjson_auto', 'read_text', 'read_files', 'delta_scan', 'iceberg_scan'],
]);

/** The rows of the files that a function reads; nothing where their names are no plain text. */
function toFiles(argument: unknown, names: Aliases): Relation | undefined {
  const node = nodeOf(argument);
  const isList = node?.kind === 'array_func' || node?.kind === 'array';
  const paths = isList ? list(node.value['expressions']) : [argument];
  const [first, ...others] = paths.map((path): Query | undefined => {
    const literal = nodeOf(path);
    const isText = literal?.kind === 'literal' && literal.value['literal_type'] === 'string';
    return isText ? allOf(pathName(text(literal.value['value']))) : undefined;
  });
  if (first?.body.kind !== 'select' || others.includes(undefined)) return undefined;
  const [only] = first.body.from;
  if (others.length === 0) return only && renamed(only.relation, names);
  const query = others.reduce<Query>((left, right = first) => {
    const body = { kind: 'set', operator: 'union', byName: true, left, right } as const;
    return { ...first, body };
  }, first);
  return { kind: 'query', query, lateral: false, ...names };
}

function toTableFunction(kind: string, inner: Json, names: Aliases, mapping: Mapping): Relation {
  const called = kind === 'function' ? text(inner['name']).toLowerCase() : '';
  const [argument] = list(inner['args']);
  // `TABLE(sequence(…))` is the function within.
  if (called === 'table' && nodeOf(argument)?.kind === 'function') {
    return renamed(toRelation(argument, mapping), names);
  }
  const files = fileReaders.has(called) ? toFiles(argument, names) : undefined;
  if (files !== undefined) return files;
  if (generators.has(called)) {
    return { kind: 'unnest', arguments: parts(inner['args'], mapping), ...names };
  }
  if (isExplode(kind) || (kind === 'function' && isExplode(text(inner['name']).toLowerCase()))) {
    return { kind: 'unnest', arguments: parts(inner, mapping), ...names };
  }
  if (kind === 'function') {
    const name = text(inner['name']);
    return { kind: 'function', name, arguments: parts(inner['args'], mapping), ...names };
  }
  const of = inner['this'] === undefined ? [] : [toRelation(inner['this'], mapping)];
  const rest = Object.entries(inner).filter(([key]) => key !== 'this');
  const expressions = parts(
    rest.map(([, item]) => item),
    mapping,
  );
  return { kind: 'unknown', node: kind, of, expressions, ...names };
}

function joinType(kind: string): JoinCondition['type'] {
  switch (kind.replace(/^Natural(?=.)/, '')) {
    case 'Inner':
    case 'Cross':
    case 'Implicit':
    case 'Natural':
      return 'inner';
    case 'Left':
      return 'left';
    case 'Right':
      return 'right';
    case 'Full':
      return 'full';
    case 'Semi':
    case 'LeftSemi':
      return 'semi';
    case 'Anti':
    case 'LeftAnti':
      return 'anti';
    default:
      return 'other';
  }
}

import type { FromItem, JoinCondition, Relation } from '../tree.js';
import { isExplode } from './functions.js';
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
    case 'lateral':
      return lateral(toRelation(inner['this'], mapping), names);
    default:
      return toTableFunction(node.kind, inner, names, mapping);
  }
}

/** A relation after the first of its `FROM`, with how it is joined. */
export function toFromItem(join: Json, mapping: Mapping): FromItem {
  const kind = text(join['kind']);
  return {
    relation: toRelation(join['this'], mapping),
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

function toTableFunction(kind: string, inner: Json, names: Aliases, mapping: Mapping): Relation {
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

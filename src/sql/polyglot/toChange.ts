import type { Assignment, Change, Expression, FromItem, Name, Relation } from '../tree.js';
import {
  isJson,
  isTableRef,
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
import { parts, toExpression } from './toExpression.js';
import { toFromItem, toRelation } from './toRelation.js';

type Target = Change['target'];

/** `MERGE INTO target USING source ON … WHEN …`. */
export function toMerge(inner: Json, mapping: Mapping): Change | undefined {
  const target = toTarget(inner['this'], mapping);
  if (target === undefined) return undefined;
  const whens = list(json(json(inner['whens'])['whens'])['expressions']).map((when) =>
    json(json(when)['when']),
  );
  // Rows of both sides that match nothing have a part in it too.
  const join: FromItem['join'] = {
    type: 'other',
    natural: false,
    on: parts(inner['on'], mapping),
    using: [],
  };
  return {
    ...changed('merge', target, inner, mapping),
    from: [{ relation: target }, { relation: toRelation(inner['using'], mapping), join }],
    conditions: parts(
      whens.map((when) => when['condition']),
      mapping,
    ),
    assignments: whens.flatMap((when) => toBranch(when['then'], mapping)),
  };
}

/** `UPDATE target SET … FROM … WHERE …`, and MySQL's with joins before `SET`. */
export function toUpdate(inner: Json, mapping: Mapping): Change | undefined {
  const target = toTarget({ table: inner['table'] }, mapping);
  if (target === undefined) return undefined;
  return {
    ...changed('update', target, inner, mapping),
    from: [
      { relation: target },
      ...joins(inner['table_joins'], mapping),
      ...items(json(inner['from_clause'])['expressions'], mapping),
      ...joins(inner['from_joins'], mapping),
    ],
    conditions: parts(json(inner['where_clause'])['this'], mapping),
    assignments: list(inner['set']).flatMap((pair): readonly Assignment[] => {
      const [to, value] = list(pair);
      const column = toName(to, mapping);
      if (column === undefined) return [];
      return [{ kind: 'column', column: lastPart(column), value: toExpression(value, mapping) }];
    }),
  };
}

/** `DELETE FROM target USING … WHERE …`, and MySQL's of several tables. */
export function toDelete(inner: Json, mapping: Mapping): Change | undefined {
  const alias = toName(inner['alias'], mapping);
  const found = toTarget({ table: inner['table'] }, mapping);
  if (found === undefined) return undefined;
  const several = list(inner['tables']).filter(isTableRef);
  const names = several.map((table) => toTableName(table, mapping));
  const joined = joins(inner['joins'], mapping);
  // `DELETE t FROM foo t JOIN …`: what is before FROM names one of the tables behind it.
  const [first, ...others] = names;
  const target: Target = alias === undefined ? found : { ...found, alias };
  const using = items(list(inner['using']).map(toUsing), mapping);
  return {
    ...changed('delete', first === undefined ? target : { ...bare, name: first }, inner, mapping),
    from: [{ relation: target }, ...using, ...joined],
    others,
    conditions: parts(json(inner['where_clause'])['this'], mapping),
  };
}

const bare = { kind: 'table', columnAliases: [], sampled: false } as const;

function changed(type: Change['type'], target: Target, inner: Json, mapping: Mapping): Change {
  const before = inner['with'] ?? json(inner['with_'])['with'];
  const { ctes, recursive } = isJson(before)
    ? mapping.query({ select: { with: before, expressions: [] } })
    : { ctes: [], recursive: false };
  return {
    kind: 'change',
    type,
    ctes,
    recursive,
    target,
    from: [],
    others: [],
    conditions: [],
    assignments: [],
  };
}

function toTarget(value: unknown, mapping: Mapping): Target | undefined {
  const relation: Relation = toRelation(value, mapping);
  return relation.kind === 'table' ? relation : undefined;
}

function items(values: unknown, mapping: Mapping): readonly FromItem[] {
  return list(values).map((value) => ({ relation: toRelation(value, mapping) }));
}

function joins(values: unknown, mapping: Mapping): readonly FromItem[] {
  return list(values).map((join) => toFromItem(json(join), mapping));
}

/** A subquery after `USING` comes as a table without a name that hides it among its hints. */
function toUsing(value: unknown): unknown {
  const table = json(value);
  const [hidden] = list(table['hints']);
  const name = json(table['name'])['name'];
  if (name !== '' || !isJson(hidden)) return { table };
  const { subquery } = hidden;
  return isJson(subquery) ? { subquery: { ...subquery, alias: table['alias'] } } : hidden;
}

/** What a branch of MERGE does: `UPDATE SET …`, `INSERT (…) VALUES (…)`, `DELETE`. */
function toBranch(then: unknown, mapping: Mapping): readonly Assignment[] {
  const [verb, ...rest] = list(json(json(then)['tuple'])['expressions']);
  const what = text(json(json(verb)['var'])['this']).toUpperCase();
  const [first, second] = rest;
  if (what !== 'UPDATE' && what !== 'INSERT') return [];
  const kind = nodeOf(first)?.kind;
  // `INSERT ROW` is BigQuery's `INSERT *`.
  if (kind === undefined || kind === 'star' || kind === 'var') return [{ kind: 'all' }];
  const ofFirst = list(json(json(first)['tuple'])['expressions']);
  if (what === 'UPDATE') return ofFirst.flatMap((set) => toAssignment(set, mapping));
  if (second === undefined) {
    return ofFirst.map((value, place) => ({
      kind: 'place',
      place,
      value: toExpression(value, mapping),
    }));
  }
  const values: readonly Expression[] = list(json(json(second)['tuple'])['expressions']).map(
    (value) => toExpression(value, mapping),
  );
  return toNames(ofFirst.map(columnName), mapping).flatMap((column, at): readonly Assignment[] => {
    const value = values[at];
    return value === undefined ? [] : [{ kind: 'column', column, value }];
  });
}

function toAssignment(set: unknown, mapping: Mapping): readonly Assignment[] {
  const { left, right } = json(json(set)['eq']);
  const column = toName(columnName(left), mapping);
  return column === undefined
    ? []
    : [{ kind: 'column', column, value: toExpression(right, mapping) }];
}

/** `t.v` and `v` are the same column of what is changed. */
function columnName(value: unknown): unknown {
  const node = nodeOf(value);
  return node?.kind === 'column' ? node.value['name'] : value;
}

/** The parser gives `t.v` before `=` as one name. */
function lastPart(name: Name): Name {
  if (name.quoted) return name;
  const dot = name.text.lastIndexOf('.');
  if (dot < 0) return name;
  const { span } = name;
  const text = name.text.slice(dot + 1);
  return {
    text,
    quoted: false,
    ...(span === undefined ? {} : { span: { start: span.end - text.length, end: span.end } }),
  };
}

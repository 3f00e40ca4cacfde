import type { Cte, NamedWindow, Output, Query, QueryBody, Select } from '../tree.js';
import { emptySelect, plainStar } from './emptySelect.js';
import { liftSets } from './liftSets.js';
import {
  hasOnly,
  isJson,
  json,
  type Json,
  list,
  type Mapping,
  nodeOf,
  splitName,
  toName,
  toNames,
} from './node.js';
import { parts, toExpression } from './toExpression.js';
import { toFromItem, toLateralView, toRelation } from './toRelation.js';

/** A query of the parser's: what of it is no query is `unknown`. */
export function toQuery(value: unknown, mapping: Mapping): Query {
  const node = nodeOf(value);
  const lifted = node?.kind === 'select' && mapping.hasSets ? liftSets(node.value) : undefined;
  if (lifted !== undefined) return toQuery(lifted, mapping);
  const inner = node?.value ?? {};
  const withClause = json(inner['with']);
  return {
    ctes: list(withClause['ctes']).flatMap((cte) => toCte(json(cte), mapping)),
    recursive: withClause['recursive'] === true,
    body: toBody(value, mapping),
    // Not `DISTRIBUTE BY`: where rows lie changes neither which there are nor their order.
    orderBy: ['order_by', 'sort_by', 'cluster_by'].flatMap((key) =>
      parts(json(inner[key])['expressions'], mapping),
    ),
    limited: ['limit', 'offset', 'fetch', 'top'].some((key) => isJson(inner[key])),
  };
}

function toCte(cte: Json, mapping: Mapping): Cte[] {
  const name = toName(cte['alias'], mapping);
  if (name === undefined) return [];
  return [
    { name, columns: toNames(cte['columns'], mapping), query: toQuery(cte['this'], mapping) },
  ];
}

function toBody(value: unknown, mapping: Mapping): QueryBody {
  const node = nodeOf(value);
  const inner = node?.value ?? {};
  if (node === undefined) return { kind: 'unknown', node: 'none', queries: [] };
  switch (node.kind) {
    case 'select':
      return toSelect(inner, mapping);
    case 'union':
    case 'intersect':
    case 'except':
      return {
        kind: 'set',
        operator: node.kind,
        byName: inner['by_name'] === true,
        left: toQuery(inner['left'], mapping),
        right: toQuery(inner['right'], mapping),
      };
    case 'values':
      return {
        kind: 'values',
        rows: list(inner['expressions']).map((row) => toRow(json(row)['expressions'], mapping)),
      };
    case 'subquery':
    case 'paren':
      return { kind: 'nested', query: toQuery(inner['this'], mapping) };
    case 'table':
    case 'pivot':
    case 'unpivot':
      return {
        ...emptySelect,
        outputs: [plainStar],
        from: [{ relation: toRelation(value, mapping) }],
      };
    default:
      return { kind: 'unknown', node: node.kind, queries: [] };
  }
}

export function toRow(values: unknown, mapping: Mapping): Select['where'] {
  return list(values).map((item) => toExpression(item, mapping));
}

/** What this tree has a place for, or what changes no row. */
const selectKeys: ReadonlySet<string> = new Set([
  ...['expressions', 'from', 'joins', 'lateral_views', 'where_clause', 'group_by', 'having'],
  ...['qualify', 'order_by', 'distribute_by', 'cluster_by', 'sort_by', 'limit', 'offset', 'fetch'],
  ...['distinct', 'distinct_on', 'top', 'with', 'windows', 'hint', 'into', 'locks'],
]);

const groupKeys: ReadonlySet<string> = new Set(['expressions', 'all']);

function toSelect(inner: Json, mapping: Mapping): Select {
  const under = (key: string): Select['where'] => parts(json(inner[key])['this'], mapping);
  const groupBy = json(inner['group_by']);
  return {
    kind: 'select',
    outputs: list(inner['expressions']).map((output) => toOutput(output, mapping)),
    from: [
      ...list(json(inner['from'])['expressions']).map((item) => ({
        relation: toRelation(item, mapping),
      })),
      ...list(inner['joins']).map((join) => toFromItem(json(join), mapping)),
      ...list(inner['lateral_views']).map((view) => toLateralView(json(view), mapping)),
    ],
    where: under('where_clause'),
    groupBy: parts(groupBy, mapping),
    groupByAll: groupBy['all'] === true,
    distinct: inner['distinct'] === true && list(inner['distinct_on']).length === 0,
    having: under('having'),
    qualify: under('qualify'),
    windows: list(inner['windows']).flatMap((window) => toNamedWindow(json(window), mapping)),
    distinctOn: parts(inner['distinct_on'], mapping),
    sampled: !hasOnly(inner, selectKeys) || !hasOnly(groupBy, groupKeys),
  };
}

function toNamedWindow(window: Json, mapping: Mapping): readonly NamedWindow[] {
  const name = toName(window['name'], mapping);
  const spec = json(window['spec']);
  const of = toName(spec['window_name'], mapping);
  if (name === undefined) return [];
  const by = [...parts(spec['partition_by'], mapping), ...parts(spec['order_by'], mapping)];
  return [{ name: name.text, by, ...(of === undefined ? {} : { of: of.text }) }];
}

function toOutput(value: unknown, mapping: Mapping): Output {
  const node = nodeOf(value);
  const inner = node?.value ?? {};
  if (node?.kind === 'star') return toStar(inner, mapping);
  if (node?.kind !== 'alias') {
    return { kind: 'expression', expression: toExpression(value, mapping), aliases: [] };
  }
  const several = toNames(inner['column_aliases'], mapping);
  const alias = toName(inner['alias'], mapping);
  return {
    kind: 'expression',
    expression: toExpression(inner['this'], mapping),
    // `explode(x) AS (k, v)` has an empty alias beside its two.
    aliases: several.length > 0 ? several : alias === undefined ? [] : [alias],
  };
}

function toStar(inner: Json, mapping: Mapping): Output {
  const table = toName(inner['table'], mapping);
  return {
    kind: 'star',
    qualifier: table === undefined ? [] : splitName(table),
    except: toNames(inner['except'], mapping),
    replace: list(inner['replace']).flatMap((item) => {
      const replaced = json(item);
      const name = toName(replaced['alias'], mapping);
      return name === undefined
        ? []
        : [{ name, expression: toExpression(replaced['this'], mapping) }];
    }),
    rename: list(inner['rename']).flatMap((item) => {
      const [from, to] = list(item).map((name) => toName(name, mapping));
      return from === undefined || to === undefined ? [] : [{ from, to }];
    }),
  };
}

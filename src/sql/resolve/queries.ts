import type { Expression, Query, QueryBody, Select } from '../tree.js';
import { askOf } from './askOf.js';
import { influencesOf, lineageOf } from './expressions.js';
import { hasWindow } from './hasWindow.js';
import { influences as influencing, noLineage, union, unique } from './lineage.js';
import { type Reads, sealed } from './origins.js';
import { resolveOutput } from './outputs.js';
import { renameItems, resolveFrom } from './relations.js';
import type { IndirectRef } from './resolution.js';
import type { Outer, ResolvedItem, ResolvedQuery, Run } from './run.js';
import { branchesOf, layAll, layOver } from './setOperations.js';
import { type Cte, fold, type Item, type Scope } from './scope.js';

/** The columns of a query and what decides about its rows. */
export function resolveQuery(query: Query, outer: Outer, run: Run): ResolvedQuery {
  const ctes = resolveCtes(query, outer, run);
  const resolved = resolveBody(query.body, query.orderBy, { ...outer, ctes }, run);
  return query.limited ? { ...resolved, items: sealed(resolved.items) } : resolved;
}

/** The CTEs that can be read behind a `WITH`: those of around it, and its own. */
export function resolveCtes(
  { ctes, recursive }: Pick<Query, 'ctes' | 'recursive'>,
  outer: Outer,
  run: Run,
): Outer['ctes'] {
  let visible = outer.ctes;
  for (const cte of ctes) {
    const { span } = cte.name;
    run.cteNames.add(cte.name.text.toLowerCase());
    if (span !== undefined) {
      const meaning = { kind: 'local', name: cte.name.text, definition: span } as const;
      run.uses.push({ span, meaning });
    }
    const reads: Reads = { by: [] };
    const around = run.within.cte;
    run.within.cte = reads;
    const inner = recursive ? withAnchor(cte, { ...outer, ctes: visible }, run) : visible;
    const resolved = resolveQuery(cte.query, { ...outer, ctes: inner }, run);
    run.within.cte = around;
    visible = withCte(visible, cte, resolved, reads, run);
  }
  return visible;
}

function withCte(
  ctes: Outer['ctes'],
  { name, columns, query }: Query['ctes'][number],
  { items, influences }: ResolvedQuery,
  reads: Reads,
  run: Run,
): Outer['ctes'] {
  const isUnknown = query.body.kind === 'unknown';
  const cte: Cte = {
    name,
    items: renameItems(items, columns),
    influences,
    reads,
    definition: name.span,
    ...(isUnknown ? { unknown: 'unsupported-relation' } : {}),
  };
  return new Map([...ctes, [fold(name, run.dialect), cte]]);
}

/** A recursive query sees itself with the columns of its first branch. */
function withAnchor(cte: Query['ctes'][number], outer: Outer, run: Run): Outer['ctes'] {
  const { body } = cte.query;
  if (body.kind !== 'set') return outer.ctes;
  // What this pass finds is found again by the pass over the whole: it goes to lists of its own.
  const tables = [...run.tables];
  const aside: Run = {
    ...run,
    tables,
    tableWithin: [...run.tableWithin],
    uses: [],
    unknowns: [],
    asked: [],
    query: (q, o) => resolveQuery(q, o, aside),
  };
  const anchor = resolveQuery(body.left, outer, aside);
  const reads: Reads = { by: [] };
  return withCte(outer.ctes, cte, { ...anchor, items: sealed(anchor.items) }, reads, run);
}

function resolveBody(
  body: QueryBody,
  orderBy: readonly Expression[],
  outer: Outer,
  run: Run,
): ResolvedQuery {
  switch (body.kind) {
    case 'select':
      return resolveSelect(body, orderBy, outer, run);
    case 'nested':
      return sorted(resolveQuery(body.query, outer, run), orderBy, outer, run);
    case 'set': {
      const branches = branchesOf(body);
      if (branches.length > 2) {
        const all = branches.map((branch) => resolveQuery(branch, outer, run));
        const items = sealed(layAll(all.map((branch) => branch.items)));
        const influences = unique(all.flatMap((branch) => branch.influences));
        return sorted({ items, influences }, orderBy, outer, run);
      }
      const left = resolveQuery(body.left, outer, run);
      const right = resolveQuery(body.right, outer, run);
      // The type of a column is that of both sides: what is asked of it may mean something else of one.
      const items = sealed(layOver(left.items, right.items, body.byName, run));
      const before = [...left.influences, ...right.influences];
      if (body.operator === 'union') {
        return sorted({ items, influences: unique(before) }, orderBy, outer, run);
      }
      // `INTERSECT` and `EXCEPT` only ask whether the right side has the row, as a semi join does.
      const compared = [...left.items, ...right.items].flatMap((item) =>
        item.kind === 'column' ? influencing(item.lineage, 'join') : [],
      );
      const kept = sealed(left.items.some(({ kind }) => kind === 'open') ? items : left.items);
      const influences = unique([...before, ...compared]);
      return sorted({ items: kept, influences }, orderBy, outer, run);
    }
    case 'values': {
      const scope: Scope = { sources: [], merged: [], outer: outer.scope, ctes: outer.ctes };
      const rows = body.rows.map((row) => row.map((value) => lineageOf(value, scope, run)));
      const items = (rows[0] ?? []).map((_, at): Item => ({
        kind: 'column',
        name: undefined,
        lineage: union(rows.map((row) => row[at] ?? noLineage)),
      }));
      return { items, influences: [] };
    }
    case 'unknown':
      for (const inner of body.queries) resolveQuery(inner, outer, run);
      run.unknowns.push({ reason: 'unsupported-relation', name: body.node });
      return { items: [], influences: [] };
  }
}

/** `ORDER BY` after a set operation sees its columns only. */
function sorted(
  { items, influences }: ResolvedQuery,
  orderBy: readonly Expression[],
  outer: Outer,
  run: Run,
): ResolvedQuery {
  const scope: Scope = {
    sources: [{ qualifier: [], items, influences: [], hidden: false }],
    merged: [],
    outer: outer.scope,
    ctes: outer.ctes,
  };
  const named = orderBy.flatMap((expression) => byPlace(expression, items));
  const by = [...influencesOf(named, 'sort', scope, run), ...placed(orderBy, items, 'sort')];
  return { items, influences: unique([...influences, ...by]) };
}

function resolveSelect(
  select: Select,
  orderBy: readonly Expression[],
  outer: Outer,
  run: Run,
): ResolvedQuery {
  const joined = resolveFrom(select.from, outer, run);
  const from = { ...joined, scope: withWindows(joined.scope, select.windows, run) };
  if (!select.sampled) askOf(select.where, from.scope, run);
  const items: ResolvedItem[] = [];
  const lateral = ['duckdb', 'spark', 'databricks'].includes(run.dialect);
  for (const output of select.outputs) {
    const scope = lateral ? withAliases(from.scope, items, false) : from.scope;
    items.push(...resolveOutput(output, scope, run));
  }
  const groups = lateral || run.dialect === 'postgresql';
  const after = groups ? withAliases(from.scope, items, false) : from.scope;
  const ofItem = (expression: Expression): readonly Expression[] => byPlace(expression, items);
  const influences = [
    ...from.influences,
    ...influencesOf(select.where, 'filter', from.scope, run),
    ...influencesOf(select.groupBy.flatMap(ofItem), 'group-by', after, run),
    ...placed(select.groupBy, items, 'group-by'),
    ...(select.groupByAll || select.distinct ? groupedByAll(items) : []),
    ...influencesOf([...select.having, ...select.qualify], 'filter', after, run),
    ...influencesOf(select.distinctOn, 'filter', after, run),
    ...influencesOf(orderBy.flatMap(ofItem), 'sort', withAliases(from.scope, items, true), run),
    ...placed(orderBy, items, 'sort'),
  ];
  return {
    items: passesRows(select, orderBy) ? items : sealed(items),
    influences: unique(influences),
  };
}

/**
 * Whether rows come out of a SELECT, or groups by them, each for itself: then what is asked of its columns can be
 * asked of the rows that go in. The columns of groups are those that it groups by.
 */
function passesRows(select: Select, orderBy: readonly Expression[]): boolean {
  const outputs = select.outputs.flatMap((output) =>
    output.kind === 'expression'
      ? [output.expression]
      : output.replace.map(({ expression }) => expression),
  );
  return (
    !select.sampled &&
    select.qualify.length === 0 &&
    select.distinctOn.length === 0 &&
    // `ROLLUP` and the like make rows of their own.
    select.groupBy.every(({ kind }) => kind === 'column' || kind === 'literal') &&
    ![...outputs, ...select.having, ...orderBy].some(hasWindow)
  );
}

function groupedByAll(items: readonly ResolvedItem[]): readonly IndirectRef[] {
  return items.flatMap((item) =>
    item.kind === 'open' || item.lineage.direct.some((ref) => ref.transformation === 'aggregation')
      ? []
      : influencing(item.lineage, 'group-by'),
  );
}

/** Each window may be made of one before it. */
function withWindows(scope: Scope, windows: Select['windows'], run: Run): Scope {
  if (windows.length === 0) return scope;
  const known = new Map<string, readonly IndirectRef[]>();
  for (const { name, of = '', by } of windows) {
    const base = known.get(of.toLowerCase()) ?? [];
    known.set(name.toLowerCase(), unique([...base, ...influencesOf(by, 'window', scope, run)]));
  }
  return { ...scope, windows: known };
}

function withAliases(scope: Scope, items: readonly ResolvedItem[], first: boolean): Scope {
  return { ...scope, aliases: { items: items.filter((item) => item.alias !== undefined), first } };
}

/** `ORDER BY 2` and `GROUP BY 1` mean outputs, not numbers. */
function placed(
  expressions: readonly Expression[],
  items: readonly ResolvedItem[],
  influence: 'group-by' | 'sort',
): readonly IndirectRef[] {
  return expressions.flatMap((expression) => {
    const item =
      placeOf(expression) === undefined ? undefined : items[(placeOf(expression) ?? 0) - 1];
    return item?.kind === 'column'
      ? item.lineage.direct.map(({ table, field }) => ({ table, field, influence }))
      : [];
  });
}

function byPlace(expression: Expression, items: readonly ResolvedItem[]): readonly Expression[] {
  const place = placeOf(expression);
  return place === undefined || items[place - 1] === undefined ? [expression] : [];
}

function placeOf(expression: Expression): number | undefined {
  return expression.kind === 'literal' && expression.type === 'number'
    ? Number(expression.text)
    : undefined;
}

import type { FromItem, JoinCondition, Name, Relation } from '../tree.js';
import { influencesOf, lineageOf } from './expressions.js';
import { noLineage, transformed, union } from './lineage.js';
import type { IndirectRef, Lineage, UnknownReason } from './resolution.js';
import { addTable, type Outer, type Run, spanOf } from './run.js';
import { fold, findItem, type Item, mergeLineage, type Scope, type Source } from './scope.js';

/** What `FROM` puts in scope, and the columns that its joins compare. */
export function resolveFrom(
  items: readonly FromItem[],
  outer: Outer,
  run: Run,
): { readonly scope: Scope; readonly influences: readonly IndirectRef[] } {
  let scope: Scope = { sources: [], merged: [], outer: outer.scope, ctes: outer.ctes };
  const compared: IndirectRef[] = [];
  for (const { relation, join } of items) {
    const added = resolveRelation(relation, scope, outer, run);
    const sources = [...scope.sources, ...added.sources];
    compared.push(...added.compared);
    if (join === undefined) {
      scope = { ...scope, sources };
      continue;
    }
    const using =
      join.type === 'natural' ? naturalColumns(scope.sources, added.sources, run) : join.using;
    const merged = using.map((name) => mergeColumn(name, scope, added.sources, run));
    compared.push(
      ...merged.flatMap(({ lineage }) =>
        lineage.direct.map(({ table, field }) => ({ table, field, influence: 'join' }) as const),
      ),
    );
    const kept = scope.merged.filter(
      ({ name }) => !using.some((other) => fold(other, run.dialect) === fold(name, run.dialect)),
    );
    scope = { ...scope, sources, merged: [...kept, ...merged] };
    compared.push(...influencesOf(join.on, 'join', scope, run));
    if (join.type === 'semi') scope = hideLast(scope, added.sources.length, join);
  }
  const visible = scope.sources.filter((source) => !source.hidden);
  return {
    scope: { ...scope, sources: visible },
    influences: [...scope.sources.flatMap((source) => source.influences), ...compared],
  };
}

function hideLast(scope: Scope, count: number, join: JoinCondition): Scope {
  const first = scope.sources.length - count;
  const sources = scope.sources.map((source, at) =>
    at >= first && join.type === 'semi' ? { ...source, hidden: true, qualifier: [] } : source,
  );
  return { ...scope, sources };
}

interface Added {
  readonly sources: readonly Source[];
  readonly compared: readonly IndirectRef[];
}

function resolveRelation(relation: Relation, before: Scope, outer: Outer, run: Run): Added {
  switch (relation.kind) {
    case 'table':
      return one(renamed(resolveTable(relation.name, outer, run), relation));
    case 'query': {
      const seesSiblings = relation.lateral || run.dialect === 'duckdb';
      const scope = seesSiblings ? before : outer.scope;
      const { items, influences } = run.query(relation.query, { ...outer, scope });
      return one(renamed({ ...emptySource, items, influences }, relation));
    }
    case 'unnest': {
      const made = relation.arguments.map((argument) => lineageOf(argument, before, run));
      return one(unnested(transformed(union(made), 'transformation'), relation));
    }
    case 'function': {
      for (const argument of relation.arguments) lineageOf(argument, before, run);
      return one(vague('table-function', relation, relation.name, run));
    }
    case 'join': {
      const { scope, influences } = resolveFrom(relation.items, outer, run);
      const sources = scope.sources.map((source) => ({ ...source, influences: [] }));
      if (relation.alias === undefined) return { sources, compared: influences };
      const items = sources.flatMap((source) => source.items);
      return one(renamed({ ...emptySource, items, influences }, relation));
    }
    case 'unknown': {
      for (const inner of relation.of) resolveRelation(inner, before, outer, run);
      return one(vague('unsupported-relation', relation, relation.node, run));
    }
  }
}

function one(source: Source): Added {
  return { sources: [source], compared: [] };
}

const emptySource: Source = { qualifier: [], items: [], influences: [], hidden: false };

/** A CTE in scope, or else a table. */
function resolveTable(name: readonly Name[], outer: Outer, run: Run): Source {
  const [only] = name;
  const cte =
    only !== undefined && name.length === 1 ? outer.ctes.get(fold(only, run.dialect)) : undefined;
  if (cte !== undefined) {
    const span = spanOf(name);
    const { definition, items, influences, unknown } = cte;
    if (span !== undefined) {
      run.uses.push({
        span,
        meaning: {
          kind: 'local',
          name: cte.name.text,
          ...(definition === undefined ? {} : { definition }),
        },
      });
    }
    return {
      ...emptySource,
      qualifier: name,
      items,
      influences,
      ...(unknown === undefined ? {} : { unknown }),
    };
  }
  const table = addTable(run, name, 'read');
  const columns = run.tables[table]?.columns;
  if (name.some((part) => part.text.startsWith('__') && part.text.endsWith('_'))) {
    const span = spanOf(name);
    run.unknowns.push({ reason: 'parameter', ...(span === undefined ? {} : { span }) });
  }
  return { ...emptySource, qualifier: name, items: tableItems(table, columns) };
}

export function tableItems(table: number, columns: readonly string[] | undefined): readonly Item[] {
  if (columns === undefined) return [{ kind: 'open', tables: [table], except: new Set() }];
  return columns.map((field) => ({
    kind: 'column',
    name: { text: field, quoted: true },
    lineage: { direct: [{ table, field, transformation: 'identity' }], indirect: [] },
  }));
}

/** A relation under its alias and the names that the alias gives its columns. */
function renamed(source: Source, { alias, columnAliases }: Relation): Source {
  return {
    ...source,
    qualifier: alias === undefined ? source.qualifier : [alias],
    items: renameItems(source.items, columnAliases),
  };
}

/** Columns under the names given to them by place; an open star has no places. */
export function renameItems(items: readonly Item[], names: readonly Name[]): readonly Item[] {
  if (names.length === 0) return items;
  const open = items.findIndex((item) => item.kind === 'open');
  if (open < 0) {
    return items.map((item, at) =>
      item.kind === 'column' ? { ...item, name: names[at] ?? item.name } : item,
    );
  }
  // A lone star over one table without a schema: the new names stand for columns we can not tell.
  const rest = names.map((name): Item => ({ kind: 'column', name, lineage: noLineage }));
  return [...rest, ...items];
}

function unnested(lineage: Lineage, relation: Relation): Source {
  const { alias, columnAliases } = relation;
  const names = columnAliases.length > 0 ? columnAliases : alias === undefined ? [] : [alias];
  return {
    ...emptySource,
    qualifier: alias === undefined ? [] : [alias],
    items: names.map((name) => ({ kind: 'column', name, lineage })),
    anything: lineage,
  };
}

function vague(reason: UnknownReason, relation: Relation, name: string, run: Run): Source {
  run.unknowns.push({ reason, name });
  const { alias, columnAliases } = relation;
  return {
    ...emptySource,
    qualifier: alias === undefined ? [] : [alias],
    items: columnAliases.map((column) => ({ kind: 'column', name: column, lineage: noLineage })),
    unknown: reason,
  };
}

function mergeColumn(
  name: Name,
  left: Scope,
  right: readonly Source[],
  run: Run,
): Scope['merged'][number] {
  const key = fold(name, run.dialect);
  const before = left.merged.find((column) => fold(column.name, run.dialect) === key);
  const sources = before === undefined ? [...left.sources, ...right] : right;
  const found = sources.flatMap((source) => findItem(source.items, name, run.dialect) ?? []);
  const lineage = union([before?.lineage ?? noLineage, mergeLineage(found)]);
  if (name.span !== undefined) {
    run.uses.push({ span: name.span, meaning: { kind: 'value', name: name.text, ...lineage } });
  }
  return { name, lineage };
}

function naturalColumns(
  left: readonly Source[],
  right: readonly Source[],
  run: Run,
): readonly Name[] {
  const items = (sources: readonly Source[]): readonly Item[] =>
    sources.flatMap((source) => source.items);
  if ([...items(left), ...items(right)].some((item) => item.kind === 'open')) {
    run.unknowns.push({ reason: 'schema-missing', name: 'NATURAL JOIN' });
    return [];
  }
  return items(left).flatMap((item) =>
    item.kind === 'column' &&
    item.name !== undefined &&
    findItem(items(right), item.name, run.dialect) !== undefined
      ? [item.name]
      : [],
  );
}

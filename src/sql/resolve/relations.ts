import type { FromItem, Name, Relation } from '../tree.js';
import { askOf } from './askOf.js';
import { influencesOf, lineageOf } from './expressions.js';
import { afterJoin, askedOn, hideLast, joined, mergeColumn, naturalColumns } from './joins.js';
import { noLineage, transformed, union } from './lineage.js';
import { pivoted, unpivoted } from './pivots.js';
import { readThrough, sealed } from './origins.js';
import type { IndirectRef, Lineage, TableUse, UnknownReason } from './resolution.js';
import { addTable, type Outer, type Run, spanOf } from './run.js';
import { fold, type Item, type Scope, type Source } from './scope.js';

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
    compared.push(...added.compared);
    if (join === undefined) {
      scope = { ...scope, sources: [...scope.sources, ...added.sources] };
      continue;
    }
    const using = join.natural ? naturalColumns(scope.sources, added.sources, run) : join.using;
    const merged = using.map((name) => mergeColumn(name, scope, added.sources, join.type, run));
    compared.push(
      ...merged.flatMap(({ compares }) =>
        compares.direct.map(({ table, field }) => ({ table, field, influence: 'join' }) as const),
      ),
    );
    const kept = scope.merged.filter(
      ({ name }) => !using.some((other) => fold(other, run.dialect) === fold(name, run.dialect)),
    );
    const left = { ...scope, merged: [...kept, ...merged] };
    const on = joined(left, added.sources, askedOn[join.type]);
    compared.push(...influencesOf(join.on, 'join', on, run));
    askOf(join.on, on, run);
    scope = joined(left, added.sources, afterJoin[join.type]);
    if (join.type === 'semi' || join.type === 'anti') scope = hideLast(scope, added.sources.length);
  }
  const visible = { ...scope, sources: scope.sources.filter((source) => !source.hidden) };
  // A join by other rules may have those after it inside.
  const isOpen = items.every(({ join }) => join?.type !== 'other');
  return {
    scope: isOpen ? visible : joined(visible, [], afterJoin.other),
    influences: [...scope.sources.flatMap((source) => source.influences), ...compared],
  };
}

interface Added {
  readonly sources: readonly Source[];
  readonly compared: readonly IndirectRef[];
}

function resolveRelation(relation: Relation, before: Scope, outer: Outer, run: Run): Added {
  switch (relation.kind) {
    case 'table': {
      const role = run.written.has(relation) ? 'write' : 'read';
      const at = run.tables.length;
      const source = resolveTable(relation.name, role, outer, run);
      if (role === 'write') run.onWritten(relation, at);
      return one(renamed(source, relation));
    }
    case 'query': {
      const seesSiblings = relation.lateral || run.dialect === 'duckdb';
      const scope = seesSiblings ? before : outer.scope;
      const { items, influences } = run.query(relation.query, { ...outer, scope });
      return one(renamed({ ...emptySource, items, influences }, relation));
    }
    case 'unnest': {
      const made = relation.arguments.map((argument) => lineageOf(argument, before, run));
      return one(unnested(made, relation));
    }
    case 'function': {
      const made = relation.arguments.map((argument) => lineageOf(argument, before, run));
      // Rows that are made of a column: `jsonb_array_elements(t.b)`.
      if (made.some(({ direct }) => direct.length > 0)) return one(unnested(made, relation));
      return one(vague('table-function', relation, relation.name, run));
    }
    case 'join': {
      const { scope, influences } = resolveFrom(relation.items, outer, run);
      const sources = scope.sources.map((source) => ({
        ...source,
        influences: [],
        items: relation.sampled ? sealed(source.items) : source.items,
      }));
      if (relation.alias === undefined) return { sources, compared: influences };
      const items = sources.flatMap((source) => source.items);
      return one(renamed({ ...emptySource, items, influences }, relation));
    }
    case 'pivot':
    case 'unpivot': {
      const { sources, compared } = resolveRelation(relation.of, before, outer, run);
      const scope: Scope = { sources, merged: [], outer: outer.scope, ctes: outer.ctes };
      const made =
        relation.kind === 'pivot' ? pivoted(relation, scope, run) : unpivoted(relation, scope, run);
      const around = sources.flatMap(({ influences }) => influences);
      const influences = [...around, ...compared, ...made.influences];
      return one(renamed({ ...emptySource, ...made, influences }, relation));
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
function resolveTable(
  name: readonly Name[],
  role: TableUse['role'],
  outer: Outer,
  run: Run,
): Source {
  const [only] = name;
  const isCte = only !== undefined && name.length === 1 && role === 'read';
  const cte = isCte ? outer.ctes.get(fold(only, run.dialect)) : undefined;
  if (cte !== undefined) {
    const span = spanOf(name);
    const { definition, influences, unknown, reads } = cte;
    const items = readThrough(cte.items, reads);
    reads.by.push(run.within.cte);
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
  const table = addTable(run, name, role);
  const columns = run.tables[table]?.columns;
  return { ...emptySource, qualifier: name, items: tableItems(table, columns) };
}

export function tableItems(table: number, columns: readonly string[] | undefined): readonly Item[] {
  if (columns === undefined) return [{ kind: 'open', tables: [table], except: new Set() }];
  return columns.map((field) => ({
    kind: 'column',
    name: { text: field, quoted: true },
    lineage: { direct: [{ table, field, transformation: 'identity' }], indirect: [] },
    origins: [{ table, field, nullable: false, through: [] }],
  }));
}

/** A relation under its alias and the names that the alias gives its columns. */
function renamed(source: Source, { alias, columnAliases, sampled }: Relation): Source {
  const items = renameItems(source.items, columnAliases);
  return {
    ...source,
    ...(alias === undefined ? {} : { qualifier: [alias], hiddenName: source.qualifier }),
    items: sampled ? sealed(items) : items,
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

/** Several arguments make a column each, where there are as many names; else any column may be of any of them. */
function unnested(made: readonly Lineage[], relation: Relation): Source {
  const { alias, columnAliases } = relation;
  const names = columnAliases.length > 0 ? columnAliases : alias === undefined ? [] : [alias];
  const all = transformed(union(made), 'transformation');
  const isEach = names.length === made.length;
  return {
    ...emptySource,
    qualifier: alias === undefined ? [] : [alias],
    items: names.map((name, at) => ({
      kind: 'column',
      name,
      lineage: isEach ? transformed(made[at] ?? noLineage, 'transformation') : all,
    })),
    anything: all,
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

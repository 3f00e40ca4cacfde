import type { ColumnPath } from '../../util/predicate.js';
import type { Expression } from '../tree.js';
import type { Origin } from './origins.js';
import { all, refusesNulls, toPredicate } from './predicates.js';
import type { TableUse } from './resolution.js';
import type { Run } from './run.js';
import { lookUp, type Scope } from './scope.js';

/** Notes what conditions that all must be true ask of each table that has rows in a scope. */
export function askOf(conditions: readonly Expression[], scope: Scope, run: Run): void {
  if (conditions.length === 0) return;
  const here: Scope = { ...scope, outer: undefined };
  for (const table of tablesOf(here)) {
    const used: Origin[] = [];
    const predicate = toPredicate(conditions, (parts): ColumnPath | undefined => {
      const found = lookUp(here, parts, run.dialect);
      if (found.kind === 'unknown' || found.assumed) return undefined;
      const [origin] = found.origins ?? [];
      if (origin?.table !== table) return undefined;
      used.push(origin);
      return [origin.field, ...parts.slice(found.parts).map(({ text }) => text)];
    });
    // A condition without a column is about no table in particular.
    if (predicate.kind === 'anything' || used.length === 0) continue;
    if (used.some((origin) => origin.nullable) && !refusesNulls(predicate)) continue;
    run.asked.push({ table, predicate, through: used.flatMap(({ through }) => through) });
  }
}

/** The tables with all that is asked of them, now that it is known how often each CTE is read. */
export function withFilters({ tables, asked, cteNames }: Run): readonly TableUse[] {
  return tables.map((use, at) => {
    const name = use.name.at(-1)?.toLowerCase() ?? '';
    // Engines differ in what a name means that is also a CTE's.
    if (cteNames.has(name)) return use;
    const filter = all(
      asked.flatMap(({ table, predicate, through }) =>
        table === at && through.every(({ by }) => by.length === 1) ? [predicate] : [],
      ),
    );
    return filter.kind === 'anything' ? use : { ...use, filter };
  });
}

function tablesOf({ sources, merged }: Scope): ReadonlySet<number> {
  const items = [...sources.flatMap((source) => source.items), ...merged];
  return new Set(items.flatMap(({ origins = [] }) => origins.map(({ table }) => table)));
}

import type { Assignment, Change, FromItem, Name } from '../tree.js';
import { askOf } from './askOf.js';
import { influencesOf, lineageOf } from './expressions.js';
import { union, unique } from './lineage.js';
import { resolveCtes } from './queries.js';
import { resolveFrom } from './relations.js';
import type { IndirectRef, Lineage, OutputColumn } from './resolution.js';
import { addTable, type Run } from './run.js';
import { fold, type Scope, type Source } from './scope.js';

export interface ResolvedChange {
  /** Index of the table that is changed. */
  readonly target: number;
  readonly others: readonly number[];
  readonly outputs: readonly OutputColumn[];
  readonly influences: readonly IndirectRef[];
}

/** What MERGE, UPDATE and DELETE put into which columns of a table, and what decides where. */
export function resolveChange(change: Change, run: Run): ResolvedChange {
  const ctes = resolveCtes(change, { scope: undefined, ctes: new Map() }, run);
  const { target: meant, from } = aliased(change, run);
  const inner: Run = { ...run, written: new Set([meant.relation]) };
  const first = run.tables.length;
  const { scope, influences } = resolveFrom(from, { scope: undefined, ctes }, inner);
  const written = run.tables.findIndex(({ role }, at) => at >= first && role === 'write');
  const target = written < 0 ? addTable(run, change.target.name, 'write') : written;
  const others = change.others.map((name) => addTable(run, name, 'write'));
  const decides = influencesOf(change.conditions, 'filter', scope, run);
  if (change.type === 'delete') askOf(change.conditions, scope, run);
  const sources = scope.sources.filter((source) => !isOf(source, target));
  return {
    target,
    others,
    outputs: assigned(change.assignments, target, { ...scope, sources }, scope, run),
    influences: unique([...influences, ...decides]),
  };
}

/** `UPDATE t … FROM orders t`: the name before is the alias of one behind, which is the table. */
function aliased(
  { target, from }: Change,
  run: Run,
): { readonly target: FromItem; readonly from: readonly FromItem[] } {
  const own: FromItem = from.find(({ relation }) => relation === target) ?? { relation: target };
  const [only, ...outer] = target.name;
  const isNamed = ({ relation: { alias } }: FromItem): boolean =>
    alias !== undefined && only !== undefined && outer.length === 0 && isSame(alias, only, run);
  const meant = from.find((item) => item !== own && isNamed(item));
  if (meant === undefined) return { target: own, from };
  const rest = from.filter((item) => item !== own);
  return { target: meant, from: rest };
}

function isSame(one: Name, other: Name, run: Run): boolean {
  return fold(one, run.dialect) === fold(other, run.dialect);
}

/** Whether a source is the table that is changed: `*` means the columns of the others. */
function isOf({ items }: Source, table: number): boolean {
  const [item] = items;
  if (item === undefined) return false;
  return item.kind === 'open'
    ? item.tables.includes(table)
    : item.lineage.direct.some((ref) => ref.table === table);
}

function assigned(
  assignments: readonly Assignment[],
  target: number,
  others: Scope,
  scope: Scope,
  run: Run,
): readonly OutputColumn[] {
  const columns = new Map<string, Extract<OutputColumn, { kind: 'column' }>>();
  const stars: OutputColumn[] = [];
  const add = (name: string, lineage: Lineage, span?: Name['span']): void => {
    const before = columns.get(name.toLowerCase());
    const both = before === undefined ? lineage : union([before, lineage]);
    const at = span ?? before?.span;
    const named = { kind: 'column', name, target: name, ...both } as const;
    columns.set(name.toLowerCase(), { ...named, ...(at === undefined ? {} : { span: at }) });
  };
  const known = run.tables[target]?.columns;
  for (const assignment of assignments) {
    switch (assignment.kind) {
      case 'column': {
        const { column, value } = assignment;
        const lineage = lineageOf(value, scope, run);
        add(column.text, lineage, column.span);
        if (column.span === undefined) break;
        const ref = { table: target, field: column.text };
        const meaning = { kind: 'value', name: column.text, target: ref, ...lineage } as const;
        run.uses.push({ span: column.span, meaning });
        break;
      }
      case 'place': {
        const lineage = lineageOf(assignment.value, scope, run);
        const name = known?.[assignment.place];
        if (name !== undefined) add(name, lineage);
        else stars.push({ kind: 'column', ...lineage });
        break;
      }
      case 'all':
        for (const item of others.sources.flatMap(({ items }) => items)) {
          if (item.kind === 'open') {
            stars.push({ kind: 'star', tables: item.tables, except: [...item.except] });
          } else if (item.name !== undefined) add(item.name.text, item.lineage);
        }
    }
  }
  if (assignments.some(({ kind }) => kind === 'place') && known === undefined) {
    run.unknowns.push({ reason: 'target-columns' });
  }
  return [...columns.values(), ...stars];
}

import type { Assignment, Change, Name, Relation } from '../tree.js';
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
  const { target: own } = change;
  const named = [own.name, ...change.others].map((name) => meantBy(name, change, run));
  const [meant] = named;
  // `UPDATE t … FROM orders t`: the name before is the alias of one behind, which is the table.
  const from =
    meant === undefined || meant === own
      ? change.from
      : change.from.filter(({ relation }) => relation !== own);
  const written = new Map<Relation, number>();
  const inner: Run = {
    ...run,
    written: new Set(named.flatMap((relation) => relation ?? [])),
    onWritten: (relation, table) => written.set(relation, table),
  };
  const { scope, influences } = resolveFrom(from, { scope: undefined, ctes }, inner);
  const [target = addTable(run, own.name, 'write'), ...others] = named.map(
    (relation, at) =>
      (relation === undefined ? undefined : written.get(relation)) ??
      addTable(run, change.others[at - 1] ?? own.name, 'write'),
  );
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

/** The relation in scope that a name before `FROM` or `SET` means: by its alias, or its own name. */
function meantBy(
  name: readonly Name[],
  { type, target, from }: Change,
  run: Run,
): Relation | undefined {
  // Behind `MERGE INTO` stands a table, whatever its source is called.
  if (type === 'merge') return target;
  const [only, ...rest] = name;
  const isMeant = (relation: Relation): boolean => {
    const { alias } = relation;
    const own = relation.kind === 'table' ? relation.name.at(-1) : undefined;
    const known = alias ?? own;
    if (known === undefined || only === undefined || rest.length > 0) return false;
    return fold(known, run.dialect) === fold(only, run.dialect);
  };
  const others = from.flatMap(({ relation }) => (relation === target ? [] : [relation]));
  const isOwn = name === target.name;
  const found = others.find(isMeant);
  return found ?? (isOwn ? from.find(({ relation }) => relation === target)?.relation : undefined);
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

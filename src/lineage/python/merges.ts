import { lineageOf } from '../../sql/resolve/expressions.js';
import { influences, union, unique } from '../../sql/resolve/lineage.js';
import type { IndirectRef, Lineage, OutputColumn } from '../../sql/resolve/resolution.js';
import { argument, type Call, placeOf } from './call.js';
import { condition } from './columnMethods.js';
import { sqlColumns, toOperand } from './columns.js';
import { aliased, type Frame, keyOf, scopeOf } from './frame.js';
import type { Machine } from './machine.js';
import {
  type ColumnValue,
  type Merge,
  type MergeClause,
  none,
  plainText,
  type TableHandle,
  unknown,
  type Value,
} from './value.js';

/** Methods of a `DeltaTable`. */
export function tableMethod(self: TableHandle, name: string, call: Call, machine: Machine): Value {
  switch (name) {
    case 'alias':
    case 'as': {
      const alias = plainText(call.positional[0]);
      return alias === undefined ? self : { ...self, alias: { text: alias, quoted: false } };
    }
    case 'toDF': {
      const frame = machine.read(self.name, 'spark', call.node);
      return self.alias === undefined ? frame : aliased(frame, self.alias);
    }
    case 'merge': {
      const source = argument(call, 0, 'source');
      if (source?.kind !== 'frame') return unknown('python-call', ...(source ? [source] : []));
      return {
        kind: 'merge',
        target: self,
        source,
        condition: argument(call, 1, 'condition'),
        clauses: [],
      };
    }
    case 'update':
    case 'updateAll':
    case 'delete': {
      const isUpdate = name !== 'delete';
      const clause: MergeClause = {
        kind: isUpdate ? 'update' : 'delete',
        condition: argument(call, 0, 'condition'),
        assignments: isUpdate ? argument(call, 1, 'set') : undefined,
      };
      change(self, undefined, undefined, [clause], isUpdate ? 'update' : 'delete', call, machine);
      return none;
    }
    default:
      return none;
  }
}

/** The steps of a merge: what happens where rows match, and where they do not. */
export function mergeMethod(self: Merge, name: string, call: Call, machine: Machine): Value {
  const clause = (kind: MergeClause['kind'], assignments: MergeClause['assignments']): Merge => {
    const own = argument(call, 0, 'condition');
    const by = self.pending ?? (kind === 'delete' || name.startsWith('when') ? own : undefined);
    return {
      ...self,
      pending: undefined,
      clauses: [...self.clauses, { kind, condition: by, assignments }],
    };
  };
  switch (name) {
    case 'whenMatchedUpdate':
    case 'whenNotMatchedBySourceUpdate':
      return clause('update', argument(call, 1, 'set'));
    case 'whenNotMatchedInsert':
      return clause('insert', argument(call, 1, 'values'));
    case 'whenMatchedUpdateAll':
      return clause('update', 'all');
    case 'whenNotMatchedInsertAll':
      return clause('insert', 'all');
    case 'whenMatchedDelete':
    case 'whenNotMatchedBySourceDelete':
      return clause('delete', undefined);
    // Spark's own `df.mergeInto("t", …)`.
    case 'whenMatched':
    case 'whenNotMatched':
    case 'whenNotMatchedBySource':
      return { ...self, pending: argument(call, 0, 'condition') };
    case 'updateAll':
      return clause('update', 'all');
    case 'insertAll':
      return clause('insert', 'all');
    case 'update':
      return clause('update', argument(call, 0, 'assignments'));
    case 'insert':
      return clause('insert', argument(call, 0, 'assignments'));
    case 'delete':
      return clause('delete', undefined);
    case 'execute':
    case 'merge':
      change(self.target, self.source, self.condition, self.clauses, 'merge', call, machine);
      return none;
    default:
      return self;
  }
}

function change(
  target: TableHandle,
  source: Frame | undefined,
  on: Value | undefined,
  clauses: readonly MergeClause[],
  type: 'merge' | 'update' | 'delete',
  call: Call,
  machine: Machine,
): void {
  // The table is in scope as its own rows are before the change.
  const before = machine.read(target.name, 'spark', call.node, undefined, 'write');
  const own = target.alias === undefined ? before : aliased(before, target.alias);
  const both: Frame = {
    ...own,
    columns: [...own.columns, ...(source?.columns ?? [])],
    ...(source?.unknown === undefined ? {} : { unknown: source.unknown }),
  };
  const lineage = (value: ColumnValue): Lineage =>
    lineageOf(value.expression, scopeOf(both, value.bound), machine.run());
  const decided = (value: Value | undefined): readonly IndirectRef[] => {
    const by = condition(value, call, machine);
    return by === undefined ? [] : influences(lineage(by), 'filter');
  };
  const by = condition(on, call, machine);
  const compared = by === undefined ? [] : influences(lineage(by), 'join');
  const columns = new Map<string, Extract<OutputColumn, { kind: 'column' }>>();
  const stars: OutputColumn[] = [];
  const add = (name: string, more: Lineage): void => {
    const known = columns.get(name.toLowerCase());
    const all = known === undefined ? more : union([known, more]);
    columns.set(name.toLowerCase(), { kind: 'column', name, target: name, ...all });
  };
  for (const { assignments } of clauses) {
    if (assignments === 'all') {
      for (const each of source?.columns ?? []) {
        if (each.kind === 'open') {
          if (stars.length === 0)
            stars.push({ kind: 'star', tables: each.tables, except: [...each.except] });
        } else if (each.name !== undefined) add(each.name.text, each.lineage);
      }
    } else if (assignments?.kind === 'dict') {
      for (const [key, value] of assignments.entries) {
        const name = plainText(key) ?? (key.kind === 'column' ? key.label : undefined);
        if (name === undefined) {
          machine.note('parameter', call.node);
          continue;
        }
        const set =
          value.kind === 'text'
            ? sqlColumns(value, call.node, machine)[0]
            : toOperand(value, call.node, machine);
        if (set !== undefined) add(lastPart(name), lineage(set));
      }
      if (!assignments.isWhole) machine.note('parameter', call.node);
    } else if (assignments !== undefined) {
      machine.note('parameter', call.node);
    }
  }
  machine.write(
    {
      type,
      target: target.name,
      outputs: [...columns.values(), ...stars],
      influences: unique([
        ...(source?.influences ?? []),
        ...compared,
        ...clauses.flatMap((clause) => decided(clause.condition)),
      ]),
      tables: source?.tables ?? [],
      unknown: source?.unknown,
    },
    placeOf(call, 0),
  );
}

/** `target.amount` sets `amount`. */
function lastPart(name: string): string {
  return keyOf({ text: name.split('.').at(-1)?.replaceAll('`', '') ?? name, quoted: true });
}

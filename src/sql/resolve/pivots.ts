import type { Expression, Name, Relation } from '../tree.js';
import { influencesOf, lineageOf } from './expressions.js';
import { influences as influencing, noLineage, union } from './lineage.js';
import type { IndirectRef, Lineage } from './resolution.js';
import type { Run } from './run.js';
import { fold, type Item, type Scope, type Source } from './scope.js';

type Pivot = Extract<Relation, { kind: 'pivot' }>;
type Unpivot = Extract<Relation, { kind: 'unpivot' }>;
type Made = Pick<Source, 'items' | 'influences' | 'anything'>;

/** Groups by what it does not mention; each value and each aggregate make a column. */
export function pivoted(pivot: Pivot, of: Scope, run: Run): Made {
  const { aggregates, by, values, groupBy } = pivot;
  const kept =
    groupBy === undefined
      ? unmentioned(of, [...by, ...aggregates.map(({ value }) => value)], run)
      : groupBy.map((expression): Item => ({
          kind: 'column',
          name: namesIn(expression).at(-1),
          lineage: lineageOf(expression, of, run),
        }));
  const decided = influencesOf(by, 'conditional', of, run);
  const made = aggregates.map(({ value }) =>
    union([lineageOf(value, of, run), { direct: [], indirect: decided }]),
  );
  if (values === undefined) run.unknowns.push({ reason: 'unsupported-relation', name: 'PIVOT' });
  const columns = (values ?? []).flatMap((value) =>
    aggregates.map((aggregate, at): Item => ({
      kind: 'column',
      name: { text: columnName(value, aggregate, aggregates.length, run), quoted: true },
      lineage: made[at] ?? noLineage,
    })),
  );
  const groups = kept.flatMap((item): readonly IndirectRef[] =>
    item.kind === 'column' ? influencing(item.lineage, 'group-by') : [],
  );
  return {
    items: [...kept, ...columns],
    influences: [...groups, ...decided.map((ref) => ({ ...ref, influence: 'group-by' }) as const)],
    ...(values === undefined ? { anything: union(made) } : {}),
  };
}

/** Rows for each of the columns: the others stay as they are. */
export function unpivoted({ label, values }: Unpivot, of: Scope, run: Run): Made {
  const kept = unmentioned(
    of,
    values.flatMap(({ from }) => from),
    run,
  );
  const made = values.map(({ name, from }): Item => {
    const lineage: Lineage = union(from.map((expression) => lineageOf(expression, of, run)));
    return { kind: 'column', name, lineage };
  });
  return {
    items: [...kept, { kind: 'column', name: label, lineage: noLineage }, ...made],
    influences: [],
  };
}

function columnName(
  value: string,
  { value: aggregate, alias }: Pivot['aggregates'][number],
  count: number,
  { dialect }: Run,
): string {
  if (dialect === 'bigquery' && alias !== undefined) return `${alias.text}_${value}`;
  // Spark names a lone aggregate's column by the value, whatever alias it has.
  const isNamed = count > 1 || (alias !== undefined && dialect === 'duckdb');
  return isNamed ? `${value}_${alias?.text ?? callText(aggregate)}` : value;
}

/** `sum(x)`, as engines name what has no alias. */
function callText(expression: Expression): string {
  const names = namesIn(expression).map(({ text }) => text);
  return expression.kind === 'call' ? `${expression.name}(${names.join(', ')})` : names.join();
}

/** The columns of relations that no expression mentions. */
function unmentioned(of: Scope, expressions: readonly Expression[], run: Run): readonly Item[] {
  const mentioned = new Set(expressions.flatMap(namesIn).map((name) => fold(name, run.dialect)));
  return of.sources
    .flatMap(({ items }) => items)
    .flatMap((item): readonly Item[] => {
      if (item.kind === 'open')
        return [{ ...item, except: new Set([...item.except, ...mentioned]) }];
      const isMentioned = item.name !== undefined && mentioned.has(fold(item.name, run.dialect));
      return isMentioned ? [] : [{ kind: 'column', name: item.name, lineage: item.lineage }];
    });
}

/** The columns that an expression names, without what they are qualified by. */
function namesIn(expression: Expression): readonly Name[] {
  switch (expression.kind) {
    case 'column':
      return expression.parts.slice(-1);
    case 'call':
      return expression.arguments.flatMap(namesIn);
    case 'window':
      return [expression.call, ...expression.partitionBy, ...expression.orderBy].flatMap(namesIn);
    case 'case':
      return [...expression.conditions, ...expression.values].flatMap(namesIn);
    case 'lambda':
      return namesIn(expression.body);
    case 'unknown':
      return expression.parts.flatMap(namesIn);
    case 'literal':
    case 'query':
    case 'star':
      return [];
  }
}

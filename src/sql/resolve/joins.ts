import type { JoinCondition, Name } from '../tree.js';
import { noLineage, union } from './lineage.js';
import { nullable, type Origin, sealed } from './origins.js';
import type { Lineage } from './resolution.js';
import type { Run } from './run.js';
import {
  findItem,
  fold,
  type Found,
  type Item,
  type MergedColumn,
  mergeLineage,
  type Scope,
  type Source,
} from './scope.js';

/** Hides the last `count` sources, which a join does not show. */
export function hideLast(scope: Scope, count: number): Scope {
  const first = scope.sources.length - count;
  const sources = scope.sources.map((source, at) =>
    at >= first ? { ...source, hidden: true, qualifier: [] } : source,
  );
  return { ...scope, sources };
}

/** Both sides of a join, with what may be asked of their rows. */
export function joined(left: Scope, right: readonly Source[], [ofLeft, ofRight]: Sides): Scope {
  const sources = (change: Change, of: readonly Source[]): readonly Source[] =>
    of.map((source) => ({ ...source, items: change(source.items) }));
  return {
    ...left,
    sources: [...sources(ofLeft, left.sources), ...sources(ofRight, right)],
    merged: ofLeft(left.merged),
  };
}

/** What a join does to what can be asked of a side: nothing, ask more of it, or end it. */
type Change = <T extends { readonly origins?: readonly Origin[] | undefined }>(
  items: readonly T[],
) => readonly T[];
type Sides = readonly [Change, Change];

const asIs: Change = (items) => items;

/**
 * A row that fails the condition of an outer join is still there, with NULLs beside it; one of the other side
 * is not. So the condition asks something of the other side only.
 */
export const askedOn: Readonly<Record<JoinCondition['type'], Sides>> = {
  inner: [asIs, asIs],
  left: [sealed, asIs],
  right: [asIs, sealed],
  full: [sealed, sealed],
  semi: [asIs, asIs],
  anti: [sealed, asIs],
  other: [sealed, sealed],
};

/** What is asked after a join: a side that may have no row for the other must not let NULLs pass. */
export const afterJoin: Readonly<Record<JoinCondition['type'], Sides>> = {
  inner: [asIs, asIs],
  left: [asIs, nullable],
  right: [nullable, asIs],
  full: [nullable, nullable],
  semi: [asIs, sealed],
  anti: [asIs, sealed],
  other: [sealed, sealed],
};

/** A column that `USING` makes, and the columns that it compares for it. */
interface ComparedColumn extends MergedColumn {
  readonly compares: Lineage;
}

/** The one column that `USING` makes of two. */
export function mergeColumn(
  name: Name,
  left: Scope,
  right: readonly Source[],
  type: JoinCondition['type'],
  run: Run,
): ComparedColumn {
  const key = fold(name, run.dialect);
  const before = left.merged.find((column) => fold(column.name, run.dialect) === key);
  const ofRight = foundIn(right, name, run);
  const ofLeft = before === undefined ? foundIn(left.sources, name, run) : [];
  const ofFirst = union([before?.lineage ?? noLineage, mergeLineage(ofLeft)]);
  const ofSecond = mergeLineage(ofRight);
  const compares = union([ofFirst, ofSecond]);
  // Which side an engine takes that we do not know, we do not know.
  const isKnown = run.dialect !== 'generic';
  const lineage = isKnown ? valueOf(type, ofFirst, ofSecond, compares) : compares;
  if (name.span !== undefined) {
    run.uses.push({ span: name.span, meaning: { kind: 'value', name: name.text, ...lineage } });
  }
  return { name, lineage, compares, origins: originsOf(type, before, ofLeft, ofRight) };
}

/** Where a row is of both sides their values are equal, and a left or right join has all rows of one side. */
function valueOf(
  type: JoinCondition['type'],
  left: Lineage,
  right: Lineage,
  both: Lineage,
): Lineage {
  if (type === 'full' || type === 'other') return both;
  const [first, second] = type === 'right' ? [right, left] : [left, right];
  return first.direct.length > 0 ? first : second;
}

/** Of two columns the one that always has a row gives the value; after a `FULL JOIN` either may. */
function originsOf(
  type: JoinCondition['type'],
  before: MergedColumn | undefined,
  ofLeft: readonly Found[],
  ofRight: readonly Found[],
): readonly Origin[] {
  if (type === 'full') return [];
  if (type !== 'right' && before !== undefined) return before.origins ?? [];
  const [value, ...others] = type === 'right' ? ofRight : ofLeft;
  return value?.kind === 'found' && others.length === 0 ? (value.origins ?? []) : [];
}

function foundIn(sources: readonly Source[], name: Name, run: Run): readonly Found[] {
  return sources.flatMap((source) => findItem(source.items, name, run.dialect) ?? []);
}

/** The columns that a `NATURAL JOIN` compares. */
export function naturalColumns(
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

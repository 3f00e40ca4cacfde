import type { DirectRef, IndirectRef, Influence, Lineage, Transformation } from './resolution.js';

export const noLineage: Lineage = { direct: [], indirect: [] };

/** Several values that go into one, each ref once. */
export function union(all: readonly Lineage[]): Lineage {
  const [only] = all;
  if (only === undefined) return noLineage;
  if (all.length === 1) return only;
  const direct = new Map<string, DirectRef>();
  const indirect = new Map<string, IndirectRef>();
  for (const lineage of all) {
    for (const ref of lineage.direct) {
      const key = JSON.stringify([ref.table, ref.field]);
      const before = direct.get(key);
      const transformation = stronger(before?.transformation ?? 'identity', ref.transformation);
      direct.set(
        key,
        before?.transformation === transformation ? before : { ...ref, transformation },
      );
    }
    for (const ref of lineage.indirect) {
      indirect.set(JSON.stringify([ref.table, ref.field, ref.influence]), ref);
    }
  }
  return { direct: [...direct.values()], indirect: [...indirect.values()] };
}

/** A value after something was done with it. */
export function transformed(lineage: Lineage, transformation: Transformation): Lineage {
  if (transformation === 'identity') return lineage;
  return {
    direct: lineage.direct.map((ref) => ({
      ...ref,
      transformation: stronger(ref.transformation, transformation),
    })),
    indirect: lineage.indirect,
  };
}

/** All that a value is made of, where it only decides about others. */
export function influences(lineage: Lineage, influence: Influence): readonly IndirectRef[] {
  const all = [...lineage.direct, ...lineage.indirect];
  return all.map(({ table, field }) => ({ table, field, influence }));
}

/** Each once, in the order of first mention. */
export function unique(refs: readonly IndirectRef[]): readonly IndirectRef[] {
  return union([{ direct: [], indirect: refs }, noLineage]).indirect;
}

const strength: readonly Transformation[] = ['identity', 'transformation', 'aggregation'];

/** What became of a value by two steps. */
export function stronger(a: Transformation, b: Transformation): Transformation {
  return strength.indexOf(a) > strength.indexOf(b) ? a : b;
}

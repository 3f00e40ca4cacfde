import type { Name, Query, QueryBody } from '../tree.js';
import { union } from './lineage.js';
import type { ResolvedItem, Run } from './run.js';
import { fold, type Item } from './scope.js';

/** The branches of unions in a row, which are taken at once: there may be hundreds. */
export function branchesOf(body: Extract<QueryBody, { kind: 'set' }>): readonly Query[] {
  const branches: Query[] = [];
  for (let at: QueryBody = body; at.kind === 'set'; at = at.left.body) {
    if (at.operator !== 'union' || at.byName) return [];
    branches.unshift(at.right);
    const { ctes, orderBy, limited, body: inner } = at.left;
    const isPlain = ctes.length === 0 && orderBy.length === 0 && !limited;
    const goesOn = inner.kind === 'set' && inner.operator === 'union' && !inner.byName;
    if (isPlain && goesOn) continue;
    branches.unshift(at.left);
    break;
  }
  return branches;
}

/** Each column with those that stand at its place in the other branches. */
export function layAll([
  first = [],
  ...others
]: readonly (readonly ResolvedItem[])[]): readonly ResolvedItem[] {
  const opens = others.flat().flatMap((item) => (item.kind === 'open' ? item.tables : []));
  return first.map((item, at): ResolvedItem => {
    if (item.kind === 'open') return { ...item, tables: [...item.tables, ...opens] };
    const beside = others.flatMap((branch) => {
      const other = branch[at];
      return other?.kind === 'column' ? [other.lineage] : [];
    });
    return { ...item, lineage: union([item.lineage, ...beside]) };
  });
}

/** Each column of the left side with the one of the right side that it is laid over. */
export function layOver(
  left: readonly ResolvedItem[],
  right: readonly ResolvedItem[],
  byName: boolean,
  run: Run,
): readonly ResolvedItem[] {
  const opens = right.flatMap((item) => (item.kind === 'open' ? [item] : []));
  const used = new Set<ResolvedItem>();
  const over = left.map((item, at): ResolvedItem => {
    if (item.kind === 'open') {
      const tables = [...item.tables, ...opens.flatMap((open) => open.tables)];
      return { ...item, tables };
    }
    const other = byName
      ? right.find(
          ({ kind, ...rest }) => kind === 'column' && sameName(item, { kind, ...rest }, run),
        )
      : right[at];
    if (other?.kind !== 'column') return item;
    used.add(other);
    return { ...item, lineage: union([item.lineage, other.lineage]) };
  });
  const rest = byName ? right.filter((item) => item.kind === 'column' && !used.has(item)) : [];
  return [...over, ...rest];
}

function sameName(
  a: Item,
  b: { readonly kind: string; readonly name?: Name | undefined },
  run: Run,
): boolean {
  if (a.kind !== 'column' || a.name === undefined || b.name === undefined) return false;
  return fold(a.name, run.dialect) === fold(b.name, run.dialect);
}

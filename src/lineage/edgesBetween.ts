import { datasetOf, type Edge, isColumn, keyOf, type LineageId } from './lineageGraph.js';
import type { LineageIndex } from './lineageIndex.js';

/**
 * All that the files say of the ways between some tables, column by column and each with all its sources. Where some
 * are columns, only what concerns those columns of their tables.
 */
export function edgesBetween(
  index: LineageIndex,
  { of }: { readonly of: readonly LineageId[] },
): readonly Edge[] {
  const wanted = new Set(of.map(keyOf));
  const tables = new Map(of.map((id) => [keyOf(datasetOf(id)), datasetOf(id)]));
  const isWanted = (end: LineageId): boolean => {
    const table = keyOf(datasetOf(end));
    return wanted.has(table) || (tables.has(table) && (!isColumn(end) || wanted.has(keyOf(end))));
  };
  return [...tables.values()].flatMap((table) =>
    index.upstream(table).filter(({ from, to }) => isWanted(from) && isWanted(to)),
  );
}

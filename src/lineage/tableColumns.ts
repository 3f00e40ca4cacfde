import type { DatasetId } from '../catalog/catalog.js';
import { datasetOf, isColumn, keyOf } from './lineageGraph.js';
import type { LineageIndex } from './lineageIndex.js';

export interface TableColumn {
  readonly name: string;
  /** Where a catalog told it. */
  readonly type?: string;
}

/** The columns of a table as its catalog tells them, else those that the files name, in the order of the alphabet. */
export function tableColumns(index: LineageIndex, of: DatasetId): readonly TableColumn[] {
  const known = index.known.of(of);
  if (known !== undefined) return known.columns.map(({ name, type }) => ({ name, type }));
  const key = keyOf(of);
  const named = new Map<string, TableColumn>();
  for (const id of [
    ...index.upstream(of).map(({ to }) => to),
    ...index.downstream(of).map(({ from }) => from),
  ]) {
    if (isColumn(id) && keyOf(datasetOf(id)) === key) named.set(keyOf(id), { name: id.field });
  }
  return [...named.values()].sort((a, b) => a.name.localeCompare(b.name));
}

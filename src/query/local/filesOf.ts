import type { FileCounts, Namespace } from '../../catalog/catalog.js';
import type { CatalogTables } from './catalogTables.js';
import type { Named } from './nameUses.js';
import type { ReadUse } from './statementUses.js';

/** The files of all tables of catalogs that a statement reads; nothing where they can not be told. */
export function filesOf(
  { places }: Pick<Named, 'places'>,
  uses: readonly ReadUse[] | undefined,
  tables: CatalogTables,
  namespace: Namespace,
): FileCounts | undefined {
  if (uses === undefined) return undefined;
  const counts = [...places.values()].map(({ files }) => files);
  for (const { parts, span } of uses) {
    const registered = places.has(span.start) ? undefined : tables.registered(parts, namespace);
    if (registered === undefined) continue;
    if (registered.files === undefined) return undefined;
    counts.push(registered.files);
  }
  return sumOfFiles(counts);
}

/** All together. Where one does not say how many there are, nobody knows how many there are of all. */
function sumOfFiles(counts: readonly FileCounts[]): FileCounts {
  const total = counts.every((count) => count.total !== undefined)
    ? { total: counts.reduce((sum, count) => sum + (count.total ?? 0), 0) }
    : {};
  return {
    read: counts.reduce((sum, { read }) => sum + read, 0),
    ...total,
    bytes: counts.reduce((sum, { bytes }) => sum + bytes, 0n),
  };
}

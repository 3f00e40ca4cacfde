import type { Namespace } from '../../catalog/catalog.js';
import type { ReadTable } from '../queryEngine.js';
import type { CatalogTables } from './catalogTables.js';
import type { Named } from './nameUses.js';
import { wordsOf } from './names.js';
import type { ReadUse } from './statementUses.js';

/**
 * The tables of catalogs that a statement reads, those within views before the views. Where nobody can tell which
 * they are, all whose names occur in it: one too many does no harm.
 */
export function readsOf(
  { places, sql }: Pick<Named, 'places' | 'sql'>,
  uses: readonly ReadUse[] | undefined,
  tables: CatalogTables,
  namespace: Namespace,
): readonly ReadTable[] {
  const registered =
    uses === undefined
      ? tables.named(wordsOf(sql.kept))
      : uses
          .filter(({ span }) => !places.has(span.start))
          .flatMap(({ parts }) => tables.registered(parts, namespace) ?? []);
  const bound = [...places.values()].map(({ read }) => read);
  const byName = new Map<string, ReadTable>();
  for (const read of [...bound, ...registered.flatMap(({ reads }) => reads)]) {
    const key = JSON.stringify(read.name);
    if (!byName.has(key)) byName.set(key, read);
  }
  return [...byName.values()];
}

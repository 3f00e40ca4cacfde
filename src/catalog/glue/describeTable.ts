import type { Table as GlueTable } from '@aws-sdk/client-glue';
import { noteRetry } from '../../util/retries.js';
import type { TableDescription } from '../capabilities.js';
import { CatalogError, type TableIdentifier } from '../catalog.js';
import type { GlueApi } from './glueApi.js';
import { toTableInput } from './toTableInput.js';

/** How often a table is read and written that others write to at the same time. */
const mostAttempts = 5;

/** Writes a description to Glue. `read` gives the table as it is now: it is read again where others wrote. */
export async function describeTable(
  { namespace: [database = ''], name }: TableIdentifier,
  description: TableDescription,
  read: () => Promise<GlueTable>,
  api: GlueApi,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const table = await read();
    const why = whyNotDescribed(table);
    if (why !== undefined) throw new CatalogError('limit', `${database}.${name}: ${why}`);
    const input = toTableInput(table, description);
    if (input === undefined) return;
    try {
      await api.update(database, table, input, signal);
      return;
    } catch (error) {
      if (!isConflict(error) || attempt >= mostAttempts) throw error;
      noteRetry(signal, { attempt: attempt + 1 });
    }
  }
}

function isConflict(error: unknown): boolean {
  const cause = error instanceof CatalogError ? error.cause : undefined;
  return cause instanceof Error && cause.name === 'ConcurrentModificationException';
}

/** Why a table can not be described without a change to what it is; `undefined` where it can. */
function whyNotDescribed({
  TargetTable: target,
  ViewDefinition: view,
}: GlueTable): string | undefined {
  if (target !== undefined) return 'it is a link to a table of another catalog';
  return view === undefined ? undefined : 'its SQL would have to be written again';
}

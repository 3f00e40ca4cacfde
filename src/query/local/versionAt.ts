import { CatalogError, hasSnapshots, type TableVersion } from '../../catalog/catalog.js';
import { currentAt } from '../../catalog/currentAt.js';
import type { DuckDbContext } from '../../duckdb/duckDbApi.js';
import type { DuckDbClient } from '../../duckdb/duckDbClient.js';
import { QueryError } from '../queryEngine.js';
import type { AsOf } from './asOf.js';
import type { FoundTable } from './findTable.js';
import { toQueryError } from './toQueryError.js';

/**
 * Which version an `AT` clause of `sql` means. A number is a snapshot's id, a text a branch or tag,
 * and a time the snapshot that was current then; without a zone it is in UTC, as snapshots are shown.
 * DuckDB works the value out. Throws `QueryError` for the value and `CatalogError` for the table.
 */
export async function versionAt(
  sql: string,
  { unit, value }: AsOf,
  { catalog, table }: FoundTable,
  duckdb: DuckDbClient,
  context: DuckDbContext,
  signal: AbortSignal,
): Promise<NonNullable<TableVersion>> {
  const expression = `(${sql.slice(value.start, value.end)})`;
  const wrong = (what: string): QueryError => new QueryError('syntax', what, { span: value });
  const evaluate = async (select: string): Promise<string | null | undefined> =>
    (await duckdb.rows(`SELECT ${select} AS v`, signal, context)).rows[0]?.[0];
  try {
    const type = (await duckdb.prepare(`SELECT ${expression} AS v`, signal, context)).columns[0]
      ?.type;
    if (unit === 'VERSION') {
      const text = await evaluate(expression);
      if (text === null || text === undefined) throw wrong('The version is NULL.');
      if (type === 'VARCHAR') return { ref: text };
      if (/^-?\d+$/.test(text)) return { snapshotId: BigInt(text) };
      throw wrong('A version is the number of a snapshot, or the name of a branch or tag.');
    }
    // DuckDB would drop the zone of a text without a word.
    if (type === 'VARCHAR')
      throw wrong("Say of which type the time is: TIMESTAMP '…', or TIMESTAMPTZ '…'.");
    const hasZone = type === 'TIMESTAMP WITH TIME ZONE';
    const text = await evaluate(
      `epoch_ms(${hasZone ? expression : `CAST(${expression} AS TIMESTAMP)`})`,
    );
    if (text === null || text === undefined) throw wrong('The time is NULL.');
    const time = Number(text);
    const history = hasSnapshots(catalog)
      ? await catalog.listSnapshots(table.identifier, signal)
      : [];
    const snapshot = currentAt(history, time);
    if (snapshot !== undefined) return { snapshotId: snapshot.id };
    throw new CatalogError('not-found', `no snapshot is as old as ${expression}`);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof QueryError || error instanceof CatalogError) throw error;
    const { code, message } = toQueryError(error, sql);
    throw new QueryError(code, message, { cause: error, span: value });
  }
}

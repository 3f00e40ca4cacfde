import { CatalogError } from '../../catalog/catalog.js';
import type { DuckDbContext } from '../../duckdb/duckDbApi.js';
import { type DuckDbClient, DuckDbError } from '../../duckdb/duckDbClient.js';
import type { Span } from '../../util/span.js';
import { QueryError } from '../queryEngine.js';
import { type AsOf, withoutAsOf } from './asOf.js';
import type { TableUse } from './boundTables.js';
import { ofTable } from './findTable.js';
import type { FindTable } from './statementUses.js';
import { toQueryError } from './toQueryError.js';
import { versionAt } from './versionAt.js';

/** Where DuckDB's own clauses may stand and what may be in them, its parser says. Throws `QueryError`. */
export async function checkGrammar(
  sql: string,
  clauses: readonly AsOf[],
  duckdb: DuckDbClient,
  context: DuckDbContext,
  signal: AbortSignal,
): Promise<void> {
  if (!clauses.some(({ isDuckDb }) => isDuckDb)) return;
  const others = clauses.filter(({ isDuckDb }) => !isDuckDb);
  try {
    await duckdb.prepare(withoutAsOf(sql, others), signal, context);
  } catch (error) {
    signal.throwIfAborted();
    const isFinal =
      error instanceof DuckDbError && ['Parser', 'Syntax', 'gone'].includes(error.kind);
    // Anything else is that it knows no versions, or not yet the tables.
    if (isFinal) throw toQueryError(error, sql);
  }
}

/** The table and the version that a clause of `sql` means. Throws `QueryError` with the place that is to blame. */
export async function tableAsOf(
  sql: string,
  asOf: AsOf,
  find: FindTable,
  duckdb: DuckDbClient,
  context: DuckDbContext,
  signal: AbortSignal,
): Promise<TableUse> {
  const place = { start: asOf.name.start, end: asOf.name.end };
  const name = asOf.name.parts.join('.');
  const found = await find(asOf.name.parts).catch((error: unknown) => {
    signal.throwIfAborted();
    throw ofTable(name, error, place);
  });
  if (found === undefined) {
    throw new QueryError('not-found', `Table with name ${name} does not exist!`, { span: place });
  }
  if (found.table.view !== undefined) {
    throw ofTable(name, new CatalogError('refused', 'a view has no versions'), place);
  }
  try {
    return { ...found, version: await versionAt(sql, asOf, found, duckdb, context, signal) };
  } catch (error) {
    signal.throwIfAborted();
    throw ofVersion(asOf, error);
  }
}

/** A failure of a table in a version, at the version where there is no such. */
export function ofVersion({ name, value }: AsOf, error: unknown): QueryError {
  if (error instanceof QueryError) return error;
  const isMissing = error instanceof CatalogError && error.code === 'not-found';
  const place: Span = isMissing ? value : { start: name.start, end: name.end };
  return ofTable(name.parts.join('.'), error, place);
}

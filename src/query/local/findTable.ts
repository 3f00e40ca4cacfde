import {
  type Catalog,
  CatalogError,
  hasRelations,
  type Relation,
  type RelationRequest,
  type Table,
  type TableIdentifier,
} from '../../catalog/catalog.js';
import { DuckDbError } from '../../duckdb/duckDbClient.js';
import type { Span } from '../../util/span.js';
import { QueryError } from '../queryEngine.js';
import { inOtherCase, meanings } from './names.js';
import { toQueryError } from './toQueryError.js';

export interface FoundTable {
  readonly catalog: Catalog;
  readonly table: Table;
}

/** The table that a written name means in the first catalog that has one. */
export async function findTable(
  catalogs: readonly Catalog[],
  parts: readonly string[],
  defaults: Parameters<typeof meanings>[1],
  signal: AbortSignal,
): Promise<FoundTable | undefined> {
  for (const identifier of meanings(parts, defaults)) {
    for (const catalog of catalogs) {
      const table =
        (await load(catalog, identifier, signal)) ??
        (await load(
          catalog,
          await inOtherCase(catalog, identifier, signal).catch(noneWhenMissing),
          signal,
        ));
      if (table !== undefined) return { catalog, table };
    }
  }
  return undefined;
}

/** A table, or nothing where the catalog has none of that name. */
export async function load(
  catalog: Catalog,
  identifier: TableIdentifier | undefined,
  signal: AbortSignal,
): Promise<Table | undefined> {
  return identifier === undefined
    ? undefined
    : catalog.loadTable(identifier, signal).catch(noneWhenMissing);
}

/** The rows of a table as a `SELECT`. Throws `refused` where the catalog's tables are not files. */
export async function relationOf(
  catalog: Catalog,
  identifier: TableIdentifier,
  request: RelationRequest,
  signal: AbortSignal,
): Promise<Relation> {
  if (!hasRelations(catalog)) {
    throw new CatalogError('refused', `DuckDB can not read the tables of ${catalog.name}`);
  }
  return catalog.relation(identifier, request, signal);
}

/** A failure of a table that a statement names: where it names it, and what the table is called. */
export function ofTable(name: string, error: unknown, span: Span): QueryError {
  // A process that has ended has nothing to do with the table it was asked about.
  if (error instanceof DuckDbError && error.kind === 'gone') return toQueryError(error, '');
  if (error instanceof CatalogError) {
    return new QueryError(error.code, `${name}: ${error.message}`, { cause: error, span });
  }
  const { code, message, retryable } = toQueryError(error, '');
  return new QueryError(code, `${name}: ${message}`, { cause: error, span, retryable });
}

/** One key for all ways to write a name: DuckDB does not tell case apart. */
export function keyOf({ namespace, name }: TableIdentifier): string {
  return JSON.stringify([...namespace, name].map((part) => part.toLowerCase()));
}

/** A name for messages. */
export function written({ namespace, name }: TableIdentifier): string {
  return [...namespace, name].join('.');
}

function noneWhenMissing(error: unknown): undefined {
  if (error instanceof CatalogError && error.code === 'not-found') return undefined;
  throw error;
}

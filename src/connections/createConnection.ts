import { cachedCatalog } from '../catalog/cachedCatalog.js';
import { LocalCatalog } from '../catalog/local/localCatalog.js';
import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import { localFileIO } from '../iceberg/localFileIO.js';
import { LocalEngine } from '../query/local/localEngine.js';
import { type AnalyzeRequest, analyzeSql, type SqlApi } from '../sql/sqlApi.js';
import type { Remote } from '../util/rpc.js';
import type { ConnectionFactory } from './connections.js';

/** Builds connections of every kind. DuckDB starts with the first statement it is given. */
export function createConnectionFactory({
  duckdb,
  newResultFile,
  sql,
}: {
  readonly duckdb: DuckDbClient;
  readonly newResultFile: () => Promise<string>;
  /** The process that parses SQL; without it engines read all files of a table. */
  readonly sql?: Remote<SqlApi>;
}): ConnectionFactory {
  const analyze =
    sql === undefined
      ? {}
      : {
          analyze: (request: AnalyzeRequest, signal: AbortSignal) =>
            analyzeSql(sql, request, signal),
        };
  return ({ name, type, path, readOnly }) => {
    const catalogs = [new LocalCatalog(name, path, localFileIO, duckdb)];
    const engine = new LocalEngine({ name, duckdb, catalogs, readOnly, newResultFile, ...analyze });
    // Whoever looks may see a table as it was loaded; a query reads what it has now.
    return { name, type, readOnly, catalogs: catalogs.map(cachedCatalog), engine };
  };
}

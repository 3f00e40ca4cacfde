import { cachedCatalog } from '../../catalog/cachedCatalog.js';
import { LocalCatalog } from '../../catalog/local/localCatalog.js';
import { localFileIO } from '../../iceberg/localFileIO.js';
import { LocalEngine } from '../../query/local/localEngine.js';
import { type AnalyzeRequest, analyzeSql } from '../../sql/sqlApi.js';
import type { ConnectionServices } from '../connectionServices.js';
import type { OpenConnection } from '../connections.js';
import type { LocalConnectionSettings } from './localSettings.js';

/** A folder, browsed and queried where it lies. DuckDB starts with the first statement it is given. */
export function openLocal(
  { name, path, readOnly }: LocalConnectionSettings,
  { duckdb, newResultFile, sql }: ConnectionServices,
): OpenConnection {
  const analyze =
    sql === undefined
      ? {}
      : {
          analyze: (request: AnalyzeRequest, signal: AbortSignal) =>
            analyzeSql(sql, request, signal),
        };
  const catalog = new LocalCatalog(name, path, localFileIO, duckdb);
  // Whoever looks may see a table as it was loaded; a query reads what it has now.
  const cached = cachedCatalog(catalog);
  return {
    listCatalogs: () => Promise.resolve({ items: [cached] }),
    engine: new LocalEngine({
      name,
      duckdb,
      catalogs: [catalog],
      readOnly,
      newResultFile,
      ...analyze,
    }),
    forget: () => {
      cached.forget([]);
    },
  };
}

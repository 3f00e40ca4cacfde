import { LocalCatalog } from '../../src/catalog/local/localCatalog.js';
import { localFileIO } from '../../src/iceberg/localFileIO.js';
import { createTable } from '../../src/tableSql/createTable.js';
import { TestDuckDb } from '../support/duckDb.js';

/*
 * `writeDdl.ts FOLDER NAMESPACE CATALOG`: for each table in a namespace of a local lakehouse the statement of Spark
 * that makes such a table in another catalog, for Spark to run. A line of JSON for each: { name, ddl }.
 */
const [folder = '', namespace = '', other = ''] = process.argv.slice(2);
const { signal } = new AbortController();
const duckdb = new TestDuckDb();
const catalog = new LocalCatalog('written', folder, localFileIO, duckdb);
for (const { identifier } of (await catalog.listTables([namespace], undefined, signal)).items) {
  const table = await catalog.loadTable(identifier, signal);
  const ddl = createTable('spark', table, { identifier, catalog: other });
  process.stdout.write(`${JSON.stringify({ name: identifier.name, ddl })}\n`);
}
await duckdb.close();

import type { TableIdentifier, TableVersion } from '../../src/catalog/catalog.js';
import { LocalCatalog } from '../../src/catalog/local/localCatalog.js';
import { localFileIO } from '../../src/iceberg/localFileIO.js';
import { quoteName } from '../../src/util/quote.js';
import { TestDuckDb } from '../support/duckDb.js';

/*
 * `exportLakehouse.ts FOLDER`: every Iceberg table of a local lakehouse as this project reads it, now
 * and at every snapshot, for the comparison with PyIceberg. A line of JSON for each:
 * { table, metadata, snapshot, columns, rows }, or { table, error }. Values are text in forms that
 * Python can make of its own values: times as microseconds, nested values as JSON.
 */
const [folder = ''] = process.argv.slice(2);
const { signal } = new AbortController();
const duckdb = new TestDuckDb();
const catalog = new LocalCatalog('sample', folder, localFileIO, duckdb);

for (const namespace of (await catalog.listNamespaces([], undefined, signal)).items) {
  const { items } = await catalog.listTables(namespace, undefined, signal);
  for (const { identifier, format } of items) {
    if (format === 'iceberg') await exportTable(identifier);
  }
}
await duckdb.close();

async function exportTable(identifier: TableIdentifier): Promise<void> {
  const name = [...identifier.namespace, identifier.name].join('.');
  try {
    const { metadataLocation, columns } = await catalog.loadTable(identifier, signal);
    const about = { table: name, metadata: metadataLocation };
    const fields = columns.map((column) => [column.fieldId, column.name, column.type]);
    write({ ...about, snapshot: null, fields, ...(await contentOf(identifier, undefined)) });
    for (const { id } of await catalog.listSnapshots(identifier, signal)) {
      const content = await contentOf(identifier, { snapshotId: id });
      write({ ...about, snapshot: String(id), ...content });
    }
  } catch (error) {
    write({ table: name, error: String(error) });
  }
}

async function contentOf(identifier: TableIdentifier, version: TableVersion): Promise<object> {
  const { sql } = await catalog.relation(identifier, { version }, signal);
  const described = await duckdb.rows(`DESCRIBE ${sql}`);
  const columns = described.rows.map(([name, type]) => ({ name: name ?? '', type: type ?? '' }));
  const values = columns.map(({ name, type }) => comparable(quoteName(name), type));
  const { rows } = await duckdb.rows(`SELECT ${values.join(', ')} FROM (${sql})`);
  return { columns: columns.map(({ name }) => name), rows };
}

function comparable(column: string, type: string): string {
  if (type.startsWith('TIMESTAMP')) return `epoch_us(${column})`;
  return /^(STRUCT|MAP)|\]$/.test(type) ? `to_json(${column})` : column;
}

function write(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

import { readFile } from 'node:fs/promises';
import type { TableIdentifier } from '../../src/catalog/catalog.js';
import { LocalCatalog } from '../../src/catalog/local/localCatalog.js';
import { localFileIO } from '../../src/iceberg/localFileIO.js';
import { decodeMetadata, parseMetadata, type TableMetadata } from '../../src/iceberg/metadata.js';
import { planScan } from '../../src/iceberg/scanPlan.js';
import type { ScanVersion } from '../../src/iceberg/scanVersion.js';
import { TestDuckDb } from '../support/duckDb.js';
import { fieldShape } from '../support/schemaShape.js';

/*
 * `exportLakehouse.ts FOLDER`: every Iceberg table of a local lakehouse as this project reads it, now
 * and at every snapshot, tag and branch beside main, for the comparison with PyIceberg and Spark. A line of JSON
 * for each: { table, version, metadata, schema, columns, rows }, or { table, version, error }.
 * `version` is "current", "snapshot <id>" or "branch <name>", "tag <name>".
 */
const [folder = ''] = process.argv.slice(2);
const { signal } = new AbortController();
const duckdb = new TestDuckDb();
const catalog = new LocalCatalog('exported', folder, localFileIO, duckdb);

for (const namespace of (await catalog.listNamespaces([], undefined, signal)).items) {
  for (const identifier of await tablesOf(namespace)) {
    const table = [...namespace, identifier.name].join('.');
    await guarded({ table, version: 'current' }, async (about) => {
      const { metadataLocation: file = '' } = await catalog.loadTable(identifier, signal);
      const metadata = parseMetadata(decodeMetadata(await readFile(file), file), file);
      await exportVersion(identifier, metadata, { kind: 'current' }, about);
      for (const { id } of metadata.snapshots) {
        const of = { table, version: `snapshot ${id}` };
        await guarded(of, (it) =>
          exportVersion(identifier, metadata, { kind: 'snapshot', id }, it),
        );
      }
      for (const { kind, name } of metadata.refs.filter((ref) => ref.name !== 'main')) {
        const of = { table, version: `${kind} ${name}` };
        await guarded(of, (it) => exportVersion(identifier, metadata, { kind: 'ref', name }, it));
      }
    });
  }
}
await duckdb.close();

interface About {
  readonly table: string;
  readonly version: string;
}

async function tablesOf(namespace: readonly string[]): Promise<readonly TableIdentifier[]> {
  const tables: TableIdentifier[] = [];
  let page: string | undefined;
  do {
    const { items, next } = await catalog.listTables(namespace, page, signal);
    const iceberg = items.filter(({ format }) => format === 'iceberg');
    tables.push(...iceberg.map(({ identifier }) => identifier));
    page = next;
  } while (page !== undefined);
  return tables;
}

async function exportVersion(
  identifier: TableIdentifier,
  metadata: TableMetadata,
  scan: ScanVersion,
  about: About,
): Promise<void> {
  const at = scan.kind === 'snapshot' ? { snapshotId: scan.id } : undefined;
  const version = scan.kind === 'ref' ? { ref: scan.name } : at;
  const { sql } = await catalog.relation(identifier, { version }, signal);
  const lies = metadata.file.replace(/[\\/]metadata[\\/][^\\/]*$/, '');
  const plan = await planScan(localFileIO, { metadata, folder: lies, version: scan }, signal);
  write({
    ...about,
    metadata: metadata.file,
    schema: plan.schema.fields.map(fieldShape),
    ...(await duckdb.exact(sql)),
  });
}

async function guarded(about: About, run: (about: About) => Promise<void>): Promise<void> {
  try {
    await run(about);
  } catch (error) {
    write({ ...about, error: String(error) });
  }
}

function write(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

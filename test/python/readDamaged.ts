import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { LocalCatalog } from '../../src/catalog/local/localCatalog.js';
import { CatalogError } from '../../src/catalog/catalog.js';
import type { FileIO } from '../../src/iceberg/fileIO.js';
import { IcebergError } from '../../src/iceberg/icebergError.js';
import { localFileIO } from '../../src/iceberg/localFileIO.js';
import { toLocalPath } from '../../src/iceberg/location.js';
import { decodeMetadata, parseMetadata, type TableMetadata } from '../../src/iceberg/metadata.js';
import { planScan, type ScanFile } from '../../src/iceberg/scanPlan.js';
import { TestDuckDb } from '../support/duckDb.js';
import { fieldShape } from '../support/schemaShape.js';

/*
 * Our reading of tables, one file of each another one, for the comparison with PyIceberg's by
 * `test_damaged.py`. A task is a line of JSON on the input, { folder, metadata, changed, mutant }: the
 * table's folder and metadata file, the file of it that is to have the content of `mutant`. The answer
 * is one on the output, { read } or { error }.
 */
interface Task {
  readonly folder: string;
  readonly metadata: string;
  readonly changed: string;
  readonly mutant: string;
}

const { signal } = new AbortController();
const duckdb = new TestDuckDb();
write({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  const task = JSON.parse(line) as Task;
  write(await attempt(task));
}

async function attempt(task: Task): Promise<object> {
  try {
    return { read: await read(task) };
  } catch (error) {
    if (!(error instanceof IcebergError)) {
      return {
        error: { message: String(error), stack: error instanceof Error ? error.stack : '' },
      };
    }
    const { code, file, message } = error;
    return { error: { code, file, message } };
  }
}

async function read({ folder, metadata: file, changed, mutant }: Task): Promise<object> {
  const content = await readFile(toLocalPath(mutant) ?? mutant);
  const path = toLocalPath(changed);
  const io: FileIO = {
    ...localFileIO,
    read: (location, abort) =>
      toLocalPath(location) === path
        ? Promise.resolve(new Uint8Array(content))
        : localFileIO.read(location, abort),
  };
  const metadata = parseMetadata(decodeMetadata(await io.read(file, signal), file), file);
  const request = { metadata, folder, version: { kind: 'current' } } as const;
  const plan = await planScan(io, request, signal);
  await readWhole(folder, io);
  return {
    version: metadata.formatVersion,
    schema: plan.schema.fields.map(fieldShape),
    snapshot: metadata.currentSnapshotId === undefined ? null : String(metadata.currentSnapshotId),
    snapshots: metadata.snapshots.map(({ id }) => String(id)).sort(),
    refs: metadata.refs.map(({ name, kind, snapshotId }) => [name, kind, String(snapshotId)]),
    files: plan.dataFiles.map((entry) => fileShape(entry, metadata)),
    deletes: plan.positionDeletes.map((entry) => fileShape(entry, metadata)),
  };
}

/**
 * What the tree and a query ask for, up to DuckDB's look into the data files. That they are refused
 * here is right where PyIceberg, which does not look into them, has a plan.
 */
async function readWhole(folder: string, io: FileIO): Promise<void> {
  const [, root = '', name = ''] = /^(.*)\/([^/]+)$/.exec(toLocalPath(folder) ?? folder) ?? [];
  const catalog = new LocalCatalog('damaged', root, io, duckdb);
  const identifier = { namespace: [], name };
  try {
    await catalog.loadTable(identifier, signal);
    await catalog.listSnapshots(identifier, signal);
    await catalog.relation(identifier, { version: undefined }, signal);
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
  }
}

function fileShape(entry: ScanFile, { specs }: TableMetadata): readonly unknown[] {
  const { recorded, rows, bytes, sequenceNumber, specId, partition } = entry;
  const fields = specs.find(({ id }) => id === specId)?.fields ?? [];
  return [
    recorded,
    ...[rows, bytes, sequenceNumber, specId].map(String),
    fields.map(({ name }) => valueShape(partition[name])),
  ];
}

function valueShape(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (value instanceof Uint8Array) return `x${Buffer.from(value).toString('hex')}`;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' || typeof value === 'bigint') return `${value}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function write(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

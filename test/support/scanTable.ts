import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localFileIO } from '../../src/iceberg/localFileIO.js';
import type { PartitionSpec, TableMetadata } from '../../src/iceberg/metadata.js';
import { Scanner } from '../../src/iceberg/scan/scanner.js';
import type { ScanFile, ScanPlan } from '../../src/iceberg/scanPlan.js';
import type { Field, IcebergType, Schema } from '../../src/iceberg/schema.js';
import { quoteText } from '../../src/util/quote.js';
import { TestDuckDb } from './duckDb.js';

/** What a scan reads; what is not said is as small as can be. */
export interface Scanned extends Partial<Omit<ScanPlan, 'schema' | 'counts'>> {
  readonly fields: readonly Field[];
  readonly schemas?: readonly Schema[];
  readonly specs?: readonly PartitionSpec[];
  readonly properties?: Readonly<Record<string, string>>;
}

/** Parquet files that DuckDB writes, and scans over them that need no metadata on disk. */
export class ScanTable {
  readonly duckdb = new TestDuckDb();
  folder = '';
  #files = 0;

  async open(): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), 'scan-'));
  }

  async close(): Promise<void> {
    await this.duckdb.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Writes the rows of `select`. `ids` are in DuckDB's notation: `{id: 1, name: 2}`. */
  async write(
    select: string,
    ids: string | undefined,
    file: Partial<ScanFile> = {},
  ): Promise<ScanFile> {
    const location = file.location ?? join(this.folder, `${this.#files++}.parquet`);
    const options = ['FORMAT parquet', ...(ids === undefined ? [] : [`FIELD_IDS ${ids}`])];
    await this.duckdb.run(`COPY (${select}) TO ${quoteText(location)} (${options.join(', ')})`);
    return this.file(location, file);
  }

  async file(location: string, file: Partial<ScanFile> = {}): Promise<ScanFile> {
    return {
      recorded: location,
      location,
      rows: 1_000_000n,
      bytes: BigInt((await stat(location)).size),
      sequenceNumber: 1n,
      specId: 0,
      partition: {},
      equalityIds: [],
      ...file,
    };
  }

  async sql({ fields, schemas, specs, properties, ...files }: Scanned): Promise<string> {
    const schema = { id: 0, fields };
    const metadata: TableMetadata = {
      file: '/lake/t/metadata/v1.metadata.json',
      formatVersion: 3,
      location: '/lake/t',
      updatedAt: 0,
      schemas: schemas ?? [schema],
      currentSchemaId: 0,
      specs: specs ?? [{ id: 0, fields: [] }],
      defaultSpecId: 0,
      properties: properties ?? {},
      snapshots: [],
      refs: [],
      snapshotLog: [],
      metadataLog: [],
    };
    const plan = {
      schema,
      dataFiles: [],
      positionDeletes: [],
      equalityDeletes: [],
      deletionVectors: [],
      counts: {},
      ...files,
    };
    const scanner = new Scanner(localFileIO, this.duckdb);
    return scanner.toSql(plan, metadata, new AbortController().signal);
  }

  /** All rows as DuckDB's text, sorted. */
  async read(scanned: Scanned): Promise<readonly (readonly (string | null)[])[]> {
    const { rows } = await this.duckdb.rows(await this.sql(scanned));
    return rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
}

/** An optional field. A type that is a text is a primitive one. */
export function field(
  id: number,
  name: string,
  type: string | IcebergType,
  more: Partial<Field> = {},
): Field {
  return {
    id,
    name,
    required: false,
    type: typeof type === 'string' ? { kind: 'primitive', name: type } : type,
    ...more,
  };
}

export function struct(...fields: readonly Field[]): IcebergType {
  return { kind: 'struct', fields };
}

export function list(id: number, type: string | IcebergType): IcebergType {
  return { kind: 'list', element: field(id, 'element', type) };
}

export function map(
  keyId: number,
  key: string | IcebergType,
  valueId: number,
  value: string | IcebergType,
): IcebergType {
  return { kind: 'map', key: field(keyId, 'key', key), value: field(valueId, 'value', value) };
}

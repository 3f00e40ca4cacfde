import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { TableWriter } from '../../../src/iceberg/write/tableWriter.js';
import type { ColumnMetrics, WrittenFile } from '../../../src/iceberg/write/writtenFile.js';
import type { Field, Schema } from '../../../src/iceberg/schema.js';
import { quoteText } from '../../../src/util/quote.js';
import type { TestDuckDb } from '../../support/duckDb.js';

const columns = [
  ['part', 'int'],
  ['id', 'long'],
  ['customer', 'string'],
  ['amount', 'decimal(12, 2)'],
  ['score', 'double'],
  ['ordered_on', 'date'],
  ['ordered_at', 'timestamp'],
  ['seen_at', 'timestamptz'],
  ['country', 'string'],
  ['is_paid', 'boolean'],
] as const;

const schema: Schema = {
  id: 0,
  fields: columns.map(([name, type], i): Field => ({
    id: i + 1,
    name,
    required: false,
    type: { kind: 'primitive', name: type },
  })),
};

const byPart = {
  id: 0,
  fields: [{ sourceId: 1, name: 'part', transform: 'identity' }],
};

const start = Date.UTC(2026, 0, 1);

/** The same for the same number, and not to be packed: as the UUIDs in the names of files are. */
function noise(of: number): string {
  return createHash('sha256').update(String(of)).digest('hex').slice(0, 32);
}

/** Bounds and counts of every column, as writers give them. */
function toMetrics(part: number, file: number): ReadonlyMap<number, ColumnMetrics> {
  const of = (column: number, lower: string, upper: string): readonly [number, ColumnMetrics] => [
    column,
    {
      type: columns[column - 1]?.[1] ?? '',
      values: 100_000n,
      nulls: BigInt(file % 3),
      ...(column === 5 ? { nans: 0n } : {}),
      bounds: { lower, upper },
    },
  ];
  const day = 20_454 + part;
  const micros = BigInt(start + part * 86_400_000) * 1000n;
  return new Map([
    of(1, String(part), String(part)),
    of(2, String(file * 100_000), String(file * 100_000 + 99_999)),
    of(3, `a${noise(file)}`, `z${noise(file + 1)}`),
    of(4, `${parseInt(noise(file).slice(0, 6), 16)}.01`, '99999999.99'),
    of(5, '0.25', String(1 + file / 7)),
    of(6, String(day), String(day)),
    of(7, String(micros), String(micros + 86_399_999_999n)),
    of(8, String(micros), String(micros + 86_399_999_999n)),
    of(9, 'Argentina', 'Zimbabwe'),
    of(10, 'false', 'true'),
  ]);
}

/** A table of so many files that are not there: planning does not look at them. */
export async function writePlannedTable(
  folder: string,
  files: number,
  filesPerManifest: number,
): Promise<void> {
  const writer = new TableWriter({
    folder,
    schema,
    spec: byPart,
    properties: {},
    seed: `planned ${files}`,
  });
  for (let first = 0; first < files; first += filesPerManifest) {
    const add = Array.from({ length: filesPerManifest }, (_, i): WrittenFile => {
      const file = first + i;
      const part = file % 1000;
      return {
        content: 'data',
        location: `${folder}/data/part=${part}/00000-${file}-${noise(file)}.parquet`,
        rows: 100_000n,
        bytes: 134_217_728n,
        specId: 0,
        partition: [String(part)],
        metrics: toMetrics(part, file),
      };
    });
    await writer.commit({ operation: 'append', add, remove: [], at: start + first });
  }
}

/** A table of real rows in so many partitions, a file in each. */
export async function writePartitionedTable(
  duckdb: TestDuckDb,
  folder: string,
  partitions: number,
): Promise<void> {
  await mkdir(`${folder}/data`, { recursive: true });
  const ids = columns.map(([name], i) => `${name}: ${i + 1}`).join(', ');
  for (let part = 0; part < partitions; part++) {
    await mkdir(`${folder}/data/part=${part}`);
    await duckdb.run(
      `COPY (SELECT ${part}::INTEGER AS part, (${part} * 1000 + i)::BIGINT AS id, ` +
        `'customer-' || i AS customer, (i / 100)::DECIMAL(12, 2) AS amount, i / 7 AS score, ` +
        `DATE '2026-01-01' + ${part} AS ordered_on, ` +
        `TIMESTAMP '2026-01-01' + INTERVAL ${part} DAY + INTERVAL (i) SECOND AS ordered_at, ` +
        `TIMESTAMPTZ '2026-01-01 00:00:00Z' + INTERVAL ${part} DAY AS seen_at, ` +
        `'Peru' AS country, i % 2 = 0 AS is_paid FROM range(1000) AS t(i)) ` +
        `TO ${quoteText(`${folder}/data/part=${part}/a.parquet`)} ` +
        `(FORMAT parquet, FIELD_IDS {${ids}})`,
    );
  }
  const add: WrittenFile[] = [];
  for (const name of await readdir(`${folder}/data`)) {
    const part = Number(name.slice('part='.length));
    const location = `${folder}/data/${name}/a.parquet`;
    const { size } = await stat(location);
    add.push({
      content: 'data',
      location,
      rows: 1000n,
      bytes: BigInt(size),
      specId: 0,
      partition: [String(part)],
      metrics: new Map(),
    });
  }
  const writer = new TableWriter({
    folder,
    schema,
    spec: byPart,
    properties: {},
    seed: 'partitioned',
  });
  await writer.commit({ operation: 'append', add, remove: [], at: start });
}

/** A table's metadata file with so many snapshots, whose manifests are not there. */
export async function writeSnapshots(folder: string, count: number): Promise<void> {
  const writer = new TableWriter({ folder, schema, spec: byPart, properties: {}, seed: 'history' });
  await writer.evolve({ ...schema, id: 1 }, start);
  const file = `${folder}/metadata/v1.metadata.json`;
  const metadata = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  const id = (i: number): number => 4_000_000_000_000_000 + i;
  const snapshots = Array.from({ length: count }, (_, i) => ({
    'snapshot-id': id(i),
    ...(i === 0 ? {} : { 'parent-snapshot-id': id(i - 1) }),
    'sequence-number': i + 1,
    'timestamp-ms': start + i * 60_000,
    'schema-id': 1,
    summary: {
      operation: 'append',
      'added-data-files': '1',
      'added-records': '1000',
      'added-files-size': '134217728',
      'changed-partition-count': '1',
      'total-records': String((i + 1) * 1000),
      'total-files-size': String((i + 1) * 134_217_728),
      'total-data-files': String(i + 1),
      'total-delete-files': '0',
      'total-position-deletes': '0',
      'total-equality-deletes': '0',
    },
    'manifest-list': `${folder}/metadata/snap-${id(i)}.avro`,
  }));
  const last = id(count - 1);
  const text = JSON.stringify({
    ...metadata,
    'last-sequence-number': count,
    'last-updated-ms': start + count * 60_000,
    'current-snapshot-id': last,
    refs: { main: { 'snapshot-id': last, type: 'branch' } },
    snapshots,
    'snapshot-log': snapshots.map((snapshot) => ({
      'snapshot-id': snapshot['snapshot-id'],
      'timestamp-ms': snapshot['timestamp-ms'],
    })),
  });
  await writeFile(file, text);
}

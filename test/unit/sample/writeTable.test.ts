import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAvro } from '../../../src/iceberg/avro.js';
import { parseMetadata, type TableMetadata } from '../../../src/iceberg/metadata.js';
import type { SampleTable } from '../../../src/sample/sampleTable.js';
import { writeTable } from '../../../src/sample/writeTable.js';
import { TestDuckDb } from '../../support/duckDb.js';
import { field } from '../../support/scanTable.js';

const { signal } = new AbortController();

const table: SampleTable = {
  namespace: 'a',
  name: 'b',
  comment: '',
  owner: '',
  fields: [
    field(1, 'id', 'int'),
    field(2, 'placed', 'timestamp'),
    field(3, 'note', 'string'),
    field(4, 'price', 'double'),
  ],
  partition: [
    { sourceId: 2, name: 'placed_month', transform: 'month' },
    { sourceId: 3, name: 'note_trunc', transform: 'truncate[1]' },
  ],
  orderBy: 'id',
  steps: [
    {
      kind: 'append',
      at: '2026-01-01',
      rows: `SELECT * FROM (VALUES
        (1, TIMESTAMP '1969-12-31 23:00:00', 'ö1', 'nan'::DOUBLE), (2, '1969-12-01 00:00:00', 'ö2', 0.0),
        (3, '2026-03-01 00:00:00', NULL, NULL)) AS t(id, placed, note, price)`,
    },
    { kind: 'branch', at: '2026-01-02', name: 'trial' },
    {
      kind: 'append',
      at: '2026-01-03',
      branch: 'trial',
      rows: `SELECT 4 AS id, TIMESTAMP '2026-03-02' AS placed, '${'x'.repeat(20)}' AS note, -1 AS price`,
    },
    { kind: 'repartition', at: '2026-01-04', partition: [{ sourceId: 3, name: 'note', transform: 'identity' }] },
    {
      kind: 'upsert',
      at: '2026-01-05',
      key: ['id'],
      rows: `SELECT 1 AS id, NULL::TIMESTAMP AS placed, 'new' AS note, 1.5 AS price`,
    },
    { kind: 'evolve', at: '2026-01-06', fields: [field(1, 'key', 'long')], drop: [4] },
  ],
};

describe('the writer of the sample', () => {
  const sql = new TestDuckDb();
  let folder: string;
  let metadata: TableMetadata;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'writer-'));
    await writeTable(sql, table, folder, signal);
    const file = `${folder}/metadata/v6.metadata.json`;
    metadata = parseMetadata(await readFile(file, 'utf8'), file);
  });
  after(async () => {
    await sql.close();
    await rm(folder, { recursive: true, force: true });
  });

  const read = async (file: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
    readAvro(await readFile(file), file).records as Readonly<Record<string, unknown>>[];

  /** The lines of the manifest list of a branch, and the files of each manifest. */
  async function manifests(branch: string): Promise<
    readonly {
      readonly line: Readonly<Record<string, unknown>>;
      readonly files: readonly Readonly<Record<string, unknown>>[];
    }[]
  > {
    const ref = metadata.refs.find(({ name }) => name === branch);
    const snapshot = metadata.snapshots.find(({ id }) => id === ref?.snapshotId);
    assert.equal(snapshot?.manifests.kind, 'list');
    const lines = await read(snapshot.manifests.location);
    return Promise.all(
      lines.map(async (line) => {
        const entries = await read(String(line['manifest_path']));
        return { line, files: entries.map(({ data_file }) => data_file as Record<string, unknown>) };
      }),
    );
  }

  it('gives every field of the partition its value, and NULL as NULL', async () => {
    const first = (await manifests('trial')).at(-1);
    assert.deepEqual(
      first?.files.map(({ partition }) => partition),
      [
        { placed_month: -1, note_trunc: 'ö' },
        { placed_month: 674, note_trunc: null },
      ],
    );
    const text = (bytes: unknown): string => Buffer.from(bytes as Uint8Array).toString('hex');
    const summaries = (first.line['partitions'] as Record<string, unknown>[]).map(
      ({ contains_null, lower_bound, upper_bound }) => [contains_null, text(lower_bound), text(upper_bound)],
    );
    assert.deepEqual(summaries, [
      [false, 'ffffffff', 'a2020000'],
      [true, 'c3b6', 'c3b6'],
    ]);
  });

  it('counts NULLs and NaNs, and cuts long bounds so that they still hold', async () => {
    const [trial, first] = await manifests('trial');
    const nan = first?.files[0];
    assert.deepEqual(nan?.['nan_value_counts'], [{ key: 4, value: 1n }]);
    assert.deepEqual(first?.files[1]?.['null_value_counts'], [
      { key: 1, value: 0n },
      { key: 2, value: 0n },
      { key: 3, value: 1n },
      { key: 4, value: 1n },
    ]);
    const bound = (file: Readonly<Record<string, unknown>> | undefined, which: string, id: number): string => {
      const pairs = file?.[which] as { key: number; value: Uint8Array }[];
      return Buffer.from(pairs.find(({ key }) => key === id)?.value ?? '').toString('latin1');
    };
    assert.equal(bound(nan, 'lower_bounds', 4), '\0\0\0\0\0\0\0\x80', 'zero may be -0.0');
    assert.equal(bound(trial?.files[0], 'lower_bounds', 3), 'x'.repeat(16));
    assert.equal(bound(trial?.files[0], 'upper_bounds', 3), `${'x'.repeat(15)}y`);
  });

  it('commits to a branch beside main', () => {
    assert.deepEqual(
      metadata.refs.map(({ name, kind }) => `${kind} ${name}`),
      ['branch trial', 'branch main'],
    );
    const [first, trial, upsert] = metadata.snapshots;
    assert.equal(metadata.currentSnapshotId, upsert?.id);
    assert.equal(upsert?.parentId, first?.id);
    assert.equal(trial?.parentId, first?.id);
  });

  it('writes deletes by equality and data of a new partition spec in one commit', async () => {
    const [data, deletes, first] = await manifests('main');
    assert.deepEqual(
      [data, deletes, first].map((manifest) => [
        manifest?.line['content'],
        manifest?.line['partition_spec_id'],
      ]),
      [
        [0, 1],
        [1, 1],
        [0, 0],
      ],
    );
    const [file] = deletes?.files ?? [];
    assert.equal(file?.['content'], 2);
    assert.deepEqual(file['equality_ids'], [1]);
    assert.deepEqual(file['partition'], { note: 'new' });
    assert.equal(metadata.snapshots.at(-1)?.summary['total-equality-deletes'], '1');
  });

  it('renames, widens and drops columns, and keeps the ids of partition fields', () => {
    const schema = metadata.schemas.find(({ id }) => id === metadata.currentSchemaId);
    assert.deepEqual(
      schema?.fields.map(({ id, name, type }) => [id, name, type.kind === 'primitive' && type.name]),
      [
        [1, 'key', 'long'],
        [2, 'placed', 'timestamp'],
        [3, 'note', 'string'],
      ],
    );
    assert.equal(metadata.specs.length, 2);
    assert.equal(metadata.defaultSpecId, 1);
  });
});

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localFileIO } from '../../../src/iceberg/localFileIO.js';
import { deltaPreview } from '../../../src/preview/delta/deltaPreview.js';
import { usePreviews } from '../../support/usePreviews.js';

const { signal } = new AbortController();

type Action = Readonly<Record<string, unknown>>;

describe('a preview of a Delta table', () => {
  const { previews, duckdb } = usePreviews();
  let root = '';
  let tables = 0;
  let folder = '';
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'delta-'));
  });
  after(() => {
    rmSync(root, { recursive: true, force: true });
  });
  beforeEach(() => {
    folder = join(root, `table ${++tables}`);
    mkdirSync(join(folder, '_delta_log'), { recursive: true });
  });

  const protocol = (features: readonly string[] = []): Action => ({
    protocol: {
      minReaderVersion: features.length === 0 ? 1 : 3,
      minWriterVersion: 7,
      ...(features.length === 0 ? {} : { readerFeatures: features }),
    },
  });
  const metadata = (fields: readonly Action[], more: Action = {}): Action => ({
    metaData: {
      schemaString: JSON.stringify({ type: 'struct', fields }),
      partitionColumns: [],
      configuration: {},
      ...more,
    },
  });
  const long = (name: string, physical?: string): Action => ({
    name,
    type: 'long',
    nullable: true,
    metadata: physical === undefined ? {} : { 'delta.columnMapping.physicalName': physical },
  });
  const write = async (path: string, select: string, more: Action = {}): Promise<Action> => {
    const file = join(folder, decodeURIComponent(path));
    mkdirSync(join(file, '..'), { recursive: true });
    await duckdb.run(`COPY (${select}) TO '${file}' (FORMAT parquet)`);
    return { add: { path, size: statSync(file).size, partitionValues: {}, ...more } };
  };
  const name = (version: number): string =>
    join(folder, '_delta_log', String(version).padStart(20, '0'));
  const commit = (version: number, ...actions: readonly Action[]): void => {
    writeFileSync(
      `${name(version)}.json`,
      actions.map((one) => `${JSON.stringify(one)}\n`).join(''),
    );
  };
  const show = async () => {
    const preview = await previews.run(localFileIO, signal, (tools) =>
      deltaPreview('t', folder, tools, signal),
    );
    const { columns } = await duckdb.exact(`SELECT * FROM (${preview.sql})`);
    const { rows } = await duckdb.rows(`SELECT * FROM (${preview.sql}) ORDER BY ALL`);
    await preview.dispose();
    return { preview, columns, rows: rows.map((row) => row.map(String).join(' ')) };
  };

  it('has the rows of the files that are there now, not of those that were removed', async () => {
    commit(0, protocol(), metadata([long('id')]), await write('a.parquet', 'SELECT 1 AS id'));
    commit(1, await write('b.parquet', 'SELECT 2 AS id'), { remove: { path: 'a.parquet' } });
    const { rows, preview } = await show();
    assert.deepEqual(rows, ['2']);
    assert.equal(preview.isWhole, true);
    assert.deepEqual(preview.files.total, 1);
  });

  it('keeps a file that one commit adds anew and removes, in whichever order', async () => {
    const file = await write('a.parquet', 'SELECT 1 AS id');
    commit(0, protocol(), metadata([long('id')]), file);
    commit(1, file, { remove: { path: 'a.parquet' } });
    assert.deepEqual((await show()).rows, ['1']);
    commit(2, { remove: { path: 'a.parquet' } }, file);
    assert.deepEqual((await show()).rows, ['1']);
  });

  it('begins at the last checkpoint, and takes the commits after it', async () => {
    await write('a.parquet', 'SELECT 1 AS id');
    await write('b.parquet', 'SELECT 2 AS id');
    // As writers have it: a struct for each kind of action.
    const add = (path: string) =>
      `{path: '${path}', size: ${statSync(join(folder, path)).size}::BIGINT, partitionValues: MAP {}::MAP(VARCHAR, VARCHAR)}`;
    const schema = JSON.stringify({ type: 'struct', fields: [long('id')] });
    await duckdb.run(
      `COPY (
        SELECT ${add('a.parquet')} AS "add", NULL::STRUCT(schemaString VARCHAR, partitionColumns VARCHAR[], configuration MAP(VARCHAR, VARCHAR)) AS "metaData", NULL::STRUCT(minReaderVersion INTEGER) AS protocol
        UNION ALL SELECT ${add('b.parquet')}, NULL, NULL
        UNION ALL SELECT NULL, {schemaString: '${schema}', partitionColumns: [], configuration: MAP {}}, NULL
        UNION ALL SELECT NULL, NULL, {minReaderVersion: 1}
      ) TO '${name(10)}.checkpoint.parquet' (FORMAT parquet)`,
    );
    writeFileSync(join(folder, '_delta_log', '_last_checkpoint'), '{"version":10,"size":4}');
    commit(11, await write('c.parquet', 'SELECT 3 AS id'), { remove: { path: 'a.parquet' } });
    const { rows } = await show();
    assert.deepEqual(rows, ['2', '3']);
  });

  it('finds mapped columns by what they are called in the files', async () => {
    const mapping = { configuration: { 'delta.columnMapping.mode': 'name' } };
    commit(
      0,
      protocol(['columnMapping']),
      metadata([long('id', 'col-1'), long('new', 'col-2')], mapping),
      await write('a.parquet', 'SELECT 1 AS "col-1", 9 AS id'),
    );
    const { rows, columns } = await show();
    assert.deepEqual([columns, rows], [['id', 'new'], ['1 null']]);
  });

  it('fills in partition values, and decodes the names of files', async () => {
    const partitioned = { partitionColumns: ['at'] };
    const file = await write('at=a%2520b/x%20y.parquet', 'SELECT 1 AS id', {
      partitionValues: { at: 'a b' },
    });
    const none = await write('n.parquet', 'SELECT 2 AS id', { partitionValues: { at: null } });
    const text = { name: 'at', type: 'string', nullable: true, metadata: {} };
    commit(0, protocol(), metadata([long('id'), text], partitioned), file, none);
    assert.deepEqual((await show()).rows, ['1 a b', '2 null']);
  });

  it('passes over files with deletion vectors, and refuses where there are no others', async () => {
    const vector = { deletionVector: { storageType: 'u', pathOrInlineDv: 'x', cardinality: 1 } };
    const features = protocol(['deletionVectors']);
    const deleted = await write('a.parquet', 'SELECT 1 AS id', vector);
    commit(0, features, metadata([long('id')]), deleted);
    await assert.rejects(show(), { code: 'unsupported', message: /deletion vectors/ });
    commit(1, await write('b.parquet', 'SELECT 2 AS id'));
    const { rows, preview } = await show();
    assert.deepEqual(rows, ['2']);
    assert.equal(preview.passedOver, 1);
    assert.equal(preview.isWhole, false);
  });

  it('refuses a feature that it does not know by its name', async () => {
    commit(0, protocol(['variantType']), metadata([long('id')]));
    await assert.rejects(show(), { code: 'unsupported', message: /variantType/ });
  });

  it('says that a folder without a log is none', async () => {
    await assert.rejects(show(), { code: 'not-found' });
  });

  it('has no rows and all columns of a table without files', async () => {
    commit(0, protocol(), metadata([long('id')]));
    const { rows, columns, preview } = await show();
    assert.deepEqual([columns, rows, preview.isWhole], [['id'], [], true]);
  });
});

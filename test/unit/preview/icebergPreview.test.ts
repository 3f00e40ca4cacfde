import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TableIdentifier, TableVersion } from '../../../src/catalog/catalog.js';
import { toScanVersion } from '../../../src/catalog/icebergDetails.js';
import { LocalCatalog } from '../../../src/catalog/local/localCatalog.js';
import { localFileIO } from '../../../src/iceberg/localFileIO.js';
import { readMetadata } from '../../../src/iceberg/readMetadata.js';
import { icebergPreview } from '../../../src/preview/icebergPreview.js';
import { Previews, previewRows } from '../../../src/preview/previews.js';
import { createSample } from '../../../src/sample/createSample.js';
import type { SampleTable } from '../../../src/sample/sampleTable.js';
import { writeTable } from '../../../src/sample/writeTable.js';
import { CountingIO } from '../../support/countingIO.js';
import { usePreviews } from '../../support/usePreviews.js';

const { signal } = new AbortController();
const statics = fileURLToPath(new URL('../../../sample', import.meta.url));

describe('a preview of an Iceberg table', function () {
  this.timeout(120_000);
  const { previews, duckdb: sql, files } = usePreviews();
  let folder = '';
  let catalog: LocalCatalog;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'preview-'));
    await createSample({ folder, statics, sql }, signal);
    catalog = new LocalCatalog('sample', `${folder}/lakehouse`, localFileIO, sql);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const previewOf = async (
    identifier: TableIdentifier,
    version: TableVersion,
    by: Previews = previews,
    io: CountingIO = new CountingIO(),
  ) => {
    const { metadataLocation = '' } = await catalog.loadTable(identifier, signal);
    const metadata = await readMetadata(localFileIO, metadataLocation, signal);
    const request = {
      metadata,
      folder: metadata.location,
      version: toScanVersion(version),
    };
    return by.run(io, signal, (tools) => icebergPreview(request, tools, signal));
  };
  /** Rows that a preview has and the table has not, how many the table has, and how many the preview. */
  const compare = async (identifier: TableIdentifier, version: TableVersion) => {
    const preview = await previewOf(identifier, version);
    const whole = (await catalog.relation(identifier, { version }, signal)).sql;
    const counts = await sql.rows(
      `SELECT (SELECT count(*) FROM (${preview.sql})), (SELECT count(*) FROM (${whole})),
        (SELECT count(*) FROM (SELECT * FROM (${preview.sql}) EXCEPT ALL SELECT * FROM (${whole})))`,
    );
    const [shown, total, wrong] = (counts.rows[0] ?? []).map(Number);
    const columns = async (select: string) =>
      (await sql.rows(`SELECT * FROM (DESCRIBE ${select})`)).rows;
    assert.deepEqual(await columns(preview.sql), await columns(whole));
    await preview.dispose();
    return { shown, total, wrong, isWhole: preview.isWhole };
  };

  it('has rows of the table and no others, of every table of the sample as it is and ever was', async () => {
    let compared = 0;
    for (const namespace of ['bronze', 'silver', 'gold']) {
      const { items } = await catalog.listTables([namespace], undefined, signal);
      for (const { identifier, format } of items) {
        if (format !== 'iceberg' || identifier.name === 'payments_broken') continue;
        const versions: readonly TableVersion[] = [
          undefined,
          ...(await catalog.listSnapshots(identifier, signal)).map(({ id }) => ({
            snapshotId: id,
          })),
          ...(await catalog.listRefs(identifier, signal)).map(({ name }) => ({ ref: name })),
        ];
        for (const version of versions) {
          const { shown, total, wrong, isWhole } = await compare(identifier, version);
          const where = `${identifier.name} ${JSON.stringify(version, (_, v: unknown) => String(v))}`;
          assert.equal(wrong, 0, where);
          if (isWhole) assert.equal(shown, total, where);
          if (total !== 0) assert.ok((shown ?? 0) > 0, where);
          compared++;
        }
      }
    }
    assert.ok(compared > 30, `${compared} states`);
    assert.deepEqual(files(), []);
  });

  it('reads on where deletes leave nothing of the first file', async () => {
    const table: SampleTable = {
      namespace: 'made',
      name: 'mostly_deleted',
      comment: '',
      owner: '',
      fields: [{ id: 1, name: 'id', required: true, type: { kind: 'primitive', name: 'long' } }],
      orderBy: 'id',
      steps: [
        { kind: 'append', at: '2026-01-01', rows: 'SELECT i AS id FROM range(3000) AS t(i)' },
        { kind: 'append', at: '2026-01-02', rows: 'SELECT i AS id FROM range(3000, 6000) AS t(i)' },
        { kind: 'delete', at: '2026-01-03', where: 'id < 5990' },
      ],
    };
    await writeTable(sql, table, `${folder}/lakehouse/made/mostly_deleted`, signal);
    const identifier = { namespace: ['made'], name: 'mostly_deleted' };
    const preview = await previewOf(identifier, undefined);
    const { rows } = await sql.rows(preview.sql);
    assert.deepEqual(
      rows.map(([id]) => Number(id)).sort((a, b) => a - b),
      Array.from({ length: 10 }, (_, i) => 5990 + i),
    );
    assert.equal(preview.isWhole, true);
    await preview.dispose();
  });

  it('has a thousand rows of a table of more, and says so', async () => {
    const identifier = { namespace: ['silver'], name: 'orders' };
    const preview = await previewOf(identifier, undefined);
    assert.equal((await sql.rows(preview.sql)).rows.length, previewRows);
    assert.equal(preview.isWhole, false);
    assert.equal(preview.files.read, preview.read.length);
    assert.ok(preview.fetched > 0);
    await preview.dispose();
  });

  it('stops fetching when it is cancelled, and leaves nothing behind', async () => {
    const abort = new AbortController();
    const io = new CountingIO();
    const range = io.readRange.bind(io);
    io.readRange = async (...args) => {
      abort.abort();
      return range(...args);
    };
    const { metadataLocation = '' } = await catalog.loadTable(
      { namespace: ['silver'], name: 'orders' },
      signal,
    );
    const metadata = await readMetadata(localFileIO, metadataLocation, signal);
    const request = { metadata, folder: metadata.location, version: { kind: 'current' } as const };
    await assert.rejects(
      previews.run(io, abort.signal, (tools) => icebergPreview(request, tools, abort.signal)),
      { name: 'AbortError' },
    );
    const before = io.reads.length;
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(io.reads.length, before);
    assert.deepEqual(files(), []);
  });

  it('ends where it would need more than it may', async () => {
    for (const limits of [
      { bytes: 2000, requests: 100, milliseconds: 60_000 },
      { bytes: 10 ** 7, requests: 2, milliseconds: 60_000 },
    ]) {
      const small = new Previews(sql, join(folder, 'small'), limits);
      await assert.rejects(previewOf({ namespace: ['silver'], name: 'orders' }, undefined, small), {
        name: 'CatalogError',
        code: 'limit',
      });
      small.dispose();
    }
  });
});

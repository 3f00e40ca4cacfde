import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileIO } from '../../../src/iceberg/fileIO.js';
import { findMetadata } from '../../../src/iceberg/findMetadata.js';
import { localFileIO } from '../../../src/iceberg/localFileIO.js';
import { decodeMetadata, parseMetadata } from '../../../src/iceberg/metadata.js';
import { planScan, type ScanPlan } from '../../../src/iceberg/scanPlan.js';
import { writeTable } from '../../../src/sample/writeTable.js';
import type { Predicate } from '../../../src/util/predicate.js';
import { TestDuckDb } from '../../support/duckDb.js';

const { signal } = new AbortController();

/** Two days a commit in two commits, and a delete in one of the days. */
const table = {
  namespace: 'sales',
  name: 'visits',
  comment: '',
  owner: '',
  fields: [
    { id: 1, name: 'seen', required: true, type: { kind: 'primitive', name: 'timestamp' } },
    { id: 2, name: 'id', required: true, type: { kind: 'primitive', name: 'long' } },
  ],
  partition: [{ sourceId: 1, name: 'seen_day', transform: 'day' }],
  orderBy: 'id',
  steps: [
    { kind: 'append', at: '2026-01-03', rows: rowsOf('2026-01-01', '2026-01-02') },
    { kind: 'append', at: '2026-01-05', rows: rowsOf('2026-01-03', '2026-01-04') },
    { kind: 'delete', at: '2026-01-06', where: `seen = TIMESTAMP '2026-01-02 12:00:00'` },
  ],
} as const;

function rowsOf(...days: readonly string[]): string {
  const rows = days.map((day, i) => `(TIMESTAMP '${day} 12:00:00', ${i}::BIGINT)`);
  return `SELECT * FROM (VALUES ${rows.join(', ')}) AS t(seen, id)`;
}

describe('a scan with a filter', () => {
  const duckdb = new TestDuckDb();
  let folder: string;
  let read: string[] = [];
  /** Notes which manifests are read. */
  const io: FileIO = {
    ...localFileIO,
    read: (location, given) => {
      read.push(location);
      return localFileIO.read(location, given);
    },
  };
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pruned-'));
    await writeTable(duckdb, table, folder, signal);
  });
  after(async () => {
    await duckdb.close();
    await rm(folder, { recursive: true, force: true });
  });

  const plan = async (filter?: Predicate): Promise<ScanPlan> => {
    const file = await findMetadata(localFileIO, folder, signal);
    const text = decodeMetadata(await localFileIO.read(file, signal), file);
    const metadata = parseMetadata(text, file);
    read = [];
    return planScan(io, { metadata, folder, version: { kind: 'current' }, filter }, signal);
  };
  const at = (operator: '=' | '>', text: string): Predicate => {
    return { kind: 'compare', column: ['seen'], operator, value: { type: 'timestamp', text } };
  };
  const cases: readonly (readonly [string, Predicate | undefined, number, number])[] = [
    ['nothing in particular reads all', undefined, 4, 1],
    ['one day reads its file', at('=', '2026-01-03 12:00:00'), 1, 0],
    ['a day with deletes reads them too', at('=', '2026-01-02 12:00:00'), 1, 1],
    ['later days read their files', at('>', '2026-01-02 10:00:00'), 3, 1],
    ['an hour without a row reads nothing', at('=', '2026-01-03 10:00:00'), 0, 0],
    ['a day that is not there reads nothing', at('>', '2026-02-01'), 0, 0],
    ['no row at all reads nothing', { kind: 'nothing' }, 0, 0],
  ];
  for (const [title, filter, data, deletes] of cases) {
    it(`for ${title}`, async () => {
      const { dataFiles, positionDeletes, counts } = await plan(filter);
      assert.deepEqual([dataFiles.length, positionDeletes.length], [data, deletes]);
      assert.equal(counts.dataFiles, 4);
    });
  }

  it('reads no manifest where no row is wanted', async () => {
    await plan({ kind: 'nothing' });
    assert.equal(read.length, 1, 'the manifest list');
    await plan();
    assert.equal(read.length, 4);
  });

  it('stops between manifests when it is aborted', async () => {
    const controller = new AbortController();
    const file = await findMetadata(localFileIO, folder, signal);
    const metadata = parseMetadata(
      decodeMetadata(await localFileIO.read(file, signal), file),
      file,
    );
    const aborting: FileIO = {
      ...localFileIO,
      read: (location) => {
        if (!location.includes('/snap-')) controller.abort();
        return localFileIO.read(location, signal);
      },
    };
    const request = { metadata, folder, version: { kind: 'current' } } as const;
    await assert.rejects(planScan(aborting, request, controller.signal), { name: 'AbortError' });
  });

  it('does not look whether its data files are there', async () => {
    const [day] = await readdir(`${folder}/data`);
    await rm(`${folder}/data/${day ?? ''}`, { recursive: true });
    assert.equal((await plan()).dataFiles.length, 4);
  });
});

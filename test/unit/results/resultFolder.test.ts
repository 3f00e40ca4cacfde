import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { promises } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ResultFolder } from '../../../src/results/resultFolder.js';
import type { StoredResult } from '../../../src/results/storedResult.js';

describe('the folder of results', () => {
  let folder: ResultFolder;
  before(async () => {
    folder = new ResultFolder(await mkdtemp(join(tmpdir(), 'lakehouse-folder-')));
  });
  after(() => rm(folder.path, { recursive: true, force: true }));

  async function add(notebook: string | undefined, rows: number): Promise<StoredResult> {
    const origin = notebook === undefined ? undefined : { notebook, cell: '1', statement: 0 };
    const file = join(folder.path, `${randomUUID()}.duckdb`);
    await writeFile(file, '');
    const result: StoredResult = {
      id: folder.newId(origin),
      columns: [],
      rows,
      createdAt: rows,
      ...(origin === undefined ? {} : { origin }),
    };
    await folder.add(file, result);
    return result;
  }

  /** How many files `use` reads. */
  async function countReads(use: () => Promise<unknown>): Promise<number> {
    const { readFile } = promises;
    let reads = 0;
    promises.readFile = ((...args: Parameters<typeof readFile>) => {
      reads++;
      return readFile(...args);
    }) as typeof readFile;
    syncBuiltinESMExports();
    try {
      await use();
    } finally {
      promises.readFile = readFile;
      syncBuiltinESMExports();
    }
    return reads;
  }

  it('finds the results of a notebook among thousands without reading the others', async () => {
    await Promise.all(Array.from({ length: 3000 }, (_, i) => add(`file:///other${i % 7}.sql`, i)));
    await add(undefined, 1);
    const own = [await add('file:///mine.sql', 7), await add('file:///mine.sql', 8)];
    let found: readonly StoredResult[] = [];
    const reads = await countReads(async () => {
      found = await folder.ofNotebook('file:///mine.sql');
    });
    assert.deepEqual(
      Array.from(found).sort((a, b) => a.rows - b.rows),
      own,
    );
    assert.equal(reads, 2);
  });

  it('has no results of a notebook that gave none', async () => {
    assert.deepEqual(await folder.ofNotebook('file:///none.sql'), []);
  });

  it('finds a result by its id, and none that was removed', async () => {
    const result = await add('file:///one.sql', 3);
    assert.deepEqual(await folder.find(result.id), result);
    await folder.remove(result.id);
    assert.equal(await folder.find(result.id), undefined);
  });
});

import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ResultStore } from '../../../../src/results/resultStore.js';
import { cleanUp } from '../../../../src/results/storage/cleanUp.js';
import { nothingKept } from '../../../../src/results/storage/limits.js';
import { WorkspaceStorage } from '../../../../src/results/storage/workspaceStorage.js';
import type { StoredResult } from '../../../../src/results/storedResult.js';
import { sortedView, wholeView } from '../../../../src/results/view.js';
import { useDuckDb } from '../../../support/useDuckDb.js';

describe('the results of two windows on one workspace', () => {
  const { signal } = new AbortController();
  const one = useDuckDb();
  const other = useDuckDb();
  const root = join(one.folder, 'workspaces');
  const first = openWindow(one.duckdb);
  const second = openWindow(other.duckdb);
  after(() => {
    for (const { storage } of [first, second]) storage.dispose();
  });

  function openWindow(duckdb: typeof one.duckdb) {
    const storage = new WorkspaceStorage(root, 'file:///shop');
    const results = new ResultStore(duckdb, storage.results, { use: storage });
    return { duckdb, storage, results };
  }
  type Window = typeof first;

  function add({ results }: Window, notebook: string): Promise<StoredResult> {
    async function* pages() {
      yield await Promise.resolve(Array.from({ length: 30_000 }, (_, i) => [String(i)]));
    }
    const columns = [{ name: 'n', type: 'varchar' }];
    const origin = { notebook, cell: '1', statement: 0 };
    return results.add({ kind: 'rows', columns, pages: pages() }, signal, origin);
  }

  function cleanAll({ storage, results }: Window) {
    const close = (id: string): Promise<void> => results.close(id);
    return cleanUp({ storage, limits: nothingKept, now: Date.now(), close });
  }

  async function lastRow({ results }: Window, result: StoredResult): Promise<string | undefined> {
    const view = sortedView([{ column: 0, descending: true }]);
    const { rows } = await results.window(result, { offset: 29_999, limit: 1, view }, signal);
    return rows[0]?.[0] ?? undefined;
  }

  it('makes nothing before there is one', async () => {
    assert.deepEqual(await first.results.ofNotebook('file:///a.sql'), []);
    assert.equal(await first.results.find('none'), undefined);
    await cleanAll(first);
    assert.equal(existsSync(root), false);
  });

  it('stay while the notebook is open, in the other window too', async () => {
    const mine = await add(first, 'file:///mine.sql');
    const theirs = await add(second, 'file:///theirs.sql');
    assert.equal(await lastRow(first, mine), '0');
    assert.equal(await lastRow(second, theirs), '0');
    for (const window of [first, second]) {
      assert.deepEqual(await cleanAll(window), { results: 0, bytes: 0 });
    }
    first.results.releaseNotebook('file:///theirs.sql');
    first.results.releaseNotebook('file:///mine.sql');
    const freed = await cleanAll(first);
    assert.equal(freed.results, 1);
    assert.ok(freed.bytes > 0);
    assert.equal(await first.results.find(mine.id), undefined);
    assert.deepEqual(
      readdirSync(first.storage.results).filter((name) => name.startsWith(mine.id)),
      [],
    );
    assert.equal(await lastRow(second, theirs), '0');
  });

  it('stay when they are shown again, and go when a new run has taken their place', async () => {
    const old = await add(first, 'file:///again.sql');
    first.results.releaseNotebook('file:///again.sql');
    const [found] = await first.results.ofNotebook('file:///again.sql');
    assert.deepEqual(found, old);
    await first.results.window(old, { offset: 0, limit: 1, view: wholeView }, signal);
    await cleanAll(first);
    await cleanAll(second);
    assert.deepEqual(await first.results.find(old.id), old);
    first.results.release(old.id);
    const next = await add(first, 'file:///again.sql');
    assert.equal((await cleanAll(second)).results, 1);
    assert.equal(await second.results.find(old.id), undefined);
    assert.deepEqual(await first.results.find(next.id), next);
  });

  it('hold nothing of a query but its result', async () => {
    const held = [...first.storage.held];
    const { id } = await add(first, 'file:///one.sql');
    assert.deepEqual([...first.storage.held], [...held, id]);
    await first.results.remove(id);
    assert.deepEqual([...first.storage.held], held);
  });
});

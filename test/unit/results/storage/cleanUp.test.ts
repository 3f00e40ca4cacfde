import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cleanUp, clear, removable } from '../../../../src/results/storage/cleanUp.js';
import { toLimits } from '../../../../src/results/storage/limits.js';
import { WorkspaceStorage } from '../../../../src/results/storage/workspaceStorage.js';

const day = 86_400_000;
const gigabyte = 1e9;
const copyKey = '0123456789abcdef';

describe('the clean-up of stored results', () => {
  const now = Date.now();
  let temp: string;
  let root: string;
  let windows: WorkspaceStorage[];

  beforeEach(() => {
    temp = mkdtempSync(join(tmpdir(), 'lakehouse-clean-'));
    root = join(temp, 'workspaces');
    windows = [];
  });
  afterEach(() => {
    for (const window of windows) window.dispose();
    rmSync(temp, { recursive: true, force: true });
  });

  /** A window on a workspace; by default on a folder that is there. */
  function open(workspace: string | undefined = pathToFileURL(temp).href): WorkspaceStorage {
    const window = new WorkspaceStorage(root, workspace);
    windows.push(window);
    return window;
  }

  /** A window that has ended in the middle of its work: its lease is left, and no more alive. */
  async function kill(window: WorkspaceStorage, id: string): Promise<void> {
    await window.hold(id);
    const old = (now - 2 * day) / 1000;
    const leases = join(window.folder, 'windows');
    for (const name of readdirSync(leases)) utimesSync(join(leases, name), old, old);
  }

  /** Files as the store names them, of so many bytes each. */
  function write(
    { results }: WorkspaceStorage,
    id: string,
    { days = 0, bytes = 1000, ends = ['json', 'duckdb'] } = {},
  ): void {
    mkdirSync(results, { recursive: true });
    const at = (now - days * day) / 1000;
    for (const end of ends) {
      const file = join(results, `${id}.${end}`);
      writeFileSync(file, Buffer.alloc(bytes));
      utimesSync(file, at, at);
    }
  }

  function left(...of: WorkspaceStorage[]): readonly string[] {
    return of
      .flatMap(({ results }) => (existsSync(results) ? readdirSync(results) : []))
      .filter((name) => !name.endsWith('.json'))
      .sort();
  }

  function run(storage: WorkspaceStorage, maxAgeMs = 14 * day, maxBytes = 4 * gigabyte) {
    const close = () => Promise.resolve();
    return cleanUp({ storage, limits: { maxAgeMs, maxBytes }, now, close });
  }

  it('removes what is too old, also what a query left that ended in its middle', async () => {
    const window = open();
    write(window, 'old', { days: 15 });
    write(window, 'new', { days: 13 });
    write(window, 'part', { days: 15, ends: ['csv'] });
    assert.deepEqual(await run(window), { results: 2, bytes: 3000 });
    assert.deepEqual(left(window), ['new.duckdb']);
  });

  it('finds a result no younger for a copy of one of its views', async () => {
    const window = open();
    write(window, 'old', { days: 15 });
    write(window, 'old', { days: 0, ends: [`${copyKey}.duckdb`] });
    await run(window);
    assert.deepEqual(left(window), []);
  });

  it('removes copies first, then the oldest results of all workspaces, until it is enough', async () => {
    const [one, two] = [open('vscode-vfs://github/a'), open('vscode-remote://b/c')];
    const copy = `${copyKey}.duckdb`;
    write(one, 'a', { days: 4, ends: ['duckdb'] });
    write(two, 'b', { days: 3, ends: ['duckdb', copy] });
    write(one, 'c', { days: 2, ends: ['duckdb'] });
    write(two, 'd', { days: 1, ends: ['duckdb', copy] });
    const steps = [
      [6000, ['a.duckdb', `b.${copy}`, 'b.duckdb', 'c.duckdb', `d.${copy}`, 'd.duckdb']],
      [5999, ['a.duckdb', 'b.duckdb', 'c.duckdb', `d.${copy}`, 'd.duckdb']],
      [4000, ['a.duckdb', 'b.duckdb', 'c.duckdb', 'd.duckdb']],
      [2500, ['c.duckdb', 'd.duckdb']],
      [0, []],
    ] as const;
    for (const [maxBytes, expected] of steps) {
      await run(one, Infinity, maxBytes);
      assert.deepEqual(left(one, two), [...expected].sort(), String(maxBytes));
    }
  });

  it('lets stay what this or another window uses, and counts it', async () => {
    const [mine, same, other] = [open(), open(), open('file:///elsewhere/else')];
    for (const [window, id] of [
      [mine, 'mine'],
      [same, 'same'],
      [other, 'other'],
    ] as const) {
      await window.hold(id);
      write(window, id, { days: 100, ends: ['duckdb', `${copyKey}.duckdb`] });
    }
    write(mine, 'unused');
    assert.deepEqual(await run(mine, 14 * day, 6000), { results: 1, bytes: 2000 });
    const kept = ['mine', 'same', 'other'].flatMap((id) => [
      `${id}.duckdb`,
      `${id}.${copyKey}.duckdb`,
    ]);
    assert.deepEqual(left(mine, other), kept.sort());
    mine.release((id) => id === 'mine');
    await run(mine);
    assert.deepEqual(left(mine, other), kept.filter((name) => !name.startsWith('mine')).sort());
  });

  it('heeds a window until its lease has not been renewed for an hour', async () => {
    const [mine, other] = [open(), open()];
    await kill(other, 'a');
    write(other, 'a', { days: 100 });
    await run(mine);
    assert.deepEqual(left(mine), []);
    assert.deepEqual(readdirSync(join(mine.folder, 'windows')), []);
  });

  it('is told of a result before it is there, and no more when the window is closed', async () => {
    const [mine, other] = [open(), open()];
    await Promise.all(['a', 'b', 'c'].map((id) => other.hold(id)));
    for (const id of ['a', 'b', 'c']) write(other, id, { days: 100 });
    await run(mine);
    assert.equal(left(mine).length, 3);
    other.dispose();
    await run(mine);
    assert.deepEqual(left(mine), []);
  });

  it('counts only what it could remove, and goes on after what it could not', async () => {
    const window = open();
    write(window, 'a', { days: 20 });
    write(window, 'b', { days: 20 });
    const close = (id: string): Promise<void> => {
      if (id === 'a') void window.hold('a'); // It is used again at this moment.
      return Promise.resolve();
    };
    const freed = await cleanUp({ storage: window, limits: toLimits(14, 4), now, close });
    assert.deepEqual(freed, { results: 1, bytes: 2000 });
    assert.deepEqual(left(window), ['a.duckdb']);
  });

  it('clears all that no window uses, and has said how much that is', async () => {
    const [mine, other] = [open(), open('file:///elsewhere/else')];
    await other.hold('used');
    for (const id of ['used', 'unused']) write(other, id);
    write(mine, 'unused too', { ends: ['json', 'duckdb', `${copyKey}.duckdb`] });
    write(mine, 'empty', { bytes: 0 });
    const amount = await removable(mine, now);
    assert.deepEqual(amount, { results: 3, bytes: 5000 });
    const close = () => Promise.resolve();
    assert.deepEqual(await clear({ storage: mine, now, close }), amount);
    assert.deepEqual(left(mine, other), ['used.duckdb']);
    assert.deepEqual(await removable(mine, now), { results: 0, bytes: 0 });
  });

  describe('looks whether the workspace of a folder is still there', () => {
    const cases: [title: string, uri: () => string, isKept: boolean][] = [
      ['a folder that is there', () => pathToFileURL(temp).href, true],
      ['a folder that was removed', () => pathToFileURL(join(temp, 'gone')).href, false],
      [
        'a folder with spaces and signs that was removed',
        () => pathToFileURL(join(temp, 'a b#%é')).href,
        false,
      ],
      [
        'a workspace file that was removed',
        () => pathToFileURL(join(temp, 'x.code-workspace')).href,
        false,
      ],
      [
        'a folder on a drive that is not mounted',
        () => pathToFileURL(join(temp, 'drive', 'gone')).href,
        true,
      ],
      ['a drive that is not mounted', () => 'file:///mnt/no-such-drive-of-lakehouse', true],
      ['a folder on another machine', () => 'file://server/share/gone', true],
      ['a remote folder', () => 'vscode-remote://ssh-remote%2Bhost/gone', true],
      ['a virtual folder', () => 'vscode-vfs://github/gone/gone', true],
      ['no folder', () => '', true],
      ['no path', () => 'file:///a%2Fb', true],
    ];
    for (const [title, uri, isKept] of cases) {
      it(`${isKept ? 'keeps' : 'removes'} the results of ${title}`, async () => {
        const ended = open(uri() === '' ? undefined : uri());
        await kill(ended, 'a');
        write(ended, 'a', { days: 1 });
        const freed = await run(open('file:///own'));
        assert.deepEqual(freed, isKept ? { results: 0, bytes: 0 } : { results: 1, bytes: 2000 });
        assert.equal(existsSync(ended.folder), isKept);
      });
    }

    it('keeps what a window holds of it, and its own', async () => {
      const gone = pathToFileURL(join(temp, 'gone')).href;
      const [held, own] = [open(gone), open(`${gone}2`)];
      for (const window of [held, own]) {
        await window.hold('a');
        window.release(() => true);
        write(window, 'b', { days: 1 });
      }
      own.dispose();
      await run(own);
      assert.deepEqual(left(held, own), ['b.duckdb', 'b.duckdb']);
    });

    it('keeps a folder whose mark can not be read, while it has results', async () => {
      const ended = open(pathToFileURL(join(temp, 'gone')).href);
      await kill(ended, 'a');
      writeFileSync(join(ended.folder, 'workspace.json'), '{"uri":');
      write(ended, 'a', { days: 1 });
      await run(open('file:///own'));
      assert.deepEqual(left(ended), ['a.duckdb']);
      await run(open('file:///own'), 0);
      assert.equal(existsSync(ended.folder), false);
    });
  });

  it('is none where nothing is stored, and makes nothing', async () => {
    assert.deepEqual(await run(open()), { results: 0, bytes: 0 });
    assert.equal(existsSync(root), false);
  });
});

describe('the limits of what is stored', () => {
  const cases: [days: unknown, size: unknown, maxAgeMs: number, maxBytes: number][] = [
    [14, 4, 14 * day, 4 * gigabyte],
    [2.5, 0.5, 2.5 * day, 0.5 * gigabyte],
    [0, 0, day, 0.1 * gigabyte],
    [-3, -1, day, 0.1 * gigabyte],
    [undefined, null, 14 * day, 4 * gigabyte],
    ['3', {}, 14 * day, 4 * gigabyte],
    [NaN, NaN, 14 * day, 4 * gigabyte],
  ];
  for (const [days, size, maxAgeMs, maxBytes] of cases) {
    it(`of ${String(days)} days and ${String(size)} GB`, () => {
      assert.deepEqual(toLimits(days, size), { maxAgeMs, maxBytes });
    });
  }
});

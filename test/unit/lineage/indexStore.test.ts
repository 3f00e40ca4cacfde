import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KnownTable } from '../../../src/lineage/knownTables.js';
import type { LineageFile } from '../../../src/lineage/lineageFile.js';
import { OpenIndex } from '../../../src/lineage/openIndex.js';
import { sqlOfFile } from '../../../src/lineage/sqlOfFile.js';
import { edgesText } from '../../support/lineageText.js';
import { testParser } from '../../support/sqlParser.js';

const scope = { connection: 'sample', dialect: 'duckdb' } as const;
const x = { dataset: { namespace: 'lakehouse:sample', name: 't' }, field: 'x' };

function file(name: string, text: string): LineageFile {
  const found = sqlOfFile(`file:///w/${name}`, text, scope);
  assert.ok(found !== undefined);
  return found;
}

const names = ['a.sql', 'b.sql', 'c.sql'];

describe('an index on disk', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lakehouse-index-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (key = 'k'): Promise<OpenIndex> =>
    OpenIndex.open(await testParser(), { folder, key });

  /** Three files with stamps `1`, written. */
  const write = async (): Promise<OpenIndex> => {
    const opened = await open();
    names.forEach((name, at) => {
      opened.index.update(file(name, `INSERT INTO t (x) SELECT c${at} FROM u`), '1');
    });
    await opened.save();
    return opened;
  };
  const stamps = (stamp: string): readonly { readonly uri: string; readonly stamp: string }[] =>
    names.map((name) => ({ uri: `file:///w/${name}`, stamp }));

  it('says what it said, and needs no file to be read that is as it was', async () => {
    const before = await write();
    const after = await open();
    assert.deepEqual(after.index.match(stamps('1')), []);
    assert.deepEqual(
      edgesText(after.index.upstream(x)).toSorted(),
      edgesText(before.index.upstream(x)).toSorted(),
    );
    assert.equal(after.index.upstream(x).length, 3);
    const u = { namespace: 'lakehouse:sample', name: 'u' };
    assert.deepEqual(
      after.index.mentionsOf(u).map(({ at }) => at.span),
      before.index.mentionsOf(u).map(({ at }) => at.span),
    );
  });

  it('names the files that are others, new or open with changes, and forgets those that are gone', async () => {
    await write();
    const { index } = await open();
    const [a, b] = stamps('1');
    assert.ok(a !== undefined && b !== undefined);
    assert.deepEqual(
      index.match([a, { ...b, stamp: '2' }, { uri: 'file:///w/d.sql', stamp: '1' }]),
      ['file:///w/b.sql', 'file:///w/d.sql'],
    );
    assert.equal(index.upstream(x).length, 2);
    assert.deepEqual(index.match([{ uri: a.uri }, b]), [a.uri]);
  });

  it('keeps what the catalogs said, and asks again for what is old', async () => {
    const first = await open();
    const table: KnownTable = {
      kind: 'table',
      connection: 'sample',
      name: ['s', 'u'],
      dataset: { namespace: 'file', name: '/lake/s/u' },
      columns: [{ name: 'a', type: 'long' }],
      rows: 9007199254740993n,
    };
    first.putTables([table, { kind: 'missing', connection: 'sample', name: ['t'] }]);
    await first.save();
    const { index, agedTables } = await open().then((opened) => ({
      index: opened.index,
      agedTables: opened.agedTables(),
    }));
    const { at, ...known } = index.known.find(table) ?? { at: 0 };
    assert.deepEqual(known, table);
    assert.ok((at ?? 0) > 0);
    assert.equal(index.known.find({ connection: 'sample', name: ['t'] })?.kind, 'missing');
    assert.deepEqual(agedTables, []);
  });

  it('reads a file again that was read before the catalogs answered', async () => {
    const first = await open();
    first.index.update(file('a.sql', 'INSERT INTO s.t SELECT * FROM s.u'), '1');
    const table = {
      connection: 'sample',
      name: ['s', 'u'],
      dataset: { namespace: 'file', name: '/lake/s/u' },
      columns: [{ name: 'a', type: 'long' }],
    };
    assert.deepEqual(first.putTables([{ kind: 'table', ...table }]).stale, ['file:///w/a.sql']);
    await first.save();
    const { index } = await open();
    assert.deepEqual(index.match([{ uri: 'file:///w/a.sql', stamp: '1' }]), ['file:///w/a.sql']);
  });

  it('is thrown away where it is of another version or of other connections', async () => {
    await write();
    const { index } = await open('other');
    assert.equal(index.match(stamps('1')).length, 3);
    assert.deepEqual(readdirSync(folder), []);
  });

  const damages: readonly (readonly [string, (content: Buffer) => Buffer])[] = [
    ['cut', (content) => content.subarray(0, content.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    ['a header alone', (content) => content.subarray(0, content.indexOf('\n') + 1)],
    ['noise', (content) => Buffer.alloc(content.length, 0xa5)],
    [
      'one byte wrong',
      (content) => {
        const other = Buffer.from(content);
        other[other.length - 9] = (other[other.length - 9] ?? 0) ^ 1;
        return other;
      },
    ],
  ];
  for (const [what, damage] of damages) {
    it(`loses no more than the part that is damaged: ${what}`, async () => {
      await write();
      const [first = ''] = readdirSync(folder);
      const path = join(folder, first);
      const inIt = names.length - (await withoutFile(path, open));
      await write();
      writeFileSync(path, damage(readFileSync(path)));
      const { index } = await open();
      assert.equal(index.match(stamps('1')).length, inIt);
      assert.ok(!readdirSync(folder).includes(first));
    });
  }

  it('leaves a half-written file out of account, and takes it away', async () => {
    await write();
    writeFileSync(join(folder, '.draft'), 'half');
    assert.deepEqual((await open()).index.match(stamps('1')), []);
    assert.ok(!readdirSync(folder).includes('.draft'));
  });

  it('says that it could not be written, and writes the next time', async () => {
    const place = join(folder, 'no-folder');
    writeFileSync(place, '');
    const opened = await OpenIndex.open(await testParser(), { folder: place, key: 'k' });
    opened.index.update(file('a.sql', 'INSERT INTO t (x) SELECT a FROM u'), '1');
    await assert.rejects(opened.save());
    rmSync(place);
    await opened.save();
    const again = await OpenIndex.open(await testParser(), { folder: place, key: 'k' });
    assert.equal(again.index.upstream(x).length, 1);
  });
});

/** How many of the workspace's files are known without one of the store's. */
async function withoutFile(path: string, open: () => Promise<OpenIndex>): Promise<number> {
  rmSync(path);
  return (await open()).index.upstream(x).length;
}

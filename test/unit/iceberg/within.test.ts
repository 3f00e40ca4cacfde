import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localFileIO } from '../../../src/iceberg/localFileIO.js';
import { within } from '../../../src/iceberg/within.js';

const { signal } = new AbortController();

describe('the files below a folder', () => {
  let folder: string;
  let root: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'within-'));
    root = join(folder, 'lake');
    await mkdir(join(root, 'table'), { recursive: true });
    await mkdir(join(folder, 'lakeside'));
    for (const path of ['lake/table/a.txt', 'lake/..b.txt', 'secret.txt', 'lakeside/c.txt']) {
      await writeFile(join(folder, path), path);
    }
    await symlink(join(folder, 'secret.txt'), join(root, 'link.txt'));
    await symlink(folder, join(root, 'up'));
    await symlink(join(root, 'table'), join(root, 'again'));
    await symlink(join(folder, 'gone'), join(root, 'dangling'));
    await symlink(root, join(folder, 'alias'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const read = async (location: string, from = root): Promise<string> =>
    new TextDecoder().decode(await within(from, localFileIO).read(location, signal));

  const inside = [
    'table/a.txt',
    'table/../table/a.txt',
    'again/a.txt',
    '..b.txt',
    'up/lake/..b.txt',
  ];
  for (const path of inside) {
    it(`are read: ${path}`, async () => {
      assert.match(await read(`${root}/${path}`), /^lake\//);
      assert.match(await read(`file://${root}/${path}`), /^lake\//);
    });
  }

  it('are read where the folder is a link, by either name', async () => {
    const alias = join(folder, 'alias');
    assert.equal(await read(`${alias}/table/a.txt`, alias), 'lake/table/a.txt');
    assert.equal(await read(`${root}/table/a.txt`, alias), 'lake/table/a.txt');
    assert.equal(await read(`${alias}/table/a.txt`), 'lake/table/a.txt');
  });

  const outside = [
    '../secret.txt',
    'table/../../secret.txt',
    'link.txt',
    'up/secret.txt',
    'up/lakeside/c.txt',
    '../lakeside/c.txt',
    '../not/there.txt',
    'up/not/there.txt',
    // `..` counts before links, for DuckDB as well as for us.
    'again/../../secret.txt',
  ];
  for (const path of outside) {
    it(`are all that is read, not ${path}`, async () => {
      const io = within(root, localFileIO);
      const location = `${root}/${path}`;
      const refused = {
        name: 'IcebergError',
        code: 'access-denied',
        message: `${location}: it lies outside of ${root}`,
      };
      await assert.rejects(io.read(location, signal), refused);
      await assert.rejects(io.readRange(location, 0, 1, signal), refused);
      await assert.rejects(io.list(location, signal), refused);
      await assert.rejects(io.size(location, signal), refused);
      await assert.rejects(io.realPath(location, signal), refused);
    });
  }

  it('are not there where there is nothing, also behind a link', async () => {
    const io = within(root, localFileIO);
    assert.equal(await io.size(`${root}/table/none.txt`, signal), undefined);
    await assert.rejects(io.read(`${root}/dangling`, signal), { code: 'not-found' });
  });

  it('are of this machine', async () => {
    const io = within(root, localFileIO);
    for (const location of ['s3://bucket/a.txt', 'https://example.com/a.txt']) {
      const refused = {
        code: 'unsupported',
        message: `${location}: not a location on this machine`,
      };
      await assert.rejects(io.read(location, signal), refused);
      await assert.rejects(io.size(location, signal), refused);
    }
  });
});

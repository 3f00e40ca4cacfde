import assert from 'node:assert/strict';
import {
  cp,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalCatalog } from '../../../src/catalog/local/localCatalog.js';
import { localFileIO } from '../../../src/iceberg/localFileIO.js';
import { makeSmallLakehouse, type SmallLakehouse } from '../../support/smallLakehouse.js';

const { signal } = new AbortController();
const orders = { namespace: ['sales'], name: 'orders' };

describe('a table with a broken file', () => {
  let lakehouse: SmallLakehouse;
  let folder: string;
  before(async () => {
    lakehouse = await makeSmallLakehouse();
  });
  after(() => lakehouse.remove());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'broken-'));
    await cp(`${lakehouse.folder}/sales/orders`, `${folder}/sales/orders`, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const read = async (): Promise<readonly (readonly (string | null)[])[]> => {
    const catalog = new LocalCatalog('local', folder, localFileIO, lakehouse.duckdb);
    const { sql } = await catalog.relation(orders, {}, signal);
    return (await lakehouse.duckdb.rows(`SELECT id FROM (${sql}) ORDER BY id`)).rows;
  };
  const inFolder = async (part: 'metadata' | 'data', like: RegExp): Promise<string> => {
    const path = `${folder}/sales/orders/${part}`;
    const names = (await readdir(path)).filter((name) => like.test(name)).sort();
    return `${path}/${names.at(-1) ?? ''}`;
  };
  const edit = async (path: string, change: (text: string) => string): Promise<void> => {
    const before = await readFile(path, 'utf8');
    const after = change(before);
    assert.notEqual(after, before);
    await writeFile(path, after);
  };
  /** Leaves a link to the same file elsewhere, which is good but for its place. */
  const linkAway = async (path: string): Promise<void> => {
    const other = `${lakehouse.folder}${path.slice(folder.length)}`;
    await rm(path);
    await symlink(other, path);
  };
  const manifestLists = async (): Promise<readonly string[]> => {
    const path = `${folder}/sales/orders/metadata`;
    const names = (await readdir(path)).filter((name) => name.startsWith('snap-'));
    return names.map((name) => `${path}/${name}`);
  };
  const metadata = (): Promise<string> => inFolder('metadata', /^v3\.metadata\.json$/);

  it('is read where it was copied to, although its metadata name the old place', async () => {
    await rename(`${lakehouse.folder}/sales/orders`, `${lakehouse.folder}/sales/orders-away`);
    try {
      assert.deepEqual(await read(), [['0'], ['2'], ['3'], ['4'], ['6']]);
    } finally {
      await rename(`${lakehouse.folder}/sales/orders-away`, `${lakehouse.folder}/sales/orders`);
    }
  });

  it('is read from S3 locations after it was copied here', async () => {
    const old = `${lakehouse.folder}/sales/orders`;
    await edit(await metadata(), (text) => text.replaceAll(old, 's3://bucket/orders'));
    // The manifests, too, name the place of their table; these still name another.
    await assert.rejects(read(), {
      code: 'access-denied',
      message: new RegExp(`sales/orders/metadata/.*\\.avro: it lies outside of ${folder}$`),
    });
  });

  it('takes the newest metadata where the hint is old, damaged or missing', async () => {
    const hint = `${folder}/sales/orders/metadata/version-hint.text`;
    for (const text of ['1', 'x', '']) {
      await writeFile(hint, text);
      assert.equal((await read()).length, 5);
    }
    await rm(hint);
    assert.equal((await read()).length, 5);
  });

  const broken: readonly {
    readonly title: string;
    readonly spoil: () => Promise<void>;
    readonly code: string;
    readonly says: RegExp;
  }[] = [
    {
      title: 'metadata that end in the middle',
      spoil: async () => truncate(await metadata(), 300),
      code: 'syntax',
      says: /v3\.metadata\.json: not JSON/,
    },
    {
      title: 'a manifest list that is cut',
      spoil: async () => {
        for (const path of await manifestLists()) {
          await truncate(path, (await readFile(path)).length - 20);
        }
      },
      code: 'syntax',
      says: /snap-\d+\.avro: the Avro file is cut off/,
    },
    {
      title: 'a manifest list that is gone',
      spoil: async () => {
        for (const path of await manifestLists()) await rm(path);
      },
      code: 'not-found',
      says: /snap-\d+\.avro: no such file/,
    },
    {
      title: 'a manifest that is cut by one byte',
      spoil: async () => {
        const path = await inFolder('metadata', /-m0\.avro$/);
        await truncate(path, (await readFile(path)).length - 1);
      },
      code: 'syntax',
      says: /-m0\.avro: the file is cut off: it has \d+ of \d+ bytes/,
    },
    {
      title: 'a data file that is gone',
      spoil: async () => rm(await inFolder('data', /-data\.parquet$/)),
      code: 'not-found',
      says: /-data\.parquet: a data file of the table is missing/,
    },
    {
      title: 'a data file that is cut',
      spoil: async () => truncate(await inFolder('data', /-data\.parquet$/), 100),
      code: 'syntax',
      says: /-data\.parquet: the file is cut off: it has 100 of \d+ bytes/,
    },
    {
      title: 'a delete file that is gone',
      spoil: async () => rm(await inFolder('data', /-deletes\.parquet$/)),
      code: 'not-found',
      says: /-deletes\.parquet: a data file of the table is missing/,
    },
    {
      title: 'a data file that is a link out of the lakehouse',
      spoil: async () => linkAway(await inFolder('data', /-data\.parquet$/)),
      code: 'access-denied',
      says: /-data\.parquet: it lies outside of /,
    },
    {
      title: 'a delete file that is a link out of the lakehouse',
      spoil: async () => linkAway(await inFolder('data', /-deletes\.parquet$/)),
      code: 'access-denied',
      says: /-deletes\.parquet: it lies outside of /,
    },
    {
      title: 'metadata that are a link out of the lakehouse',
      spoil: async () => linkAway(await metadata()),
      code: 'access-denied',
      says: /v3\.metadata\.json: it lies outside of /,
    },
    {
      title: 'a data file without field ids, which would end DuckDB',
      spoil: async () => {
        const path = await inFolder('data', /-data\.parquet$/);
        const filler = Array.from({ length: 200 }, (_, i) => `'${i}' AS f${i}`).join(', ');
        await lakehouse.duckdb.run(
          `COPY (SELECT 1 AS id, ${filler}) TO '${path}' (FORMAT parquet)`,
        );
      },
      code: 'limit',
      says: /-data\.parquet: a data file without field ids/,
    },
  ];
  for (const { title, spoil, code, says } of broken) {
    it(`names the file and the fault: ${title}`, async () => {
      await spoil();
      await assert.rejects(read(), { name: 'CatalogError', code, message: says });
      // DuckDB is as well as before.
      assert.deepEqual((await lakehouse.duckdb.rows('SELECT 1')).rows, [['1']]);
    });
  }
});

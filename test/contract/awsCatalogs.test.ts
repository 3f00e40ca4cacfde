import assert from 'node:assert/strict';
import { GlueClient } from '@aws-sdk/client-glue';
import { LakeFormationClient } from '@aws-sdk/client-lakeformation';
import { S3Client } from '@aws-sdk/client-s3';
import { S3TablesClient } from '@aws-sdk/client-s3tables';
import { allPages } from '../../src/catalog/allPages.js';
import { offers, type TablePermissions } from '../../src/catalog/capabilities.js';
import type { Catalog } from '../../src/catalog/catalog.js';
import { AwsCatalogs } from '../../src/connections/aws/awsCatalogs.js';
import { s3FileIO } from '../../src/connections/aws/s3FileIO.js';
import { startAwsEmulator, startS3TablesEmulator } from '../support/servers/awsEmulator.js';
import { motoContent, testCredentials } from '../support/servers/moto.js';
import type { Fault } from '../support/servers/proxy/rule.js';
import { calling } from '../support/servers/serviceCaller.js';
import { useServer } from '../support/servers/useServer.js';

describe('the catalogs of an account, by emulators (moto, MiniStack) behind the proxy, with stubs of Glue', () => {
  const moto = useServer('moto behind the proxy', () => startAwsEmulator());
  const ministack = useServer('MiniStack behind the proxy', () =>
    startS3TablesEmulator({ pageSize: 1 }),
  );
  const { signal } = new AbortController();
  beforeEach(() => {
    moto().reset();
    ministack().reset();
  });

  const open = (catalogId?: string): AwsCatalogs => {
    const config = { region: motoContent.region, credentials: testCredentials, maxAttempts: 1 };
    const s3 = new S3Client({ ...config, endpoint: moto().endpoint, forcePathStyle: true });
    return new AwsCatalogs({
      glue: calling(new GlueClient({ ...config, endpoint: moto().endpoint })),
      s3Tables: calling(new S3TablesClient({ ...config, endpoint: ministack().endpoint })),
      lakeFormation: calling(new LakeFormationClient({ ...config, endpoint: moto().endpoint })),
      io: s3FileIO(calling(s3)),
      readOnly: false,
      ...(catalogId === undefined ? {} : { catalogId }),
    });
  };
  const listed = async (catalogs: AwsCatalogs): Promise<readonly (readonly Catalog[])[]> => {
    const pages: (readonly Catalog[])[] = [];
    for await (const page of allPages((token) => catalogs.list(token, signal))) pages.push(page);
    return pages;
  };
  const names = (pages: readonly (readonly Catalog[])[]): readonly (readonly string[])[] =>
    pages.map((page) => page.map(({ name }) => name));

  it('are listed page by page, each table bucket once', async () => {
    assert.deepEqual(names(await listed(open())), [
      ['AwsDataCatalog'],
      ['s3tablescatalog/lake'],
      ['s3tablescatalog/other'],
      ['warehouse'],
    ]);
  });

  it('begin with the own one of Glue, without any request', async () => {
    const { items } = await open().list(undefined, signal);
    assert.deepEqual(
      items.map(({ name }) => name),
      ['AwsDataCatalog'],
    );
    assert.equal(moto().log.length + ministack().log.length, 0);
  });

  it('are the same objects every time', async () => {
    const catalogs = open();
    const [first, second] = [await listed(catalogs), await listed(catalogs)];
    assert.ok(first.flat().every((catalog, index) => catalog === second.flat()[index]));
  });

  describe('of S3 Tables', () => {
    const orders = { namespace: ['sales'], name: 'orders' };
    const catalogId = '123456789012:s3tablescatalog/lake';
    const body = { Table: { Name: 'orders', DatabaseName: 'sales', CatalogId: catalogId } };
    const permissions = async (fault: Fault): Promise<TablePermissions | undefined> => {
      const bucket = (await listed(open()))
        .flat()
        .find(({ name }) => name === 's3tablescatalog/lake');
      assert.ok(bucket && offers(bucket, 'permissions') && offers(bucket, 'maintenance'));
      moto().reset([{ operation: 'GetTable', fault }]);
      return bucket.permissions(orders, signal);
    };

    it('say what Lake Formation says of a table, by its name in Glue (stub)', async () => {
      const found = await permissions({ kind: 'stub', body });
      assert.deepEqual(found?.privileges, ['SELECT']);
      assert.equal(found.source, 'Lake Formation');
      const asked = moto().log.find(({ operation }) => operation === 'GetTable');
      assert.equal(asked?.input['CatalogId'], catalogId);
    });

    it('know nothing of what may be done with one that Glue does not have (proxy)', async () => {
      const unknown = { kind: 'error', name: 'EntityNotFoundException' } as const;
      assert.equal(await permissions(unknown), undefined);
      const down = { kind: 'error', name: 'InternalServiceException', status: 500 } as const;
      await assert.rejects(permissions(down), { code: 'unavailable' });
    });
  });

  const failures = [
    { title: 'denied', name: 'AccessDeniedException', status: 403, code: 'access-denied' },
    { title: 'down', name: 'InternalServerErrorException', status: 500, code: 'unavailable' },
  ];
  for (const { title, code, ...error } of failures) {
    it(`S3 Tables that is ${title} is one catalog that says so, and its buckets come by Glue`, async () => {
      const fault = { kind: 'error', ...error } as const;
      ministack().reset([{ operation: 'ListTableBuckets', skip: 1, fault }]);
      const catalogs = open();
      assert.deepEqual(names(await listed(catalogs)), [
        ['AwsDataCatalog'],
        ['s3tablescatalog/lake'],
        ['S3 Tables'],
        ['s3tablescatalog/other', 'warehouse'],
      ]);
      ministack().reset([{ operation: 'ListTableBuckets', fault }]);
      const pages = await listed(catalogs);
      assert.deepEqual(names(pages).slice(1), [
        ['S3 Tables'],
        ['s3tablescatalog/lake', 's3tablescatalog/other', 'warehouse'],
      ]);
      assert.equal(pages[1]?.[0]?.failure?.code, code);
    });
  }

  it('Glue that does not say which it has is one catalog that says so', async () => {
    const fault = { kind: 'error', name: 'AccessDeniedException' } as const;
    moto().reset([{ operation: 'GetCatalogs', fault }]);
    const pages = await listed(open());
    assert.deepEqual(names(pages).flat(), [
      'AwsDataCatalog',
      's3tablescatalog/lake',
      's3tablescatalog/other',
      'Glue catalogs',
    ]);
    assert.equal(pages.at(-1)?.[0]?.failure?.code, 'access-denied');
  });

  it('fail where the credentials have expired, which is wrong with all of them', async () => {
    const fault = { kind: 'error', name: 'ExpiredTokenException' } as const;
    ministack().reset([{ operation: 'ListTableBuckets', fault }]);
    await assert.rejects(listed(open()), { code: 'expired-credentials' });
  });

  it('of another account are those inside its own one', async () => {
    const catalogs = open(motoContent.partner);
    assert.deepEqual((await listed(catalogs)).length, 2);
    const parents = moto().log.map(({ input }) => input['ParentCatalogId']);
    assert.deepEqual(parents, [motoContent.partner]);
    const [own] = (await catalogs.list(undefined, signal)).items;
    assert.deepEqual((await own?.listNamespaces([], undefined, signal))?.items, [['partner']]);
  });

  it('inside the own one are asked for by their id in every call', async () => {
    ministack().reset([{ operation: 'ListTableBuckets', fault: { kind: 'reset' } }]);
    const all = (await listed(open())).flat();
    const lake = all.find(({ name }) => name === 's3tablescatalog/lake');
    assert.ok(lake !== undefined);
    moto().reset();
    const table = { namespace: ['sales'], name: 'orders' };
    assert.deepEqual((await lake.listNamespaces([], undefined, signal)).items, [['sales']]);
    const tables = await lake.listTables(['sales'], undefined, signal);
    assert.deepEqual(
      tables.items.map(({ identifier }) => identifier),
      [table],
    );
    assert.deepEqual((await lake.loadTable(table, signal)).dataset, {
      namespace: `arn:aws:glue:us-east-1:${motoContent.nestedCatalog}`,
      name: 'table/sales/orders',
    });
    const ids = new Set(moto().log.map(({ input }) => input['CatalogId']));
    assert.deepEqual([...ids], [motoContent.nestedCatalog]);
  });

  it('of Redshift have columns, and say what only Redshift has', async () => {
    const columns = [{ Name: 'id', Type: 'bigint' }];
    const body = { Table: { Name: 'sales', StorageDescriptor: { Columns: columns } } };
    moto().reset([{ operation: 'GetTable', fault: { kind: 'stub', body } }]);
    const warehouse = (await listed(open())).flat().find(({ name }) => name === 'warehouse');
    const table = await warehouse?.loadTable({ namespace: ['public'], name: 'sales' }, signal);
    assert.deepEqual(
      table?.columns.map(({ name }) => name),
      ['id'],
    );
    assert.equal(table.incomplete?.code, 'limit');
    assert.match(table.incomplete.message, /Redshift/);
    assert.equal(moto().log.at(-1)?.input['CatalogId'], '123456789012:warehouse');
  });
});

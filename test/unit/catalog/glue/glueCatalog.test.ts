import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { GlueClient } from '@aws-sdk/client-glue';
import type { HttpRequest } from '@smithy/core/protocols';
import { offers } from '../../../../src/catalog/capabilities.js';
import { GlueCatalog } from '../../../../src/catalog/glue/glueCatalog.js';
import { localFileIO } from '../../../../src/iceberg/localFileIO.js';
import { calling } from '../../../support/servers/serviceCaller.js';

const { signal } = new AbortController();
const orders = { namespace: ['sales'], name: 'orders' };

type Answers = Readonly<Record<string, readonly object[]>>;

/** A catalog whose service gives these answers to each of its operations, one after the other. */
function open(answers: Answers): { readonly catalog: GlueCatalog; readonly asked: string[] } {
  const asked: string[] = [];
  const client = new GlueClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: {
      handle: ({ headers }: HttpRequest) => {
        const operation = headers['x-amz-target']?.replace('AWSGlue.', '') ?? '';
        const before = asked.filter((name) => name === operation).length;
        asked.push(operation);
        const text = JSON.stringify(answers[operation]?.[before] ?? {});
        const body = Readable.from([Buffer.from(text)]);
        return Promise.resolve({ response: { statusCode: 200, headers: {}, body } });
      },
    },
  });
  return {
    catalog: new GlueCatalog({ name: 'glue', call: calling(client), io: localFileIO }),
    asked,
  };
}

describe('a catalog of Glue, by answers of its service', () => {
  it('does not say that an Iceberg table has no snapshots whose metadata it can not find', async () => {
    const table = { Name: 'orders', Parameters: { table_type: 'ICEBERG' } };
    const { catalog } = open({ GetTable: Array.from({ length: 6 }, () => ({ Table: table })) });
    const failure = { code: 'limit', message: /where the metadata of this Iceberg table are$/ };
    await assert.rejects(catalog.listSnapshots(orders, signal), failure);
    await assert.rejects(catalog.listRefs(orders, signal), failure);
    await assert.rejects(catalog.listSchemas(orders, signal), failure);
    await assert.rejects(catalog.listPartitions(orders, undefined, signal), failure);
    await assert.rejects(catalog.listFiles(orders, undefined, signal), failure);
    await assert.rejects(catalog.preview(orders, undefined, signal), failure);
  });

  const found = [
    { Name: 'orders', DatabaseName: 'sales', CatalogId: '111111111111' },
    { Name: 'shared', DatabaseName: 'sales', CatalogId: '222222222222' },
  ];
  it('knows its account by the first page of databases that is not empty', async () => {
    const { catalog, asked } = open({
      SearchTables: [{ TableList: found }],
      GetDatabases: [
        { DatabaseList: [], NextToken: 'more' },
        { DatabaseList: [{ Name: 'sales', CatalogId: '111111111111' }], NextToken: 'more yet' },
      ],
    });
    assert.ok(offers(catalog, 'searchTables'));
    const { items } = await catalog.searchTables('o', undefined, signal);
    assert.deepEqual(
      items.map(({ identifier: { name } }) => name),
      ['orders'],
    );
    assert.deepEqual(asked, ['SearchTables', 'GetDatabases', 'GetDatabases']);
  });

  it('leaves out nothing that it found where nothing says whose it is', async () => {
    const { catalog } = open({
      SearchTables: [{ TableList: found }],
      GetDatabases: [{ DatabaseList: [] }],
    });
    assert.ok(offers(catalog, 'searchTables'));
    assert.equal((await catalog.searchTables('o', undefined, signal)).items.length, 2);
  });
});

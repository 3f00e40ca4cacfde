import assert from 'node:assert/strict';
import { GetTablesCommand, GlueClient, paginateGetDatabases } from '@aws-sdk/client-glue';
import { startFastCatalog } from '../support/servers/fastCatalog.js';
import { testCredentials } from '../support/servers/moto.js';
import { useServer } from '../support/servers/useServer.js';

describe('the fast double of Glue and of a REST catalog', () => {
  const fast = useServer('the fast double', () =>
    startFastCatalog({ tables: 100_000, namespaces: 250, delayMs: 0 }),
  );
  const glue = (): GlueClient =>
    new GlueClient({
      endpoint: fast().endpoint,
      region: 'us-east-1',
      credentials: testCredentials,
      maxAttempts: 1,
    });

  it('pages Glue, and counts what it was asked', async () => {
    const sizes: number[] = [];
    for await (const { DatabaseList } of paginateGetDatabases({ client: glue() }, {})) {
      sizes.push(DatabaseList?.length ?? 0);
    }
    assert.deepEqual(sizes, [100, 100, 50]);
    const { big } = fast();
    const last = new GetTablesCommand({ DatabaseName: big, NextToken: '99900' });
    const { TableList = [], NextToken } = await glue().send(last);
    assert.deepEqual([TableList.length, NextToken], [100, undefined]);
    assert.equal(TableList.at(-1)?.Name, 'table_099999');
    assert.equal(TableList[0]?.StorageDescriptor?.Columns?.length, 20);
    assert.deepEqual(await fast().requests(), { GetDatabases: 3, GetTables: 1 });
    await assert.rejects(glue().send(new GetTablesCommand({ DatabaseName: 'nope' })), {
      name: 'EntityNotFoundException',
    });
  });

  it('pages as a REST catalog', async () => {
    const first = await get('/v1/namespaces/big/tables?pageSize=500');
    assert.match(first, /"name":"table_000099"\}\],"next-page-token":"100"\}$/);
    const last = await get('/v1/namespaces?pageToken=200');
    assert.match(last, /\["ns_00249"\]\],"next-page-token":null\}$/);
  });

  async function get(path: string): Promise<string> {
    return (await fetch(`${fast().endpoint}${path}`)).text();
  }
});

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetCatalogsCommand,
  GetDatabasesCommand,
  type GetDatabasesCommandOutput,
  GetPartitionsCommand,
  GetTableCommand,
  GetTablesCommand,
  GlueClient,
  ListSchemasCommand,
  paginateGetTables,
} from '@aws-sdk/client-glue';
import {
  GetTableMaintenanceJobStatusCommand,
  ListTablesCommand,
  S3TablesClient,
} from '@aws-sdk/client-s3tables';
import { startAwsEmulator, startS3TablesEmulator } from '../support/servers/awsEmulator.js';
import { miniStackContent } from '../support/servers/miniStack.js';
import { motoContent, testCredentials } from '../support/servers/moto.js';
import type { Rule } from '../support/servers/proxy/rule.js';
import { useServer } from '../support/servers/useServer.js';

const { showroom, region } = motoContent;
const tables = { DatabaseName: 'many' };

describe('moto behind the proxy', () => {
  const aws = useServer('moto behind the proxy', startAwsEmulator);
  const glue = (where: string = showroom): GlueClient =>
    new GlueClient({
      endpoint: aws().endpoint,
      region: where,
      credentials: testCredentials,
      maxAttempts: 1,
    });
  beforeEach(() => {
    aws().reset();
  });

  it('gives pages as large as those of AWS, and refuses a token of another list', async () => {
    const { pages, next } = await allTables();
    assert.deepEqual(pages, [100, 100, 50]);
    await assert.rejects(
      glue().send(new GetTablesCommand({ DatabaseName: 'oddities', NextToken: next })),
      { name: 'InvalidInputException' },
    );
    const partitions = { DatabaseName: 'formats', TableName: 'many_partitions' };
    const { Partitions = [], NextToken } = await glue().send(new GetPartitionsCommand(partitions));
    assert.deepEqual([Partitions.length, NextToken !== undefined], [1000, true]);
    assert.equal(
      (await glue().send(new GetDatabasesCommand({ MaxResults: 3 }))).DatabaseList?.length,
      3,
    );
  });

  async function allTables(): Promise<{ pages: readonly number[]; next: string | undefined }> {
    const pages: number[] = [];
    let next: string | undefined;
    for await (const page of paginateGetTables({ client: glue() }, { ...tables })) {
      pages.push(page.TableList?.length ?? 0);
      next = page.NextToken ?? next;
    }
    return { pages, next };
  }

  it('gives only the members of tables that it is asked for', async () => {
    const command = new GetTablesCommand({ ...tables, AttributesToGet: ['NAME'], MaxResults: 1 });
    assert.deepEqual((await glue().send(command)).TableList, [{ Name: 't_000' }]);
  });

  const catalogs = [
    { CatalogId: undefined, database: 'sales', id: motoContent.account },
    { CatalogId: motoContent.account, database: 'sales', id: motoContent.account },
    { CatalogId: motoContent.partner, database: 'partner', id: motoContent.partner },
    { CatalogId: motoContent.nestedCatalog, database: 'sales', id: motoContent.nestedCatalog },
  ];
  for (const { CatalogId, database, id } of catalogs) {
    it(`has the content of the catalog ${CatalogId ?? 'that is not named'}`, async () => {
      const answer: GetDatabasesCommandOutput = await glue(region).send(
        new GetDatabasesCommand({ CatalogId }),
      );
      const found = answer.DatabaseList?.find(({ Name }) => Name === database);
      assert.equal(found?.CatalogId, id);
    });
  }

  it('has no content of a catalog that is not there', async () => {
    const command = new GetTablesCommand({ DatabaseName: 'sales', CatalogId: '999999999999' });
    await assert.rejects(glue(region).send(command), { name: 'EntityNotFoundException' });
  });

  it('answers an operation that neither moto nor a stub has as AWS would', async () => {
    await assert.rejects(glue().send(new ListSchemasCommand({})), {
      name: 'UnknownOperationException',
    });
  });

  it('answers by stubs, by what is asked', async () => {
    const names = async (ParentCatalogId?: string): Promise<readonly string[] | undefined> => {
      const { CatalogList } = await glue().send(new GetCatalogsCommand({ ParentCatalogId }));
      return CatalogList?.map(({ Name = '' }) => Name);
    };
    assert.deepEqual(await names(), ['s3tablescatalog', 'warehouse']);
    assert.deepEqual(await names('123456789012:s3tablescatalog'), ['lake', 'other']);
  });

  const failures: readonly { title: string; rule: Rule; error: object }[] = [
    {
      title: 'a refused database of ten',
      rule: {
        operation: 'GetTables',
        where: { DatabaseName: 'team_03' },
        fault: { kind: 'error', name: 'AccessDeniedException' },
      },
      error: { name: 'AccessDeniedException' },
    },
    {
      title: 'HTML',
      rule: {
        operation: 'GetTables',
        fault: { kind: 'answer', status: 502, contentType: 'text/html', body: '<h1>Bad</h1>' },
      },
      error: { name: 'SyntaxError' },
    },
    {
      title: 'a reset',
      rule: { operation: 'GetTables', fault: { kind: 'reset' } },
      error: { code: 'ECONNRESET' },
    },
    {
      title: 'a cut body',
      rule: { operation: 'GetTables', fault: { kind: 'cut', bytes: 20 } },
      error: { code: 'ECONNRESET' },
    },
  ];
  for (const { title, rule, error } of failures) {
    it(`plays ${title}, and lets the rest through`, async () => {
      aws().reset([rule]);
      await assert.rejects(glue().send(new GetTablesCommand({ DatabaseName: 'team_03' })), error);
      await glue().send(new GetTableCommand({ DatabaseName: 'team_03', Name: 'plans' }));
      assert.deepEqual(
        aws().log.map(({ operation, fault, aborted }) => [operation, fault, aborted]),
        [
          ['GetTables', rule.fault.kind, false],
          ['GetTable', undefined, false],
        ],
      );
    });
  }

  it('plays an expired token in the middle of a listing, once', async () => {
    const fault = { kind: 'error', name: 'ExpiredTokenException' } as const;
    aws().reset([{ operation: 'GetTables', skip: 1, times: 1, fault }]);
    await assert.rejects(allTables(), { name: 'ExpiredTokenException' });
    assert.deepEqual((await allTables()).pages, [100, 100, 50]);
  });

  it('plays an empty page with a token', async () => {
    aws().reset([{ operation: 'GetTables', skip: 1, times: 1, fault: { kind: 'emptyPage' } }]);
    assert.deepEqual((await allTables()).pages, [100, 0, 100, 50]);
  });

  it('plays a token that repeats', async () => {
    aws().reset([{ operation: 'GetTables', fault: { kind: 'repeatedToken' } }]);
    const first = await glue().send(new GetTablesCommand(tables));
    const { NextToken } = first;
    const second = await glue().send(new GetTablesCommand({ ...tables, NextToken }));
    assert.ok(NextToken !== undefined);
    assert.equal(second.NextToken, NextToken);
  });

  for (const fault of [{ kind: 'hang' }, { kind: 'slow', bytes: 10, everyMs: 20 }] as const) {
    it(`sees that a client hung up (${fault.kind})`, async () => {
      aws().reset([{ operation: 'GetTables', fault }]);
      const abort = new AbortController();
      const asked = glue().send(new GetTablesCommand(tables), { abortSignal: abort.signal });
      const failed = assert.rejects(asked, { name: 'AbortError' });
      while (aws().log.length === 0) await sleep(5);
      abort.abort();
      await failed;
      while (aws().log[0]?.aborted !== true) await sleep(5);
      assert.equal(aws().log.length, 1);
    });
  }
});

describe('MiniStack behind the proxy', () => {
  const aws = useServer('MiniStack behind the proxy', () => startS3TablesEmulator({ pageSize: 2 }));
  const { region: where, bucketArn: tableBucketARN, icebergPath } = miniStackContent;
  const client = (): S3TablesClient =>
    new S3TablesClient({
      endpoint: aws().endpoint,
      region: where,
      credentials: testCredentials,
      maxAttempts: 1,
    });

  it('gives tables in pages', async () => {
    const list = { tableBucketARN, namespace: 'sales' };
    const first = await client().send(new ListTablesCommand(list));
    const { continuationToken } = first;
    const last = await client().send(new ListTablesCommand({ ...list, continuationToken }));
    const names = [first, last].map(({ tables }) => tables?.map(({ name }) => name));
    assert.deepEqual(names, [['orders', 'returns'], ['broken']]);
    assert.equal(last.continuationToken, undefined);
    const wrong = { ...list, namespace: 'scratch', continuationToken };
    await assert.rejects(client().send(new ListTablesCommand(wrong)), {
      name: 'BadRequestException',
    });
  });

  it('gives tables of its REST catalog in pages, where it is asked to', async () => {
    const warehouse = encodeURIComponent(tableBucketARN);
    const uri = `${aws().endpoint}${icebergPath}/v1/${warehouse}/namespaces/sales/tables`;
    const ask = async (query: string): Promise<string> => (await fetch(`${uri}${query}`)).text();
    const first = await ask('?pageSize=1');
    const token = /"next-page-token":"([^"]+)"/.exec(first)?.[1] ?? '';
    assert.match(first, /"orders"/);
    assert.match(await ask(`?pageSize=1&pageToken=${token}`), /"returns"/);
    assert.match(await ask(''), /"orders".*"returns".*"broken"/);
    assert.deepEqual(
      new Set(
        aws()
          .log.slice(-3)
          .map(({ operation }) => operation),
      ),
      new Set(['listTables']),
    );
  });

  it('answers by stubs how maintenance went', async () => {
    const command = new GetTableMaintenanceJobStatusCommand({
      tableBucketARN,
      namespace: 'sales',
      name: 'orders',
    });
    const { status } = await client().send(command);
    assert.equal(status?.icebergCompaction?.status, 'Successful');
    assert.equal(
      status.icebergUnreferencedFileRemoval?.failureMessage,
      'The files could not be listed.',
    );
  });
});

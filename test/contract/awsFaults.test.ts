import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { allPages } from '../../src/catalog/allPages.js';
import type { Catalog, Page, PageToken, TableIdentifier } from '../../src/catalog/catalog.js';
import type { ErrorCode } from '../../src/util/errorCode.js';
import { onRetry } from '../../src/util/retries.js';
import {
  emulatorVariables,
  openAwsAt,
  ownCatalog,
  useEnvironment,
} from '../support/awsConnection.js';
import { startAwsEmulator, startS3TablesEmulator } from '../support/servers/awsEmulator.js';
import { miniStackContent } from '../support/servers/miniStack.js';
import { motoContent } from '../support/servers/moto.js';
import type { Fault } from '../support/servers/proxy/rule.js';
import { useServer } from '../support/servers/useServer.js';

/** `many` has 250 tables, `team_00` to `team_09` have one each. */
const team = ['team_03'];
const plans: TableIdentifier = { namespace: team, name: 'plans' };
const html = '<html><h1>Welcome to the hotel</h1></html>';
const json = 'application/x-amz-json-1.1';

/** How long silence is borne, in milliseconds: only where it is what is tested, it has to end soon. */
function patience(fault: Fault | undefined): number {
  const stops = fault?.kind === 'slow' && fault.everyMs > 1000;
  return fault?.kind === 'hang' || stops ? 1000 : 60_000;
}

describe('faults of AWS, by a proxy before an emulator (moto), in a connection', () => {
  const aws = useServer('moto behind the proxy', () => startAwsEmulator());
  useEnvironment(() => emulatorVariables(aws().endpoint));
  const { signal } = new AbortController();
  beforeEach(() => {
    aws().reset();
  });

  const glue = (fault?: Fault): Promise<Catalog> =>
    ownCatalog(openAwsAt(motoContent.showroom, patience(fault)));
  const asked = (operation: string): number =>
    aws().log.filter((entry) => entry.operation === operation).length;
  const error = (name: string, status = 400): Fault => ({ kind: 'error', name, status });
  const answer = (status: number, contentType: string, body: string): Fault => ({
    kind: 'answer',
    status,
    contentType,
    body,
  });

  const transient: readonly { title: string; fault: Fault }[] = [
    { title: 'throttling', fault: error('ThrottlingException') },
    { title: 'too many requests', fault: error('RequestLimitExceeded', 503) },
    { title: 'an internal failure', fault: error('InternalServiceException', 500) },
    { title: 'a bad gateway', fault: answer(502, 'text/html', html) },
    { title: 'a reset', fault: { kind: 'reset' } },
    { title: 'a body that is cut', fault: { kind: 'cut', bytes: 20 } },
    { title: 'no answer', fault: { kind: 'hang' } },
    { title: 'a body that stops', fault: { kind: 'slow', bytes: 20, everyMs: 60_000 } },
    {
      title: 'a source behind it that is busy',
      fault: error('FederationSourceRetryableException'),
    },
  ];
  for (const { title, fault } of transient) {
    it(`${title} is waited for, and who waits is told so`, async () => {
      aws().reset([{ operation: 'GetTables', times: 1, fault }]);
      const abort = new AbortController();
      const attempts: number[] = [];
      onRetry(abort.signal, ({ attempt }) => attempts.push(attempt));
      const { items } = await (await glue(fault)).listTables(team, undefined, abort.signal);
      assert.deepEqual(
        items.map(({ identifier }) => identifier),
        [plans],
      );
      assert.deepEqual(attempts, [2]);
    });
  }

  const lasting: readonly { title: string; fault: Fault; code: ErrorCode; requests: number }[] = [
    { title: 'throttling', fault: error('ThrottlingException'), code: 'throttled', requests: 4 },
    {
      title: 'a failure',
      fault: error('InternalServiceException', 500),
      code: 'unavailable',
      requests: 4,
    },
    { title: 'a reset', fault: { kind: 'reset' }, code: 'unavailable', requests: 4 },
    { title: 'no answer', fault: { kind: 'hang' }, code: 'unavailable', requests: 4 },
    {
      title: 'a busy source',
      fault: error('FederationSourceRetryableException'),
      code: 'unavailable',
      requests: 4,
    },
    {
      title: 'a refusal',
      fault: error('AccessDeniedException'),
      code: 'access-denied',
      requests: 1,
    },
    {
      title: 'a missing database',
      fault: error('EntityNotFoundException'),
      code: 'not-found',
      requests: 1,
    },
    {
      title: 'an unknown operation',
      fault: error('UnknownOperationException'),
      code: 'refused',
      requests: 1,
    },
    {
      title: 'expired credentials',
      fault: error('ExpiredTokenException'),
      code: 'expired-credentials',
      requests: 2,
    },
    {
      title: 'a captive portal',
      fault: answer(200, 'text/html', html),
      code: 'unavailable',
      requests: 1,
    },
    {
      title: 'half of a JSON text',
      fault: answer(200, json, '{"TableList": ['),
      code: 'unavailable',
      requests: 1,
    },
    {
      title: 'a list that is none',
      fault: answer(200, json, '{"TableList": 5}'),
      code: 'unavailable',
      requests: 1,
    },
    {
      title: 'tables that are none',
      fault: answer(200, json, '{"TableList": ["x", 7]}'),
      code: 'unavailable',
      requests: 1,
    },
    { title: 'a text', fault: answer(200, json, '"TableList"'), code: 'unavailable', requests: 1 },
  ];
  for (const { title, fault, code, requests } of lasting) {
    it(`${title} that lasts is ${code} for one database, and nothing to the others`, async () => {
      aws().reset([{ operation: 'GetTables', where: { DatabaseName: 'team_03' }, fault }]);
      const catalog = await glue(fault);
      const failing = catalog.listTables(team, undefined, signal);
      await assert.rejects(failing, { name: 'CatalogError', code });
      assert.equal(asked('GetTables'), requests);
      for (const database of ['team_02', 'team_04']) {
        const { items } = await catalog.listTables([database], undefined, signal);
        assert.equal(items.length, 1);
      }
      assert.equal((await catalog.loadTable(plans, signal)).columns.length, 1);
    });
  }

  const many = async (): Promise<readonly number[]> => {
    const catalog = await glue();
    const sizes: number[] = [];
    const list = (page: PageToken): Promise<Page<unknown>> =>
      catalog.listTables(['many'], page, signal);
    for await (const items of allPages(list)) sizes.push(items.length);
    return sizes;
  };

  it('credentials that expire in the middle of a listing are renewed once, and it goes on', async () => {
    const fault = error('ExpiredTokenException');
    aws().reset([{ operation: 'GetTables', skip: 1, times: 1, fault }]);
    assert.deepEqual(await many(), [100, 100, 50]);
    const statuses = aws().log.map(({ status }) => status);
    assert.deepEqual(statuses, [200, 400, 200, 200]);
  });

  it('throttling in the middle of a listing loses no page and gives none twice', async () => {
    const fault = error('ThrottlingException');
    aws().reset([{ operation: 'GetTables', skip: 1, times: 2, fault }]);
    assert.deepEqual(await many(), [100, 100, 50]);
  });

  it('a page without tables but with a token is not the last one', async () => {
    aws().reset([{ operation: 'GetTables', skip: 1, times: 1, fault: { kind: 'emptyPage' } }]);
    assert.deepEqual(await many(), [100, 0, 100, 50]);
  });

  it('a token that repeats ends the listing with a word', async () => {
    aws().reset([{ operation: 'GetTables', fault: { kind: 'repeatedToken' } }]);
    await assert.rejects(many(), { name: 'CatalogError', code: 'internal' });
    assert.equal(asked('GetTables'), 2);
  });

  it('a body that comes slowly comes', async () => {
    aws().reset([{ operation: 'GetTables', fault: { kind: 'slow', bytes: 200, everyMs: 5 } }]);
    const { items } = await (await glue()).listTables(team, undefined, signal);
    assert.equal(items.length, 1);
  });

  const cancelled: readonly { title: string; fault: Fault; requests: number }[] = [
    { title: 'while nothing answers', fault: { kind: 'hang' }, requests: 1 },
    { title: 'while a body comes', fault: { kind: 'slow', bytes: 5, everyMs: 10 }, requests: 1 },
    { title: 'while it is throttled', fault: error('ThrottlingException'), requests: 2 },
    {
      title: 'while a source is busy',
      fault: error('FederationSourceRetryableException'),
      requests: 2,
    },
  ];
  for (const { title, fault, requests } of cancelled) {
    it(`a listing that is cancelled ${title} sends no further request`, async () => {
      const other = { kind: 'error', name: 'ThrottlingException' } as const;
      aws().reset([
        { operation: 'GetTables', where: { DatabaseName: 'team_03' }, fault },
        { operation: 'GetTables', where: { DatabaseName: 'team_02' }, times: 3, fault: other },
      ]);
      const catalog = await glue();
      const abort = new AbortController();
      const failed = assert.rejects(catalog.listTables(team, undefined, abort.signal), {
        name: 'AbortError',
      });
      while (aws().log.length < requests) await sleep(5);
      abort.abort();
      await failed;
      const sent = aws().log.length;
      // One that waits three times for its next attempt is as late as one more of those would be.
      await catalog.listTables(['team_02'], undefined, signal);
      const later = aws().log.slice(sent);
      assert.deepEqual(
        later.map(({ input }) => input['DatabaseName']),
        Array(4).fill('team_02'),
      );
    });
  }

  it('names that lead nowhere, and a port that nobody listens at, are unavailable', async () => {
    const endpoint = process.env['AWS_ENDPOINT_URL'];
    for (const nowhere of ['http://nowhere.invalid', 'http://127.0.0.1:1']) {
      process.env['AWS_ENDPOINT_URL'] = nowhere;
      try {
        const listing = (await glue()).listNamespaces([], undefined, signal);
        await assert.rejects(listing, { name: 'CatalogError', code: 'unavailable' });
      } finally {
        process.env['AWS_ENDPOINT_URL'] = endpoint;
      }
    }
  });

  const odd: readonly { name: string; columns: readonly string[] | number }[] = [
    { name: 'nothing', columns: [] },
    { name: 'no_storage_descriptor', columns: [] },
    { name: 'no_columns', columns: [] },
    { name: 'no_location', columns: ['long'] },
    { name: 'no_type', columns: [''] },
    { name: 'iceberg_without_metadata', columns: ['long'] },
    { name: 'wide', columns: 5000 },
    { name: 'deep', columns: 1 },
    { name: 'cyclic', columns: ['struct<id: int, parent: cyclic>', 'cyclic'] },
    { name: 'unbalanced', columns: ['array<struct<a:int', 'struct<a:int>>', 'map<string', ''] },
  ];
  for (const { name, columns } of odd) {
    it(`the table ${name} is shown as far as it goes`, async () => {
      const identifier = { namespace: ['oddities'], name };
      const table = await (await glue()).loadTable(identifier, signal);
      if (typeof columns === 'number') assert.equal(table.columns.length, columns);
      else
        assert.deepEqual(
          table.columns.map(({ type }) => type),
          columns,
        );
    });
  }

  it('a table of Iceberg whose metadata are gone is not found, and its neighbours are', async () => {
    const catalog = await glue();
    const identifier = { namespace: ['oddities'], name: 'iceberg_gone' };
    await assert.rejects(catalog.loadTable(identifier, signal), { code: 'not-found' });
    const { items } = await catalog.listTables(['oddities'], undefined, signal);
    assert.ok(items.some((table) => table.identifier.name === 'iceberg_gone'));
  });
});

describe('faults of S3 Tables and S3, by a proxy before an emulator (MiniStack), in a connection', () => {
  const aws = useServer('MiniStack behind the proxy', () => startS3TablesEmulator({ pageSize: 2 }));
  useEnvironment(() => emulatorVariables(aws().endpoint));
  const { signal } = new AbortController();
  beforeEach(() => {
    aws().reset();
  });

  const lake = async (fault?: Fault): Promise<Catalog> => {
    const { listCatalogs } = openAwsAt(miniStackContent.region, patience(fault));
    const { items } = await listCatalogs('buckets', signal);
    const found = items.find(({ name }) => name === 's3tablescatalog/lake');
    assert.ok(found !== undefined);
    return found;
  };
  const orders = { namespace: ['sales'], name: 'orders' };

  const cases: readonly { title: string; fault: Fault; times?: number; code?: ErrorCode }[] = [
    {
      title: 'throttled once',
      fault: { kind: 'error', name: 'TooManyRequestsException', status: 429 },
      times: 1,
    },
    { title: 'cut once', fault: { kind: 'cut', bytes: 30 }, times: 1 },
    { title: 'silent once', fault: { kind: 'hang' }, times: 1 },
    { title: 'silent', fault: { kind: 'hang' }, code: 'unavailable' },
    {
      title: 'refused',
      fault: { kind: 'error', name: 'ForbiddenException', status: 403 },
      code: 'access-denied',
    },
    {
      title: 'HTML',
      fault: { kind: 'answer', status: 200, contentType: 'text/html', body: html },
      code: 'unavailable',
    },
    {
      title: 'of another shape',
      fault: { kind: 'answer', status: 200, contentType: 'application/json', body: '{"a": 1}' },
      code: 'unavailable',
    },
  ];
  for (const { title, code, ...rule } of cases) {
    it(`tables whose listing is ${title} are ${code ?? 'listed in the end'}`, async () => {
      const catalog = await lake(rule.fault);
      aws().reset([{ operation: 'ListTables', ...rule }]);
      const listing = catalog.listTables(['sales'], undefined, signal);
      if (code === undefined) assert.equal((await listing).items.length, 2);
      else await assert.rejects(listing, { name: 'CatalogError', code });
      assert.ok((await catalog.loadTable(orders, signal)).columns.length > 0);
    });
  }

  it('a token that repeats ends the listing of tables with a word', async () => {
    const catalog = await lake();
    aws().reset([{ operation: 'ListTables', fault: { kind: 'repeatedToken' } }]);
    const pages = allPages((page) => catalog.listTables(['sales'], page, signal));
    await assert.rejects(
      async () => {
        for await (const page of pages) assert.ok(page.length > 0);
      },
      { name: 'CatalogError', code: 'internal' },
    );
  });

  for (const fault of [
    { kind: 'cut', bytes: 300 },
    { kind: 'slow', bytes: 300, everyMs: 60_000 },
  ] as const) {
    it(`a file of S3 whose body is ${fault.kind} is read on from where it ended`, async () => {
      const catalog = await lake(fault);
      aws().reset([{ service: 's3', operation: 'GetObject', times: 2, fault }]);
      assert.equal((await catalog.loadTable(orders, signal)).columns.length, 2);
      const ranges = aws()
        .log.filter(({ operation }) => operation === 'GetObject')
        .map(({ headers }) => headers.range);
      assert.deepEqual(ranges, [undefined, 'bytes=300-', 'bytes=600-']);
    });
  }
});

import assert from 'node:assert/strict';
import { offers } from '../../../../src/catalog/capabilities.js';
import { CatalogError } from '../../../../src/catalog/catalog.js';
import { RestCatalog, type TableStorage } from '../../../../src/catalog/rest/restCatalog.js';
import { ConflictError, type RestRequest } from '../../../../src/catalog/restSend.js';
import { RestServer } from '../../../../src/catalog/restServer.js';
import { localFileIO } from '../../../../src/iceberg/localFileIO.js';
import type { ExactJson } from '../../../../src/util/exactJson.js';

type Answer = ExactJson | CatalogError;
type Answering = (request: RestRequest) => Answer;
type Answers = Readonly<Record<string, Answer | Answering>>;

function isAnswering(answer: Answer | Answering | undefined): answer is Answering {
  return typeof answer === 'function';
}

const namespaces = '/v1/namespaces';
const tables = `${namespaces}/sales/tables`;
const views = `${namespaces}/sales/views`;
const orders = { namespace: ['sales'], name: 'orders' };

const metadata = {
  'format-version': 2,
  'table-uuid': 'b55d9dda-6561-423a-8bfc-787980ce421f',
  location: 's3://lake/sales/orders',
  'last-updated-ms': 1767225600000,
  'current-schema-id': 0,
  schemas: [{ 'schema-id': 0, type: 'struct', fields: [] }],
  'default-spec-id': 0,
  'partition-specs': [{ 'spec-id': 0, fields: [] }],
  properties: { comment: 'old', 'tag.team': 'web' },
};
const missing = new CatalogError('not-found', 'there is none');

describe('a REST catalog', () => {
  const { signal } = new AbortController();

  function open(answers: Answers, options: { readonly warehouse?: string } = {}) {
    const requests: RestRequest[] = [];
    const storages: TableStorage[] = [];
    const send = async (request: RestRequest): Promise<ExactJson> => {
      requests.push(request);
      await Promise.resolve();
      const usual = request.path === '/v1/config' ? {} : missing;
      const answer = answers[request.path];
      const said = isAnswering(answer) ? answer(request) : answer === undefined ? usual : answer;
      if (said instanceof CatalogError) throw said;
      return said;
    };
    const server = new RestServer({ send, pageSize: 3, ...options });
    const io = (_location: string, storage: TableStorage) => {
      storages.push(storage);
      return localFileIO;
    };
    const catalog = new RestCatalog({ name: 'rest', server, io, pageSize: 3 });
    return { catalog, requests, storages };
  }

  const names = (...all: readonly string[]): ExactJson[] =>
    all.map((name) => ({ namespace: ['sales'], name }));
  const listed = async (catalog: RestCatalog, page?: string) => {
    const { items, next } = await catalog.listTables(['sales'], page, signal);
    return { items: items.map(({ identifier: { name }, kind }) => `${kind} ${name}`), next };
  };

  const configurations = [
    { title: 'nothing', config: {}, path: '/v1/namespaces/a%1Fb%20c/tables' },
    {
      title: 'a prefix with slashes and colons',
      config: { overrides: { prefix: '/catalogs/1:s3/' } },
      path: '/v1/catalogs/1:s3/namespaces/a%1Fb%20c/tables',
    },
    {
      title: 'a separator',
      config: { overrides: { 'namespace-separator': '%2E' } },
      path: '/v1/namespaces/a.b%20c/tables',
    },
    {
      title: 'a separator that is not encoded',
      config: { defaults: { 'namespace-separator': '%' } },
      path: '/v1/namespaces/a%25b%20c/tables',
    },
    {
      title: 'a default under what overrides it',
      config: { defaults: { prefix: 'x' }, overrides: { prefix: 'y' } },
      path: '/v1/y/namespaces/a%1Fb%20c/tables',
    },
  ];
  for (const { title, config, path } of configurations) {
    it(`asks where the configuration says: ${title}`, async () => {
      const { catalog, requests } = open(
        { '/v1/config': config, [path]: { identifiers: [] } },
        { warehouse: 'lake' },
      );
      await catalog.listTables(['a', 'b c'], undefined, signal);
      assert.deepEqual(
        requests.map((request) => [request.path, request.query]),
        [
          ['/v1/config', { warehouse: 'lake' }],
          [path, { pageSize: '3', pageToken: '' }],
        ],
      );
    });
  }

  it('takes what lies right below a namespace, also where a server gives all', async () => {
    const all = [['sales'], ['sales', 'eu'], ['sales', 'eu', 'north'], ['scratch']];
    const { catalog } = open({ [namespaces]: { namespaces: all } });
    const below = async (...parent: readonly string[]) =>
      (await catalog.listNamespaces(parent, undefined, signal)).items;
    assert.deepEqual(await below(), [['sales'], ['scratch']]);
    assert.deepEqual(await below('sales'), [['sales', 'eu']]);
    assert.deepEqual(await below('scratch'), []);
  });

  it('passes over empty pages', async () => {
    const { catalog, requests } = open({
      [tables]: ({ query = {} }) => {
        const page = Number(query['pageToken']);
        return page < 3
          ? { identifiers: [], 'next-page-token': String(page + 1) }
          : { identifiers: names('a') };
      },
    });
    assert.deepEqual(await listed(catalog), { items: ['table a'], next: undefined });
    assert.equal(requests.length, 5);
  });

  it('passes over no more of them than it can', async () => {
    let page = 0;
    const { catalog, requests } = open({
      [tables]: () => ({ identifiers: [], 'next-page-token': String(++page) }),
    });
    assert.notEqual((await listed(catalog)).next, undefined);
    assert.ok(requests.length < 30);
  });

  it('says so where a page names itself as the next one', async () => {
    const page = { identifiers: names('a'), 'next-page-token': 'x' };
    const { catalog } = open({ [tables]: page });
    const { next } = await listed(catalog);
    await assert.rejects(listed(catalog, next), {
      code: 'internal',
      message:
        /^the tables of sales: the service names a page as the next one that it gave before$/,
    });
  });

  const withViews = { endpoints: [`GET /v1/{prefix}/namespaces/{namespace}/views`] };

  it('fills a page with views, and goes on with them', async () => {
    const { catalog } = open({
      '/v1/config': withViews,
      [tables]: { identifiers: names('a', 'b') },
      [views]: ({ query = {} }) =>
        query['pageToken'] === ''
          ? { identifiers: names('v', 'w'), 'next-page-token': 'more' }
          : { identifiers: names('x') },
    });
    const first = await listed(catalog);
    assert.deepEqual(first.items, ['table a', 'table b', 'view v', 'view w']);
    assert.deepEqual(await listed(catalog, first.next), { items: ['view x'], next: undefined });
  });

  it('shows tables where views fail, and the failure after them', async () => {
    const { catalog } = open({
      '/v1/config': withViews,
      [tables]: { identifiers: names('a') },
      [views]: new CatalogError('access-denied', 'no views for you'),
    });
    const first = await listed(catalog);
    assert.deepEqual(first.items, ['table a']);
    await assert.rejects(listed(catalog, first.next), { code: 'access-denied' });
  });

  it('asks for no views where the server has none', async () => {
    const { catalog, requests } = open({ [tables]: { identifiers: names('a') } });
    assert.deepEqual(await listed(catalog), { items: ['table a'], next: undefined });
    await assert.rejects(catalog.loadTable({ ...orders, name: 'b' }, signal), {
      code: 'not-found',
    });
    assert.ok(!requests.some(({ path }) => path.includes('views')));
  });

  it('does not take a view that can not be read for one that is not there', async () => {
    const unavailable = new CatalogError('unavailable', 'come again');
    const { catalog } = open({ '/v1/config': withViews, [`${views}/orders`]: unavailable });
    await assert.rejects(catalog.loadTable(orders, signal), unavailable);
  });

  const wrong: readonly { readonly title: string; readonly answer: ExactJson }[] = [
    { title: 'a list', answer: [] },
    { title: 'nothing', answer: null },
    { title: 'no identifiers', answer: {} },
    { title: 'identifiers that are none', answer: { identifiers: ['a'] } },
    { title: 'a number for a token', answer: { identifiers: [], 'next-page-token': 7 } },
  ];
  for (const { title, answer } of wrong) {
    it(`says that an answer is wrong: ${title}`, async () => {
      const { catalog } = open({ [tables]: answer });
      await assert.rejects(listed(catalog), {
        name: 'CatalogError',
        code: 'syntax',
        message: /^the tables of sales/,
      });
    });
  }

  describe('with a table', () => {
    const table = `${tables}/orders`;
    const loaded = { metadata, config: { 'client.region': 'eu-west-1' } };
    const updates = 'POST /v1/{prefix}/namespaces/{namespace}/tables/{table}';

    it('offers to describe it once the server is known to take it', async () => {
      const { catalog } = open({ [table]: loaded });
      assert.ok(!offers(catalog, 'describe'));
      await catalog.loadTable(orders, signal);
      assert.ok(offers(catalog, 'describe'));
      const without = open({ '/v1/config': { endpoints: [] }, [table]: loaded });
      await without.catalog.loadTable(orders, signal);
      assert.ok(!offers(without.catalog, 'describe'));
    });

    const describing = async (conflicts: number) => {
      let left = conflicts;
      const opened = open({
        '/v1/config': { endpoints: [updates] },
        [table]: ({ body }) => {
          if (body === undefined || left-- <= 0) return loaded;
          return new ConflictError('somebody else was first');
        },
      });
      await opened.catalog.loadTable(orders, signal);
      assert.ok(offers(opened.catalog, 'describe'));
      const description = { comment: 'new', tags: { pii: 'no' } };
      const done = opened.catalog.describe(orders, description, signal);
      return { done, written: () => opened.requests.flatMap(({ body }) => body ?? []) };
    };

    it('writes what changes, if the table is still the same one', async () => {
      const { done, written } = await describing(0);
      await done;
      assert.deepEqual(written(), [
        {
          identifier: { namespace: ['sales'], name: 'orders' },
          requirements: [{ type: 'assert-table-uuid', uuid: metadata['table-uuid'] }],
          updates: [
            { action: 'set-properties', updates: { comment: 'new', 'tag.pii': 'no' } },
            { action: 'remove-properties', removals: ['tag.team'] },
          ],
        },
      ]);
    });

    it('reads it again where others write at the same time, a few times', async () => {
      const twice = await describing(2);
      await twice.done;
      assert.equal(twice.written().length, 3);
      const always = await describing(99);
      await assert.rejects(always.done, { name: 'CatalogError', code: 'refused' });
      assert.equal(always.written().length, 3);
    });

    const credentials = { 's3.access-key-id': 'A', 's3.secret-access-key': 'S' };
    const storageOf = async (answers: Answers) => {
      const { catalog, requests, storages } = open(answers);
      await catalog.listSnapshots(orders, signal);
      const [storage] = storages;
      assert.ok(storage);
      // To look at a table needs none.
      assert.ok(!requests.some(({ headers = {} }) => 'X-Iceberg-Access-Delegation' in headers));
      return { storage, requests };
    };

    it('asks for credentials with the table where the server has no other way', async () => {
      const { storage, requests } = await storageOf({
        '/v1/config': { defaults: { 's3.endpoint': 'https://s3.example' } },
        [table]: ({ headers = {} }) =>
          'X-Iceberg-Access-Delegation' in headers ? { metadata, config: credentials } : loaded,
      });
      const config = { 's3.endpoint': 'https://s3.example', 'client.region': 'eu-west-1' };
      assert.deepEqual(await storage(), { ...config, ...credentials });
      assert.equal(requests.at(-1)?.headers?.['X-Iceberg-Access-Delegation'], 'vended-credentials');
    });

    it('asks for credentials alone where the server has them, each time anew', async () => {
      let turn = 0;
      const endpoints = ['GET /v1/{prefix}/namespaces/{namespace}/tables/{table}/credentials'];
      const { storage } = await storageOf({
        '/v1/config': { endpoints },
        [table]: loaded,
        [`${table}/credentials`]: () => ({
          'storage-credentials': [
            { prefix: 's3://lake', config: { 's3.access-key-id': 'too wide' } },
            {
              prefix: 's3://lake/sales/',
              config: { ...credentials, 's3.session-token': String(++turn) },
            },
            { prefix: 's3://other', config: { 's3.access-key-id': 'elsewhere' } },
          ],
        }),
      });
      assert.equal((await storage())['s3.session-token'], '1');
      const second = await storage();
      assert.deepEqual([second['s3.session-token'], second['s3.access-key-id']], ['2', 'A']);
    });

    it('leaves it to the credentials of the user where the server knows of none', async () => {
      const { storage } = await storageOf({
        [table]: ({ headers = {} }) =>
          'X-Iceberg-Access-Delegation' in headers
            ? new CatalogError('syntax', 'what is a delegation?')
            : loaded,
      });
      assert.deepEqual(await storage(), { 'client.region': 'eu-west-1' });
    });

    it('does not read on its own what it is refused', async () => {
      const { storage } = await storageOf({
        [table]: ({ headers = {} }) =>
          'X-Iceberg-Access-Delegation' in headers
            ? new CatalogError('access-denied', 'no')
            : loaded,
      });
      await assert.rejects(storage(), { code: 'access-denied' });
    });

    it('loads one without columns, with 5,000 and with a type 200 deep', async () => {
      const field = (id: number, type: ExactJson) => ({
        id,
        name: `c${id}`,
        required: false,
        type,
      });
      let deep: ExactJson = 'long';
      for (let i = 0; i < 200; i++) {
        deep = { type: 'list', 'element-id': 10_000 + i, 'element-required': false, element: deep };
      }
      const wide = Array.from({ length: 5000 }, (_, i) => field(i + 1, 'string'));
      for (const fields of [[], wide, [field(1, deep)]]) {
        const schemas = [{ 'schema-id': 0, type: 'struct', fields }];
        const { catalog } = open({ [table]: { metadata: { ...metadata, schemas } } });
        const { columns } = await catalog.loadTable(orders, signal);
        assert.equal(columns.length, fields.length);
      }
    });
  });
});

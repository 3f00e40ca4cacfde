import assert from 'node:assert/strict';
import { offers } from '../../src/catalog/capabilities.js';
import { RestCatalog, type RestCatalogOptions } from '../../src/catalog/rest/restCatalog.js';
import { RestServer } from '../../src/catalog/restServer.js';
import { authorizer } from '../../src/connections/rest/authorize.js';
import { restSend } from '../../src/connections/rest/restSend.js';
import { tableFileIO } from '../../src/connections/rest/tableFileIO.js';
import { describeCatalog } from '../support/catalogContract.js';
import { startRestCatalog } from '../support/servers/restCatalog.js';
import { usePreviews } from '../support/usePreviews.js';
import { useServer } from '../support/servers/useServer.js';

const noSecret = () => Promise.reject(new Error('no secret is needed'));
const noS3 = () => {
  throw new Error('its tables lie on this machine');
};

describe("Iceberg's reference REST catalog (real server)", () => {
  const rest = useServer('the reference REST catalog', startRestCatalog);
  const { signal } = new AbortController();

  const { previews, duckdb } = usePreviews();

  const open = (pageSize: number, options: Partial<RestCatalogOptions> = {}): RestCatalog => {
    const uri = rest().endpoint;
    const secrets = { get: noSecret, forget: noSecret };
    const nobody = authorizer({ type: 'none' }, { uri, connection: 'rest', secrets });
    const server = new RestServer({ send: restSend(uri, nobody), pageSize });
    const io = tableFileIO(uri, noS3);
    return new RestCatalog({ name: 'rest', server, io, pageSize, previews, ...options });
  };

  describeCatalog('RestCatalog', () =>
    Promise.resolve({
      catalog: open(2),
      broken: 'unavailable',
      pages: true,
      nests: true,
      local: duckdb,
    }),
  );

  it('lists views after tables, and loads them', async () => {
    const { items, next } = await open(200).listTables(['sales', 'eu'], undefined, signal);
    assert.deepEqual(
      items.map(({ identifier: { name }, kind }) => `${kind} ${name}`),
      ['table returns', 'view big_orders'],
    );
    assert.equal(next, undefined);
    const [, view] = items;
    assert.ok(view);
    const { view: definition, comment } = await open(200).loadTable(view.identifier, signal);
    assert.equal(definition?.sql, 'SELECT id FROM sales.orders WHERE id > 3');
    assert.equal(comment, 'Orders after the third');
    assert.deepEqual(await open(200).listSnapshots(view.identifier, signal), []);
    assert.deepEqual(await open(200).listFiles(view.identifier, undefined, signal), []);
  });

  it('writes a description, and only what is said', async () => {
    const returns = { namespace: ['sales', 'eu'], name: 'returns' };
    const catalog = open(200);
    const before = await catalog.loadTable(returns, signal);
    assert.ok(offers(catalog, 'describe'));
    await catalog.describe(returns, { comment: 'What came back', tags: { pii: 'no' } }, signal);
    const after = await catalog.loadTable(returns, signal);
    assert.deepEqual([after.comment, after.tags], ['What came back', { pii: 'no' }]);
    assert.deepEqual(after.columns, before.columns);
    await catalog.describe(returns, { comment: '' }, signal);
    const { comment, tags } = await catalog.loadTable(returns, signal);
    assert.deepEqual([comment, tags], [undefined, { pii: 'no' }]);
    const { updatedAt } = await catalog.loadTable(returns, signal);
    await catalog.describe(returns, { tags: { pii: 'no' } }, signal);
    assert.equal((await catalog.loadTable(returns, signal)).updatedAt, updatedAt);
  });

  it('writes a description of a view', async () => {
    const bigOrders = { namespace: ['sales', 'eu'], name: 'big_orders' };
    const catalog = open(200);
    const { view } = await catalog.loadTable(bigOrders, signal);
    assert.ok(offers(catalog, 'describe'));
    await catalog.describe(bigOrders, { tags: { team: 'eu' } }, signal);
    const after = await catalog.loadTable(bigOrders, signal);
    assert.deepEqual(after.tags, { team: 'eu' });
    assert.deepEqual(after.view, view);
  });

  it('offers to write nothing where nothing may be written', async () => {
    const catalog = open(200, { readOnly: true });
    await catalog.loadTable({ namespace: ['sales'], name: 'orders' }, signal);
    assert.ok(!offers(catalog, 'describe'));
  });
});

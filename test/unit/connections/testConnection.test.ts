import assert from 'node:assert/strict';
import { type Catalog, CatalogError, type Page } from '../../../src/catalog/catalog.js';
import { failedCatalog } from '../../../src/catalog/failedCatalog.js';
import type { Connection, OpenConnection } from '../../../src/connections/connections.js';
import { testConnection } from '../../../src/connections/testConnection.js';
import { fakeConnection } from '../../support/fakeConnection.js';

const { signal } = new AbortController();
const denied = new CatalogError('access-denied', 'S3 Tables: not you');

function catalog(name: string, namespaces: Page<string>, tables: Page<string> = { items: [] }) {
  const asked: string[] = [];
  const made: Catalog = {
    name,
    listNamespaces: () => {
      asked.push('namespaces');
      return Promise.resolve({ ...namespaces, items: namespaces.items.map((item) => [item]) });
    },
    listTables: () => {
      asked.push('tables');
      const items = tables.items.map((table) => ({
        identifier: { namespace: [], name: table },
        kind: 'table' as const,
      }));
      return Promise.resolve({ ...tables, items });
    },
    loadTable: () => Promise.reject(new Error('no table is asked for')),
  };
  return { made, asked };
}

function connect(pages: readonly Page<Catalog>[], more: Partial<OpenConnection> = {}): Connection {
  const opened: OpenConnection = {
    listCatalogs: (token) => Promise.resolve(pages[Number(token ?? 0)] ?? { items: [] }),
    engine: undefined,
    forget: () => undefined,
    ...more,
  };
  return { ...fakeConnection('it'), open: () => Promise.resolve(opened) };
}

describe('the test of a connection', () => {
  it('says what was reached, and who one is', async () => {
    const { made, asked } = catalog('lake', { items: ['a', 'b'], next: 'x' });
    const connection = connect([{ items: [made] }], { whoAmI: () => Promise.resolve('me') });
    assert.deepEqual(await testConnection(connection, signal), {
      identity: 'me',
      catalogs: ['lake'],
      failures: [],
      namespaces: 2,
      tables: 0,
      hasMore: true,
    });
    assert.deepEqual(asked, ['namespaces']);
  });

  it('counts tables where there are no namespaces', async () => {
    const { made } = catalog('lake', { items: [] }, { items: ['t'] });
    const { tables, namespaces } = await testConnection(connect([{ items: [made] }]), signal);
    assert.deepEqual([namespaces, tables], [0, 1]);
  });

  it('looks at catalogs of several sources, and says which were not told of', async () => {
    const own = catalog('own', { items: ['a'] });
    const pages = [
      { items: [own.made], next: '1' },
      { items: [failedCatalog('S3 Tables', denied)], next: '2' },
      { items: [catalog('nested', { items: [] }).made] },
    ];
    const reached = await testConnection(connect(pages), signal);
    assert.deepEqual(reached.catalogs, ['own', 'nested']);
    assert.deepEqual(reached.failures, ['S3 Tables: not you']);
    assert.equal(reached.hasMore, false);
  });

  it('follows no pages without end', async () => {
    let asked = 0;
    const { made } = catalog('one', { items: ['a'] });
    const endless = connect([], {
      listCatalogs: () => {
        asked++;
        return Promise.resolve({ items: [made], next: 'again' });
      },
    });
    assert.equal((await testConnection(endless, signal)).hasMore, true);
    assert.equal(asked, 4);
  });

  it('has failed where nothing was told of', async () => {
    const nothing = connect([{ items: [failedCatalog('S3 Tables', denied)] }]);
    await assert.rejects(testConnection(nothing, signal), denied);
  });

  it('reaches what it came for where nobody says who one is', async () => {
    const { made } = catalog('lake', { items: ['a'] });
    const connection = connect([{ items: [made] }], { whoAmI: () => Promise.reject(denied) });
    assert.equal((await testConnection(connection, signal)).identity, undefined);
  });

  it('asks nothing more once it is cancelled', async () => {
    const abort = new AbortController();
    const { made, asked } = catalog('lake', { items: ['a'] });
    const connection = connect([], {
      listCatalogs: () => {
        abort.abort();
        return Promise.resolve({ items: [made], next: '1' });
      },
    });
    await assert.rejects(testConnection(connection, abort.signal), { name: 'AbortError' });
    assert.deepEqual(asked, []);
  });
});

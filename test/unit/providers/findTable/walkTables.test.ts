import assert from 'node:assert/strict';
import { CatalogError } from '../../../../src/catalog/catalog.js';
import { walkTables } from '../../../../src/providers/findTable/walkTables.js';
import { FakeCatalog } from '../../../support/fakeCatalog.js';
import { fakeConnection } from '../../../support/fakeConnection.js';

describe('the tables of catalogs without a search', () => {
  const names = async (signal: AbortSignal, ...catalogs: readonly FakeCatalog[]) => {
    const found: string[] = [];
    const connections = catalogs.map((catalog) => fakeConnection(catalog.name, catalog));
    for await (const tables of walkTables(connections, signal)) {
      found.push(...tables.map(({ identifier }) => identifier.name));
    }
    return found;
  };

  it('are found in namespaces within namespaces, though another catalog fails', async () => {
    const broken = new FakeCatalog('broken', {});
    broken.listTables = () => Promise.reject(new CatalogError('access-denied', 'no'));
    const lake = new FakeCatalog('lake', { 'a.b.deep': 'SELECT 1', 'a.flat': 'SELECT 1' });
    const found = await names(new AbortController().signal, broken, lake);
    assert.deepEqual(found, ['flat', 'deep']);
  });

  it('are found though the service of another connection never answers', async () => {
    const hung = new FakeCatalog('hung', {});
    hung.listTables = () => new Promise<never>(() => undefined);
    const lake = new FakeCatalog('lake', { 'a.one': 'SELECT 1' });
    const connections = [hung, lake].map((catalog) => fakeConnection(catalog.name, catalog));
    const abort = new AbortController();
    for await (const tables of walkTables(connections, abort.signal)) {
      if (tables.some(({ identifier }) => identifier.name === 'one')) abort.abort();
      if (abort.signal.aborted) break;
    }
    assert.ok(abort.signal.aborted);
  });

  it('are asked for no more once nobody waits', async () => {
    const lake = new FakeCatalog('lake', { 'a.one': 'SELECT 1', 'b.two': 'SELECT 1' });
    const abort = new AbortController();
    const list = lake.listTables.bind(lake);
    const asked: string[] = [];
    lake.listTables = (namespace) => {
      asked.push(namespace.join('.'));
      if (namespace.join('.') === 'a') abort.abort();
      abort.signal.throwIfAborted();
      return list(namespace);
    };
    assert.deepEqual(await names(abort.signal, lake), []);
    assert.deepEqual(asked, ['', 'a']);
  });
});

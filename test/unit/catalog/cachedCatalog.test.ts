import assert from 'node:assert/strict';
import { cachedCatalog } from '../../../src/catalog/cachedCatalog.js';
import {
  type Catalog,
  CatalogError,
  hasSnapshots,
  type Table,
} from '../../../src/catalog/catalog.js';
import { FakeCatalog } from '../../support/fakeCatalog.js';

/** Counts what it is asked for. */
class CountingCatalog extends FakeCatalog {
  readonly loads: string[] = [];
  wait: Promise<void> = Promise.resolve();

  override async loadTable(identifier: Table['identifier']): Promise<Table> {
    this.loads.push([...identifier.namespace, identifier.name].join('.'));
    await this.wait;
    return super.loadTable(identifier);
  }
}

const { signal } = new AbortController();
const orders = { namespace: ['sales'], name: 'orders' };
const others = { namespace: ['sales', 'eu'], name: 'orders' };
const broken = { namespace: ['sales'], name: 'broken' };

function counting(): CountingCatalog {
  return new CountingCatalog('fake', {
    'sales.orders': 'SELECT 1',
    'sales.eu.orders': 'SELECT 1',
    'sales.broken': new CatalogError('internal', 'broken'),
    'gold.orders': 'SELECT 1',
  });
}

describe('a cached catalog', () => {
  it('loads a table once for all who ask', async () => {
    const catalog = counting();
    const cached = cachedCatalog(catalog);
    const first = await cached.loadTable(orders, signal);
    assert.equal(await cached.loadTable(orders, signal), first);
    await cached.loadTable(others, signal);
    assert.deepEqual(catalog.loads, ['sales.orders', 'sales.eu.orders']);
  });

  it('does not keep a failure', async () => {
    const catalog = counting();
    const cached = cachedCatalog(catalog);
    await assert.rejects(cached.loadTable(broken, signal), { code: 'internal' });
    catalog.tables.set('sales.broken', 'SELECT 1');
    assert.equal((await cached.loadTable(broken, signal)).kind, 'table');
  });

  const paths = [
    { path: [], again: ['sales.orders', 'sales.eu.orders', 'gold.orders'] },
    { path: ['sales'], again: ['sales.orders', 'sales.eu.orders'] },
    { path: ['sales', 'orders'], again: ['sales.orders'] },
    { path: ['sal'], again: [] },
  ];
  for (const { path, again } of paths) {
    it(`forgets what is under [${path.join(', ')}] and nothing else`, async () => {
      const catalog = counting();
      const cached = cachedCatalog(catalog);
      const loadAll = async (): Promise<void> => {
        for (const identifier of [orders, others, { namespace: ['gold'], name: 'orders' }]) {
          await cached.loadTable(identifier, signal);
        }
      };
      await loadAll();
      catalog.loads.length = 0;
      cached.forget(path);
      await loadAll();
      assert.deepEqual(catalog.loads, again);
    });
  }

  it('does not keep what was being loaded when it was told to forget', async () => {
    const catalog = counting();
    const cached = cachedCatalog(catalog);
    let go: () => void = () => undefined;
    catalog.wait = new Promise((resolve) => (go = resolve));
    const loading = cached.loadTable(orders, signal);
    cached.forget([]);
    go();
    await loading;
    await cached.loadTable(orders, signal);
    assert.deepEqual(catalog.loads, ['sales.orders', 'sales.orders']);
  });

  it('has snapshots where the catalog has', async () => {
    assert.equal(hasSnapshots(cachedCatalog(counting())), false);
    const listSnapshots = () => Promise.resolve([]);
    const catalog: Catalog = Object.assign(counting(), { listSnapshots });
    const cached = cachedCatalog(catalog);
    assert.ok(hasSnapshots(cached));
    assert.deepEqual(await cached.listSnapshots(orders, signal), []);
  });
});

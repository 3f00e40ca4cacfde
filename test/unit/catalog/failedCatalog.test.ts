import assert from 'node:assert/strict';
import { CatalogError } from '../../../src/catalog/catalog.js';
import { failedCatalog } from '../../../src/catalog/failedCatalog.js';

describe('failedCatalog', () => {
  it('says why it has nothing, to whoever asks', async () => {
    const failure = new CatalogError('access-denied', 'the table buckets: not for you');
    const { signal } = new AbortController();
    const catalog = failedCatalog('S3 Tables', failure);
    assert.deepEqual([catalog.name, catalog.failure], ['S3 Tables', failure]);
    const table = { namespace: ['sales'], name: 'orders' };
    await assert.rejects(catalog.listNamespaces([], undefined, signal), failure);
    await assert.rejects(catalog.listTables([], undefined, signal), failure);
    await assert.rejects(catalog.loadTable(table, signal), failure);
  });
});

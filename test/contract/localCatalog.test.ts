import { LocalCatalog } from '../../src/catalog/local/localCatalog.js';
import { localFileIO } from '../../src/iceberg/localFileIO.js';
import { describeCatalog } from '../support/catalogContract.js';
import { makeSmallLakehouse, type SmallLakehouse } from '../support/smallLakehouse.js';

describe('the local lakehouse', () => {
  let lakehouse: SmallLakehouse | undefined;
  after(() => lakehouse?.remove());

  describeCatalog('LocalCatalog', async () => {
    const made = await makeSmallLakehouse();
    lakehouse = made;
    return {
      catalog: new LocalCatalog('local', made.folder, localFileIO, made.duckdb, 2),
      broken: 'syntax',
      pages: true,
      nests: true,
      local: made.duckdb,
      query: async (sql) => (await made.duckdb.rows(sql)).rows,
    };
  });
});

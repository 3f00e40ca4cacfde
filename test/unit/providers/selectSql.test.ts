import assert from 'node:assert/strict';
import type { TableIdentifier, TableVersion } from '../../../src/catalog/catalog.js';
import { FakeCatalog } from '../../support/fakeCatalog.js';
import { fakeConnection } from '../../support/fakeConnection.js';
import { selectSql } from '../../../src/providers/preview/selectSql.js';

const catalog = new FakeCatalog('lake', {});
const place = { catalog, connection: fakeConnection('lake', catalog) };

describe('the statement of a preview', () => {
  const cases: readonly {
    readonly table: TableIdentifier;
    readonly version?: TableVersion;
    readonly source: string;
  }[] = [
    { table: { namespace: ['silver'], name: 'orders' }, source: 'silver.orders' },
    { table: { namespace: ['a', 'b'], name: 'at' }, source: '"a.b"."at"' },
    {
      table: { namespace: ['silver'], name: 'orders' },
      version: { snapshotId: 9_007_199_254_740_993n },
      source: 'silver.orders AT (VERSION => 9007199254740993)',
    },
    {
      table: { namespace: ['silver'], name: 'orders' },
      version: { ref: "it's" },
      source: `silver.orders AT (VERSION => 'it''s')`,
    },
    {
      table: { namespace: ['silver'], name: '"; DROP TABLE x\n--' },
      version: { snapshotId: 7n },
      source: 'silver."""; DROP TABLE x\n--" AT (VERSION => 7)',
    },
  ];
  for (const { table, version, source } of cases) {
    it(`reads ${source}`, () => {
      assert.equal(selectSql({ ...place, table, version }), `SELECT *\nFROM ${source}\nLIMIT 100;`);
    });
  }
});

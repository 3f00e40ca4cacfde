import assert from 'node:assert/strict';
import { selectTable } from '../../../src/tableSql/selectTable.js';

describe('the statement that shows a table', () => {
  const orders = { identifier: { namespace: ['silver'], name: 'orders' } };
  const nested = { identifier: { namespace: ['a', 'b'], name: 'At' }, catalog: 'lake' };
  const id = 9_007_199_254_740_993n;
  const cases = [
    { dialect: 'duckdb', table: orders, sql: 'SELECT *\nFROM silver.orders\nLIMIT 100;' },
    {
      dialect: 'athena',
      table: { ...orders, catalog: 's3tablescatalog/b' },
      sql: 'SELECT *\nFROM "s3tablescatalog/b".silver.orders\nLIMIT 100;',
    },
    { dialect: 'trino', table: nested, sql: 'SELECT *\nFROM lake."a.b"."At"\nLIMIT 100;' },
    { dialect: 'spark', table: nested, sql: 'SELECT *\nFROM lake.a.b.`At`\nLIMIT 100;' },
    {
      dialect: 'duckdb',
      table: orders,
      more: { version: { ref: "it's" } },
      sql: "SELECT *\nFROM silver.orders AT (VERSION => 'it''s')\nLIMIT 100;",
    },
    {
      dialect: 'athena',
      table: orders,
      more: { version: { snapshotId: id } },
      sql: `SELECT *\nFROM silver.orders FOR VERSION AS OF ${id}\nLIMIT 100;`,
    },
    {
      dialect: 'spark',
      table: orders,
      more: { version: { ref: "it's" } },
      sql: "SELECT *\nFROM silver.orders VERSION AS OF 'it\\'s'\nLIMIT 100;",
    },
    {
      dialect: 'duckdb',
      table: { identifier: { namespace: ['silver'], name: '"; DROP TABLE x\n--' } },
      more: { columns: [{ name: 'id' }, { name: 'select' }] },
      sql: 'SELECT\n  id,\n  "select"\nFROM silver."""; DROP TABLE x\n--"\nLIMIT 100;',
    },
  ] as const;
  for (const { dialect, table, sql, ...rest } of cases) {
    it(`is in ${dialect} ${sql.replaceAll('\n', ' ')}`, () => {
      assert.equal(selectTable(dialect, table, 'more' in rest ? rest.more : {}), sql);
    });
  }
});

import assert from 'node:assert/strict';
import { tableNameIn } from '../../../src/tableSql/tableReference.js';
import { TestDuckDb } from '../../support/duckDb.js';

describe('the name of a table in SQL', () => {
  const cases = [
    { namespace: ['silver'], name: 'orders', expected: 'silver.orders' },
    { namespace: ['silver'], name: 'Orders', expected: 'silver."Orders"' },
    { namespace: ['silver'], name: 'order', expected: 'silver."order"' },
    { namespace: ['sales', 'eu'], name: 'orders', expected: '"sales.eu".orders' },
    { namespace: [], name: 'a"b', expected: '"a""b"' },
    {
      namespace: ['x; DROP TABLE y'],
      name: '<img src=x onerror=alert(1)>',
      expected: '"x; DROP TABLE y"."<img src=x onerror=alert(1)>"',
    },
  ];
  for (const { namespace, name, expected } of cases) {
    it(`is ${expected}`, () => {
      assert.equal(tableNameIn('duckdb', { identifier: { namespace, name } }), expected);
    });
  }

  it('is in quotes for every word that DuckDB keeps for itself', async () => {
    const duckdb = new TestDuckDb();
    const { rows } = await duckdb.rows(
      `SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category IN ('reserved', 'type_function')`,
    );
    await duckdb.close();
    assert.ok(rows.length > 70);
    for (const [word] of rows) {
      assert.equal(
        tableNameIn('duckdb', { identifier: { namespace: [], name: word ?? '' } }),
        `"${word ?? ''}"`,
      );
    }
  });
});

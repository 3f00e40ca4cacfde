import assert from 'node:assert/strict';
import type { Snapshot, TableIdentifier } from '../../../../src/catalog/catalog.js';
import { previewSql } from '../../../../src/providers/catalogTree/previewSql.js';
import { FakeCatalog } from '../../../support/fakeCatalog.js';
import { fakeConnection } from '../../../support/fakeConnection.js';

const catalog = new FakeCatalog('lake', {});
const connection = fakeConnection('lake', catalog);

describe('the statement of a preview', () => {
  const cases: readonly {
    readonly table: TableIdentifier;
    readonly id?: bigint;
    readonly source: string;
  }[] = [
    { table: { namespace: ['silver'], name: 'orders' }, source: 'silver.orders' },
    { table: { namespace: ['a', 'b'], name: 'at' }, source: '"a.b"."at"' },
    {
      table: { namespace: ['silver'], name: 'orders' },
      id: 9_007_199_254_740_993n,
      source: 'silver.orders AT (VERSION => 9007199254740993)',
    },
    {
      table: { namespace: ['silver'], name: '"; DROP TABLE x\n--' },
      id: 7n,
      source: 'silver."""; DROP TABLE x\n--" AT (VERSION => 7)',
    },
  ];
  for (const { table, id, source } of cases) {
    it(`reads ${source}`, () => {
      const place = { connection, catalog };
      const sql =
        id === undefined
          ? previewSql({ kind: 'table', ...place, table: { identifier: table, kind: 'table' } })
          : previewSql({ kind: 'snapshot', ...place, table, snapshot: snapshot(id) });
      assert.equal(sql, `SELECT *\nFROM ${source}\nLIMIT 100;`);
    });
  }
});

function snapshot(id: bigint): Snapshot {
  return { id, committedAt: 0, summary: {}, refs: [], isCurrent: false };
}

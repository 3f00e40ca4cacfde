import assert from 'node:assert/strict';
import { join } from 'node:path';
import { LocalEngine } from '../../src/query/local/localEngine.js';
import type { QueryResult } from '../../src/query/queryEngine.js';
import { ResultStore } from '../../src/results/resultStore.js';
import { analyzeHere } from '../support/analyzeSql.js';
import { useDuckDb } from '../support/useDuckDb.js';
import { describeEngine } from '../support/engineContract.js';
import { FakeCatalog } from '../support/fakeCatalog.js';

describe('the local engine', () => {
  const { duckdb, folder } = useDuckDb();
  const { signal } = new AbortController();
  const results = new ResultStore(duckdb, join(folder, 'results'));
  const engine = new LocalEngine({
    name: 'sample',
    duckdb,
    catalogs: [new FakeCatalog('sample', { 'gold.one': 'SELECT 1 AS n' })],
    readOnly: false,
    analyze: analyzeHere,
    newResultFile: () => results.newFile(),
  });

  describeEngine('LocalEngine', () => ({
    engine,
    one: 'SELECT n FROM gold.one',
    endless:
      'SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE (a.range * b.range) % 7 = 3',
    broken: "SELECT 'é𝒳' AS a\n^FORM gold.one",
    missing: 'SELECT * FROM gold.nothing',
    async idle() {
      // A query that runs on keeps its result file attached.
      const { rows } = await duckdb.rows(
        "SELECT database_name FROM duckdb_databases() WHERE database_name LIKE 'lakehouse_store%'",
        signal,
      );
      assert.deepEqual(rows, []);
    },
    async countRows(result: QueryResult) {
      assert.ok(result.kind !== 'none');
      return (await results.add(result, signal)).rows;
    },
  }));
});

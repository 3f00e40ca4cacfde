import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Relation, RelationRequest, TableIdentifier } from '../../../src/catalog/catalog.js';
import { LocalCatalog } from '../../../src/catalog/local/localCatalog.js';
import { localFileIO } from '../../../src/iceberg/localFileIO.js';
import { LocalEngine } from '../../../src/query/local/localEngine.js';
import type { AnalyzeSql } from '../../../src/query/local/statementUses.js';
import {
  QueryError,
  type QueryStatistics,
  type Submission,
} from '../../../src/query/queryEngine.js';
import { RpcError } from '../../../src/util/rpc.js';
import { ResultStore } from '../../../src/results/resultStore.js';
import { wholeView } from '../../../src/results/view.js';
import { onOneConnection } from '../../../src/sample/sampleSql.js';
import { analyzeHere } from '../../support/analyzeSql.js';
import { end } from '../../support/engineContract.js';
import { randomTables, writePartitionedLakehouse } from '../../support/partitionedLakehouse.js';
import { predicateText } from '../../support/predicateText.js';
import { randomSelect } from '../../support/randomSelect.js';
import { useDuckDb } from '../../support/useDuckDb.js';

/** Remembers what was asked of which table. */
class WatchedCatalog extends LocalCatalog {
  readonly asked: string[] = [];

  override relation(
    identifier: TableIdentifier,
    request: RelationRequest,
    signal: AbortSignal,
  ): Promise<Relation> {
    const filter = request.filter === undefined ? '' : ` where ${predicateText(request.filter)}`;
    this.asked.push(`${identifier.name}${filter}`);
    return super.relation(identifier, request, signal);
  }
}

const isDeep = process.env['LAKEHOUSE_DEEP'] === '1';

describe('statements that ask for some rows', () => {
  const { duckdb, folder } = useDuckDb();
  const { signal } = new AbortController();
  const lakehouse = join(folder, 'lakehouse');
  const results = new ResultStore(duckdb, join(folder, 'results'));
  const catalog = new WatchedCatalog('lake', lakehouse, localFileIO, duckdb);
  const engine = (name: string, analyze?: AnalyzeSql): LocalEngine =>
    new LocalEngine({
      name,
      duckdb,
      catalogs: [catalog],
      readOnly: false,
      newResultFile: () => results.newFile(),
      ...(analyze === undefined ? {} : { analyze }),
    });
  const filtered = engine('lake', analyzeHere);
  const plain = engine('plain');

  before(function () {
    this.timeout(60_000);
    return onOneConnection(duckdb, (sql) => writePartitionedLakehouse(sql, lakehouse, signal));
  });

  interface Ran {
    readonly rows: readonly (readonly (string | null)[])[];
    readonly columns: readonly string[];
    readonly statistics: QueryStatistics;
    readonly asked: readonly string[];
  }

  async function run(on: LocalEngine, sql: string, more: Partial<Submission> = {}): Promise<Ran> {
    catalog.asked.length = 0;
    const submission = { sql, schema: ['shop'], parameters: {}, ...more };
    // Of its own, as each run of a cell has one.
    const { signal: own } = new AbortController();
    const execution = await on.submit(submission, own);
    const last = await end(execution);
    if (last.kind === 'failed') throw last.error;
    assert.ok(last.kind === 'succeeded');
    const ran = { statistics: last.statistics, asked: [...catalog.asked] };
    const result = await execution.result();
    if (result.kind === 'none') return { ...ran, rows: [], columns: [] };
    const stored = await results.add(result, signal);
    const { rows } = await results.window(
      stored,
      { offset: 0, limit: 10_000, view: wholeView },
      signal,
    );
    await results.remove(stored.id);
    return { ...ran, rows, columns: stored.columns.map(({ name }) => name) };
  }

  const cases: readonly {
    readonly sql: string;
    readonly asked: readonly string[];
    readonly files: { readonly read: number; readonly total: number };
  }[] = [
    {
      sql: "SELECT count(*) FROM events WHERE region = 'eu'",
      asked: ["events where region = 'eu'"],
      files: { read: 4, total: 12 },
    },
    {
      sql: "SELECT e.id FROM lake.shop.EVENTS AS e WHERE e.at < DATE '2026-01-02' OR e.at IS NULL ORDER BY 1",
      asked: ['events where ("at" < DATE \'2026-01-02\' OR "at" IS NULL)'],
      files: { read: 3, total: 12 },
    },
    {
      sql: "SELECT events.id FROM events LEFT JOIN visits ON n = id AND code LIKE 'a%' WHERE region = 'us' ORDER BY 1",
      asked: ["events where region = 'us'", "visits where starts_with(code, 'a')"],
      files: { read: 8, total: 20 },
    },
    {
      sql: 'SELECT a.id FROM prices a, prices b WHERE a.id = b.id - 8 AND a.id < 4 AND b.price > 4 ORDER BY 1',
      asked: ['prices where id < 4', 'prices where price > 4'],
      files: { read: 4, total: 10 },
    },
    {
      sql: "SELECT count(*) FROM events FOR VERSION AS OF 'first' AS e WHERE e.region = 'us'",
      asked: ["events where region = 'us'"],
      files: { read: 4, total: 11 },
    },
    {
      sql: 'WITH cheap AS (SELECT * FROM prices WHERE price < 1) SELECT count(*) FROM cheap WHERE id > 7',
      asked: ['prices where (price < 1 AND id > 7)'],
      files: { read: 1, total: 5 },
    },
    {
      sql: 'EXPLAIN ANALYZE SELECT count(*) FROM prices WHERE id = 3',
      asked: ['prices where id = 3'],
      files: { read: 1, total: 5 },
    },
    {
      sql: 'SELECT count(*) FROM prices WHERE id > 1000',
      asked: ['prices where id > 1000'],
      files: { read: 0, total: 5 },
    },
  ];
  for (const { sql, asked, files } of cases) {
    it(`reads few files for ${sql}`, async () => {
      const less = await run(filtered, sql);
      assert.deepEqual(less.asked, asked);
      assert.deepEqual(less.statistics.files, files);
      if (!sql.startsWith('EXPLAIN')) {
        const whole = await run(plain, sql.replace('lake.', 'plain.'));
        assert.deepEqual(less.rows, whole.rows);
        assert.deepEqual(less.columns, whole.columns);
        assert.equal(whole.statistics.files, undefined);
      }
    });
  }

  const unfiltered = [
    'SELECT id FROM prices WHERE price + 1 = 2',
    'SELECT shop.prices.id FROM shop.prices WHERE shop.prices.id = 3',
    'SELECT (SELECT max(id) FROM prices WHERE id < 4)',
    'SELECT count(*) FROM prices WHERE id = (SELECT max(id) FROM prices)',
    'SELECT count(*) FROM prices TABLESAMPLE 100% WHERE id = 3',
  ];
  for (const sql of unfiltered) {
    it(`reads all files for ${sql}`, async () => {
      const less = await run(filtered, sql);
      const whole = await run(plain, sql);
      assert.deepEqual(less.rows, whole.rows);
      assert.deepEqual(less.columns, whole.columns);
      const { files } = less.statistics;
      assert.ok(files === undefined || files.read === files.total, JSON.stringify(files));
    });
  }

  it('does not filter what a view that is made will read', async () => {
    await run(filtered, 'CREATE OR REPLACE VIEW few AS SELECT id FROM prices WHERE id < 4');
    assert.deepEqual(catalog.asked, ['prices']);
    assert.deepEqual((await run(filtered, 'SELECT count(*) FROM few')).rows, [['4']]);
  });

  it('filters what is written, and never what it is written into', async () => {
    const session = { session: 'writing' };
    const make = 'CREATE TEMP TABLE made AS SELECT id FROM prices WHERE id < 4';
    assert.deepEqual((await run(filtered, make, session)).asked, ['prices where id < 4']);
    const add = 'INSERT INTO made SELECT id FROM prices WHERE id > 17';
    assert.deepEqual((await run(filtered, add, session)).asked, ['prices where id > 17']);
    const count = 'SELECT count(*), max(id) FROM made WHERE id <> 2';
    assert.deepEqual((await run(filtered, count, session)).rows, [['5', '19']]);
    const file = join(folder, 'copy.csv');
    const copy = `COPY (SELECT id FROM prices WHERE id = 5) TO '${file}'`;
    assert.deepEqual((await run(filtered, copy)).asked, ['prices where id = 5']);
    assert.deepEqual((await run(filtered, `FROM '${file}'`)).rows, [['5']]);
  });

  it('keeps to a table of the session that has the name of one of the catalog', async () => {
    const session = { session: 'shadowing' };
    await run(filtered, 'CREATE TEMP TABLE prices AS SELECT 3 AS id, 7 AS mine', session);
    const sql = 'SELECT count(*) FROM prices WHERE id = 3';
    const mine = await run(filtered, 'SELECT mine FROM prices WHERE id = 3', session);
    assert.deepEqual(mine.rows, [['7']]);
    assert.equal(mine.statistics.files, undefined);
    assert.deepEqual((await run(filtered, sql)).asked, ['prices where id = 3']);
    await run(filtered, 'DROP TABLE prices', session);
    assert.deepEqual((await run(filtered, sql, session)).asked, ['prices where id = 3']);
  });

  it('keeps to a table that a statement made before the catalog had one', async () => {
    const own = engine('own', analyzeHere);
    await run(own, 'CREATE TABLE prices AS SELECT 3 AS id, 7 AS mine');
    assert.deepEqual((await run(own, 'SELECT mine FROM prices WHERE id = 3')).rows, [['7']]);
  });

  it('does not filter by texts that compare in another way', async () => {
    const session = { session: 'collating' };
    await run(filtered, "SET default_collation = 'nocase'", session);
    const sql = "SELECT count(*) FROM visits WHERE code = 'AB'";
    assert.deepEqual((await run(filtered, sql, session)).rows, [['3']]);
    await run(filtered, 'RESET default_collation', session);
  });

  it('leaves nothing behind in DuckDB', async () => {
    const sql =
      "SELECT count(*) FROM duckdb_schemas() WHERE schema_name LIKE '@%' AND database_name = 'left'";
    const left = engine('left', analyzeHere);
    await run(left, 'SELECT count(*) FROM prices WHERE id < 4');
    await assert.rejects(run(left, 'SELECT id + nope FROM prices WHERE id < 4'));
    await assert.rejects(run(left, "SELECT ('x' || id)::INT FROM prices WHERE id < 4"));
    assert.deepEqual((await duckdb.rows(sql, signal)).rows, [['0']]);
  });

  const failures = [
    'SELECT nope FROM prices WHERE id = 3',
    "SELECT ('x' || id)::INT FROM prices WHERE id = 3",
    'SELECT p.id FROM prices p WHERE p.id = 3 AND q.id = 4',
    'SELECT count(*) FROM prices JOIN missing USING (id) WHERE prices.id = 3',
  ];
  for (const sql of failures) {
    it(`says the same of ${sql}`, async () => {
      const failure = async (on: LocalEngine): Promise<unknown> => {
        const error: unknown = await run(on, sql).catch((reason: unknown) => reason);
        assert.ok(error instanceof QueryError);
        const { code, message, span } = error;
        // What it proposes instead is among the names that it has met.
        return { code, said: message.split('\n')[0], span };
      };
      assert.deepEqual(await failure(filtered), await failure(plain));
    });
  }

  it('reads all files where the parser gives no answer', async () => {
    const sql = 'SELECT count(*) FROM prices WHERE id = 3';
    const broken = engine('broken', () => Promise.reject(new RpcError('gone', 'it has ended')));
    assert.deepEqual((await run(broken, sql)).rows, [['1']]);
    let calls = 0;
    const silent = engine('silent', () => {
      calls++;
      return new Promise(() => undefined);
    });
    assert.deepEqual((await run(silent, sql)).rows, [['1']]);
    assert.equal(calls, 1);
  });

  it('gives the same rows as from all files', async function () {
    this.timeout(isDeep ? 0 : 120_000);
    const seen = { statements: 0, fewer: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 9_999 }), { minLength: 100, maxLength: 100 }),
        async (decisions) => {
          const sql = randomSelect(randomTables, decisions);
          const whole = await run(plain, sql).catch(() => undefined);
          if (whole === undefined) return;
          const less = await run(filtered, sql);
          assert.deepEqual(sorted(less.rows), sorted(whole.rows), sql);
          seen.statements++;
          const { read = 0, total = 0 } = less.statistics.files ?? {};
          if (read < total) seen.fewer++;
        },
      ),
      { numRuns: isDeep ? 3_000 : 25 },
    );
    // Of a few random statements there may be many that ask for all rows.
    assert.ok(seen.fewer > 1, JSON.stringify(seen));
  });
});

function sorted(rows: Iterable<readonly (string | null)[]>): readonly string[] {
  return [...rows].map((row) => JSON.stringify(row)).sort();
}

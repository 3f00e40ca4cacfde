import assert from 'node:assert/strict';
import { analyzeScript } from '../../../../src/lineage/script/analyzeScript.js';
import { toJsonColumn } from '../../../../src/lineage/script/scriptFile.js';
import type { ScriptInputs } from '../../../../src/lineage/script/scriptLineage.js';
import type { Dialect } from '../../../../src/sql/dialect.js';
import { testParser } from '../../../support/sqlParser.js';

/** `in → out`, and a line per column: `out <- in (indirect)`. */
interface Case {
  readonly sql: string | readonly string[];
  readonly dialect?: Dialect;
  readonly all?: string;
  readonly external?: string;
  readonly columns?: readonly string[];
  readonly schema?: Readonly<Record<string, readonly string[]>>;
}

const cases: Readonly<Record<string, Case>> = {
  'a table under way': {
    sql: 'INSERT INTO b SELECT x FROM a; INSERT INTO c SELECT x FROM b',
    all: 'a, b -> b, c',
    external: 'a -> c',
  },
  'a column through a table under way': {
    sql: 'CREATE TABLE b AS SELECT sum(x) AS y FROM a; CREATE TABLE c AS SELECT y + z AS w FROM b, d',
    external: 'a, d -> c',
    columns: ['c.w <- a.x, d.z'],
    schema: { d: ['z'] },
  },
  'a star of a table that the script made': {
    sql: 'CREATE TABLE b AS SELECT x, y FROM a; CREATE TABLE c AS SELECT * FROM b',
    external: 'a -> c',
    columns: ['c.x <- a.x', 'c.y <- a.y'],
  },
  'a star of a table that nobody knows': {
    sql: 'CREATE TABLE b AS SELECT * FROM a; CREATE TABLE c AS SELECT x FROM b',
    external: 'a -> c',
    columns: ['c.x <- a.x'],
  },
  'a temporary view is neither in nor out': {
    sql: 'CREATE TEMPORARY VIEW v AS SELECT x FROM a; INSERT INTO b (y) SELECT x FROM v',
    dialect: 'spark',
    all: 'a -> b',
    external: 'a -> b',
    columns: ['b.y <- a.x'],
  },
  'a dropped table is gone, and its drop a run': {
    sql: 'CREATE TABLE t AS SELECT 1 AS a; DROP TABLE t',
    all: ' -> t',
    external: ' -> ',
  },
  'every table of a drop is gone': {
    sql: 'CREATE TABLE t AS SELECT 1 AS a; CREATE TABLE u AS SELECT 2 AS a; DROP TABLE t, u',
    external: ' -> ',
  },
  'a renamed table goes on': {
    sql: 'INSERT INTO a SELECT x FROM b; ALTER TABLE a RENAME TO c',
    all: 'a, b -> a, c',
    external: 'b -> c',
  },
  'a CTE that nothing reads': {
    sql: 'WITH one AS (SELECT * FROM a), two AS (SELECT * FROM one) SELECT x FROM b',
    all: 'b -> ',
  },
  'a CTE that only itself reads': {
    sql: 'WITH RECURSIVE c AS (SELECT x FROM a UNION ALL SELECT x FROM c) SELECT y FROM b',
    all: 'b -> ',
  },
  'USE before names, by the dialect': {
    sql: 'USE sales; INSERT INTO t SELECT x FROM raw.u',
    dialect: 'spark',
    all: 'raw.u -> sales.t',
  },
  'USE of catalog and schema, and of another schema in it': {
    sql: 'USE lake.sales; SELECT x FROM t; USE raw; SELECT x FROM t',
    dialect: 'trino',
    all: 'lake.raw.t, lake.sales.t -> ',
  },
  'USE in an earlier cell': {
    sql: ['USE CATALOG lake; USE SCHEMA gold', 'SELECT x FROM t'],
    dialect: 'databricks',
    all: 'lake.gold.t -> ',
  },
  'what decides a value, and what decides rows': {
    sql: 'CREATE TABLE t AS SELECT CASE WHEN a > 0 THEN b END AS v, row_number() OVER (PARTITION BY c ORDER BY d) AS n FROM s WHERE e = 1 ORDER BY f',
    columns: ['t.v <- s.b, s.a (s.e, s.f)', 't.n <- s.c, s.d (s.e, s.f)'],
  },
  'a statement that only names a table': {
    sql: 'SHOW CREATE TABLE t; ANALYZE TABLE u COMPUTE STATISTICS',
    dialect: 'spark',
    all: ' -> ',
  },
  'files by their paths': {
    sql: "COPY (SELECT a FROM t) TO 's3://lake/out.parquet'; COPY u FROM 's3://lake/in.csv'",
    dialect: 'duckdb',
    all: 's3://lake/in.csv, t -> s3://lake/out.parquet, u',
  },
  'statements of T-SQL without semicolons': {
    sql: `
      INSERT INTO b (x) SELECT x FROM a UNION ALL SELECT y FROM a2
      SELECT x INTO c FROM b
      MERGE INTO d USING b ON d.k = b.x WHEN NOT MATCHED THEN INSERT (k) VALUES (b.x)
      UPDATE e SET v = 1 WHERE k IN (SELECT x FROM f)
      DELETE FROM g
      CREATE VIEW h AS SELECT x FROM c
      ALTER TABLE i DROP COLUMN z
      DROP TABLE j;
      WITH q AS (SELECT x FROM k) INSERT INTO l (x) SELECT x FROM q
      SELECT x FROM m`,
    dialect: 'tsql',
    all: 'a, a2, b, c, f, k, m -> b, c, d, e, g, h, i, j, l',
  },
  'the body of a procedure stays whole': {
    sql: 'CREATE PROCEDURE p AS SELECT x FROM a SELECT y FROM b',
    dialect: 'tsql',
    all: 'a, b -> ',
  },
  'rows of one table for several': {
    sql: "FROM (SELECT id, x, k FROM a) q INSERT INTO b SELECT id, x INSERT OVERWRITE TABLE c PARTITION (d = 'y') SELECT x WHERE k = 1",
    dialect: 'spark',
    schema: { b: ['i', 'j'], c: ['z'] },
    all: 'a -> b, c',
    columns: ['b.i <- a.id', 'b.j <- a.x', 'c.z <- a.x (a.k)'],
  },
  'rows that go from several tables': {
    sql: 'DELETE t, u FROM t JOIN u ON t.id = u.id JOIN s ON s.id = t.id',
    dialect: 'mysql',
    all: 's -> t, u',
  },
  'a name that is only known when it runs': {
    sql: 'INSERT INTO ${target} SELECT x FROM a',
    dialect: 'databricks',
    all: 'a -> ',
  },
};

describe('the lineage of a script', () => {
  for (const [title, { sql, dialect = 'generic', schema = {}, ...expected }] of Object.entries(
    cases,
  )) {
    it(title, async () => {
      const texts = (typeof sql === 'string' ? [sql] : sql).map((text) => ({ text, dialect }));
      const parser = await testParser();
      const of = (inputs: ScriptInputs) =>
        analyzeScript({ sql: parser }, { texts, schema }, inputs);
      const { all, external, columns } = expected;
      for (const [inputs, tables] of [['all', all] as const, ['external', external] as const]) {
        if (tables === undefined) continue;
        const { tablesIn, tablesOut } = of(inputs);
        assert.equal(`${tablesIn.join(', ')} -> ${tablesOut.join(', ')}`, tables);
      }
      if (columns === undefined) return;
      const lines = of('external').columns.map((column) => {
        const { out, in: from, indirect } = toJsonColumn(column);
        const rows = indirect.length === 0 ? '' : ` (${indirect.join(', ')})`;
        return `${out} <- ${from.join(', ')}${rows}`;
      });
      assert.deepEqual(lines, columns);
    });
  }
});

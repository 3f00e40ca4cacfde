import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SqlParser } from '../../../src/sql/parser.js';
import { resolve } from '../../../src/sql/resolve/resolve.js';
import { applyEdits } from '../../../src/syntax/edits.js';
import { TestDuckDb } from '../../support/duckDb.js';
import { predicateText } from '../../support/predicateText.js';
import { randomSelect, type RandomTable } from '../../support/randomSelect.js';
import { testParser } from '../../support/sqlParser.js';

const numbers = { name: 'a', type: 'INTEGER', constants: ['1', '2', '3', '-1', '9'] };
const texts = { name: 'b', type: 'VARCHAR', constants: ["'a'", "'ab'", "'it''s'", "''"] };
const truths = { name: 'c', type: 'BOOLEAN', constants: ['true', 'false'] };
const days = {
  name: 'd',
  type: 'DATE',
  constants: ["DATE '2026-01-01'", "'2026-01-02'::DATE", "DATE '2025-12-31'"],
};

const tables: readonly RandomTable[] = [
  { name: 't', columns: [numbers, texts, truths] },
  { name: 'u', columns: [numbers, days] },
  { name: 'v', columns: [texts, days, { ...numbers, name: 'e' }] },
];

const rows = [
  `CREATE TABLE t AS FROM (VALUES (1, 'a', true), (2, 'ab', false), (NULL, 'b', NULL), (3, NULL, true),
     (1, 'it''s', false), (-1, '', NULL)) AS t(a, b, c)`,
  `CREATE TABLE u AS FROM (VALUES (1, DATE '2026-01-01'), (2, NULL), (NULL, DATE '2026-01-02'),
     (3, DATE '2026-01-03'), (2, DATE '2026-01-01')) AS u(a, d)`,
  `CREATE TABLE v AS FROM (VALUES ('a', DATE '2026-01-01', 1), ('ab', NULL, 2), (NULL, DATE '2026-01-02', 3),
     ('b', DATE '2026-01-01', NULL)) AS v(b, d, e)`,
];

const isDeep = process.env['LAKEHOUSE_DEEP'] === '1';

/** What a row must have to count, taken from random statements, and tried by DuckDB on the rows themselves. */
describe('rows that a statement does not ask for', () => {
  const duckdb = new TestDuckDb();
  let parser: SqlParser;
  before(async () => {
    parser = await testParser();
    for (const sql of rows) await duckdb.run(sql);
    // With it, DuckDB 1.5.6 takes rows away before an `ORDER BY … LIMIT` that is joined, and so gives others.
    await duckdb.run("SET disabled_optimizers = 'join_filter_pushdown'");
  });
  after(() => duckdb.close());

  it('can be taken out of its tables', async function () {
    this.timeout(isDeep ? 0 : 60_000);
    const seen = { statements: 0, filters: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 9_999 }), { minLength: 150, maxLength: 150 }),
        async (decisions) => {
          const sql = randomSelect(tables, decisions);
          const whole = await answer(sql);
          if (whole === undefined) return;
          const less = withoutRows(sql);
          if (less === undefined) return;
          const { filters } = less;
          seen.statements++;
          seen.filters += filters.length;
          const rest = await answer(less.sql);
          assert.deepEqual(rest, whole, `${sql}\n${filters.join('\n')}`);
        },
      ),
      { numRuns: isDeep ? 20_000 : 250 },
    );
    assert.ok(seen.statements > 75, `${seen.statements} statements could be run`);
    assert.ok(seen.filters > seen.statements, `${seen.filters} filters were found`);
  });

  /** The rows, in no order; nothing where DuckDB does not take the statement. */
  async function answer(sql: string): Promise<readonly string[] | undefined> {
    try {
      return (await duckdb.rows(sql)).rows.map((row) => JSON.stringify(row)).sort();
    } catch {
      return undefined;
    }
  }

  /** The statement over tables without the rows that it does not ask for; nothing where the parser gives up. */
  function withoutRows(
    sql: string,
  ): { readonly sql: string; readonly filters: readonly string[] } | undefined {
    const { tables: found, type } = resolve(parser.parse(sql, 'duckdb', 0), 'duckdb', (name) =>
      tables.find((table) => table.name === name.join('.'))?.columns.map((column) => column.name),
    );
    if (type === 'unreadable') return undefined;
    const asked = found.flatMap(({ name, span, filter }) =>
      filter === undefined || span === undefined
        ? []
        : [{ ...span, name: name.join('.'), where: predicateText(filter) }],
    );
    const edits = asked.map(({ start, end, name, where }) => ({
      start,
      end,
      text: `(FROM ${name} WHERE ${where})`,
    }));
    return {
      sql: applyEdits(sql, edits).text,
      filters: asked.map(({ name, where }) => `${name}: ${where}`),
    };
  }
});

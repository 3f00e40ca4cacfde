import assert from 'node:assert/strict';
import type { StatementReads } from '../../../../src/query/queryEngine.js';
import { codeTargets, writeCode } from '../../../../src/results/code/codeTargets.js';
import {
  parseStoredResult,
  printStoredResult,
  type StoredResult,
} from '../../../../src/results/storedResult.js';
import { type Filter, type View, wholeView } from '../../../../src/results/view.js';
import { readOf } from '../../../support/icebergRead.js';

describe('code for a result', () => {
  const orders = readOf('orders', [['id', 'long']]);
  const files = {
    ...orders,
    source: { kind: 'files' as const, sql: "FROM read_csv(['/lake/a.csv'])" },
  };
  const filtered = (filter: Filter): View => ({ sort: [], filters: [filter] });

  function resultOf(reads: Partial<StatementReads> = {}): StoredResult {
    const sql = reads.sql ?? 'SELECT * FROM orders';
    const all: StatementReads = {
      sql,
      schema: ['sample', 'gold'],
      tables: [orders],
      ofSession: [],
      settings: { TimeZone: 'UTC' },
      ...reads,
    };
    const query = { sql, connection: { name: 'sample', type: 'local' }, reads: all };
    return {
      id: 'a',
      columns: [{ name: 'id', type: 'BIGINT', stored: 'id', storedType: 'BIGINT' }],
      rows: 1,
      createdAt: 0,
      origin: { notebook: 'file:///a', cell: 'a', statement: 0, query },
    };
  }

  /** What each target says: `ok`, or why it has no code. */
  function offers(result: StoredResult, view = wholeView): Readonly<Record<string, string>> {
    return Object.fromEntries(
      codeTargets.map(({ id }) => {
        const made = writeCode(id, result, view);
        return [id, 'code' in made ? 'ok' : made.refused];
      }),
    );
  }

  const all = { pyiceberg: 'ok', duckdb: 'ok', spark: 'ok', awswrangler: 'not-aws' };
  const none = (why: string) => ({ pyiceberg: why, duckdb: why, spark: why });
  const of = (source: Partial<typeof orders.source>) =>
    resultOf({ tables: [readOf('orders', [['id', 'long']], source)] });
  const cases: readonly (readonly [string, StoredResult, View, object])[] = [
    ['a plain read', resultOf(), wholeView, all],
    [
      'other SQL',
      resultOf({ sql: 'SELECT 1 FROM orders' }),
      wholeView,
      { ...all, spark: 'dialect' },
    ],
    [
      'other SQL by settings',
      resultOf({ settings: { default_order: 'DESC' } }),
      wholeView,
      { ...all, spark: 'dialect' },
    ],
    [
      'plain files',
      resultOf({ tables: [files] }),
      wholeView,
      { ...all, pyiceberg: 'no-iceberg', spark: 'dialect' },
    ],
    [
      'equality deletes',
      of({ hasEqualityDeletes: true }),
      wholeView,
      { ...all, pyiceberg: 'equality-deletes' },
    ],
    ['a moved table', of({ inPlace: false }), wholeView, { ...all, ...none('moved') }],
    [
      'a branch of another schema',
      of({ reach: 'none' }),
      wholeView,
      { ...all, ...none('branch-schema') },
    ],
    ['a filter that Spark has', resultOf(), filtered({ kind: 'range', column: 0, from: '1' }), all],
    [
      'a filter that Spark has not',
      resultOf(),
      filtered({ kind: 'contains', column: 0, text: '1', matchCase: false }),
      { ...all, spark: 'view' },
    ],
  ];
  for (const [name, result, view, expected] of cases) {
    it(`is offered for ${name} by who can read it`, () => {
      assert.deepEqual(offers(result, view), expected);
    });
  }

  it('names the table that only a session has', () => {
    const made = writeCode('duckdb', resultOf({ ofSession: ['scratch'] }), wholeView);
    assert.deepEqual(made, { refused: 'session-table', name: 'scratch' });
  });

  it('is not offered for a result of which nothing is known', () => {
    const { origin, ...result } = resultOf();
    assert.ok(origin !== undefined);
    assert.deepEqual(writeCode('duckdb', result, wholeView), { refused: 'unknown-query' });
  });

  it('is the same after a reload, ids beyond 2^53 among it', () => {
    for (const result of [resultOf(), resultOf({ tables: [files] }), of({ reach: 'snapshot' })]) {
      const again = parseStoredResult(printStoredResult(result));
      assert.deepEqual(again, result);
    }
  });

  it('does not hide a result whose query can not be read', () => {
    const text = printStoredResult(resultOf()).replace('"ofSession":[]', '"ofSession":7');
    const again = parseStoredResult(text);
    assert.equal(again?.rows, 1);
    assert.equal(again.origin?.query?.reads, undefined);
    assert.equal(again.origin?.query?.connection.name, 'sample');
  });
});

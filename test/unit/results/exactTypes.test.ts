import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import type { QueryResult } from '../../../src/query/queryEngine.js';
import { isExactInParquet } from '../../../src/results/duckDbTypes.js';
import { ResultStore } from '../../../src/results/resultStore.js';
import { isNested } from '../../../src/results/text/textFormat.js';
import { selectionText } from '../../../src/results/selection.js';
import { comparedBy, type StoredResult } from '../../../src/results/storedResult.js';
import { type Sort, wholeView } from '../../../src/results/view.js';
import { selectView } from '../../../src/results/viewSql.js';
import { wholeValue } from '../../../src/results/wholeValue.js';
import { quoteName, quoteText } from '../../../src/util/quote.js';
import { TestDuckDb } from '../../support/duckDb.js';
import { typeValues } from '../../support/typeValues.js';
import { useDuckDb } from '../../support/useDuckDb.js';
import { storeRows } from '../../support/queryRows.js';

type Texts = readonly (string | null)[];

/** Values of a type, each with its place, in the order of the places and in that of the values. */
interface Sample {
  readonly sql: string;
  readonly texts: Texts;
  readonly sorted: Texts;
}

describe('a value of a type', () => {
  const { signal } = new AbortController();
  const { duckdb, folder } = useDuckDb();
  const results = new ResultStore(duckdb, join(folder, 'results'));
  const oracle = new TestDuckDb();
  after(() => oracle.close());

  /** What DuckDB itself, in another process, has as the text and the order of some values. */
  async function sample(type: string, values: readonly string[]): Promise<Sample> {
    const rows = [...values, `CAST(NULL AS ${type})`].map(
      (value, n) => `SELECT ${n} AS n, ${value} AS v`,
    );
    const sql = `SELECT v FROM (${rows.join(' UNION ALL ')}) ORDER BY n`;
    const texts = (await oracle.rows(sql)).rows.map(([value = null]) => value);
    // By their places: DuckDB may lose something of a value that it sorts by.
    const order = await oracle.rows(
      `SELECT n FROM (${rows.join(' UNION ALL ')}) ORDER BY v NULLS LAST, n`,
    );
    const sorted = order.rows.map(([n]) => texts[Number(n)] ?? null);
    return { sql, texts, sorted };
  }

  const relation = ({ sql }: Sample): Promise<StoredResult> => storeRows({ duckdb, results }, sql);

  async function parquet({ sql }: Sample): Promise<StoredResult> {
    const file = join(folder, 'values.parquet');
    await duckdb.run(`COPY (${sql}) TO ${quoteText(file)} (FORMAT parquet)`, signal);
    return results.add({ kind: 'parquet', files: [file] }, signal);
  }

  function asText(kind: 'rows' | 'csv', type: string, { texts }: Sample): Promise<StoredResult> {
    const columns = [{ name: 'v', type }];
    async function* pages() {
      yield texts.slice(0, 2).map((text) => [text]);
      yield await Promise.resolve(texts.slice(2).map((text) => [text]));
    }
    async function* bytes() {
      const lines = texts.map((text) => (text === null ? '\n' : `${quoteName(text)}\n`));
      yield await Promise.resolve(Buffer.from(`"v"\n${lines.join('')}`));
    }
    const result: QueryResult =
      kind === 'rows' ? { kind, columns, pages: pages() } : { kind, columns, bytes: bytes() };
    return results.add(result, signal);
  }

  async function windowOf(result: StoredResult, sort: Sort = []): Promise<Texts> {
    const request = { offset: 0, limit: 1000, view: { sort, filters: [] } };
    return (await results.window(result, request, signal)).rows.map(([value = null]) => value);
  }

  /** Every way out gives the same texts. */
  async function check(
    type: string,
    result: StoredResult,
    { texts, sorted }: Sample,
  ): Promise<void> {
    assert.deepEqual(await windowOf(result), texts);
    const [column] = result.columns;
    assert.ok(column);
    if (comparedBy(column).type === type) {
      const sort = [{ column: 0, descending: false }];
      assert.deepEqual(await windowOf(result, sort), sorted);
      // As in the copy of a large result, where all rows are sorted and not the first few found.
      const whole = await results.read(result, ({ before, table }) =>
        duckdb.rows(
          { before, sql: selectView('*', table, { sort, filters: [] }, result.columns) },
          signal,
        ),
      );
      assert.deepEqual(
        whole.rows.map(([value]) => value),
        sorted,
      );
    }
    const [first = null] = texts;
    const filters = [{ kind: 'set', column: 0, values: [first] }] as const;
    const request = { offset: 0, limit: 1000, view: { sort: [], filters } };
    const filtered = await results.window(result, request, signal);
    assert.deepEqual(
      filtered.rows.map(([value]) => value),
      texts.filter((text) => text === first),
    );
    const context = { duckdb, results };
    const all = { offset: 0, limit: 1000, view: wholeView, columns: [0] };
    const copied = await selectionText(context, result, all, 'csv', signal);
    const lines = texts.map((text) => (text === null ? '' : csvField(text)));
    assert.equal(copied, `${column.name}\n${lines.join('\n')}\n`);
    if (column.storedType === 'BLOB') return;
    const whole = await wholeValue(context, result, { row: 0, column: 0, view: wholeView }, signal);
    assert.equal(whole.text, first);
  }

  it('is stored as its type from text too, unless that loses something', async () => {
    for (const { type } of typeValues.filter(
      (one) => !isNested(one.type) && one.type !== 'VARIANT',
    )) {
      const wanted = await sample(type, []);
      const [column] = (await asText('rows', type, wanted)).columns;
      assert.ok(column);
      assert.equal(comparedBy(column).type, type);
      assert.equal(column.key !== undefined, type === 'TIMESTAMP WITH TIME ZONE', type);
    }
  });

  for (const { type, value } of typeValues) {
    it(type, async () => {
      const values = fc.array(value, { minLength: 3, maxLength: 60 });
      await fc.assert(
        fc.asyncProperty(values, async (some) => {
          const wanted = await sample(type, some);
          const paths = [
            relation(wanted),
            ...(isInParquet(type) ? [parquet(wanted)] : []),
            asText('rows', type, wanted),
            asText('csv', type, wanted),
          ];
          for (const result of await Promise.all(paths)) {
            await check(type, result, wanted);
            await results.remove(result.id);
          }
        }),
        { numRuns: 1, endOnFailure: true },
      );
    });
  }
});

/** DuckDB writes no infinity of the short timestamps to Parquet, and an `ENUM` as text. */
function isInParquet(type: string): boolean {
  return isExactInParquet(type) && !/^(TIMESTAMP_|ENUM)/.test(type);
}

function csvField(text: string): string {
  return text === '' || /[,"\r\n]|^\s|\s$/.test(text) ? quoteName(text) : text;
}

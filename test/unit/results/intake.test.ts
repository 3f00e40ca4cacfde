import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { QueryResult, Row } from '../../../src/query/queryEngine.js';
import { markRowEnds, writeRows } from '../../../src/results/csvBlocks.js';
import { csvPieces } from '../../../src/results/csvPieces.js';
import { intake } from '../../../src/results/intake.js';
import { quoteText } from '../../../src/util/quote.js';
import { useDuckDb } from '../../support/useDuckDb.js';

describe('taking results in', () => {
  const { signal } = new AbortController();
  const { duckdb, folder } = useDuckDb();
  const home = join(folder, 'taken');
  mkdirSync(home, { recursive: true });
  let last = 0;

  async function take(
    result: Exclude<QueryResult, { kind: 'none' }>,
    stop = signal,
  ): Promise<readonly Row[]> {
    const target = join(home, `${++last}.duckdb`);
    const { file, rows: count, columns } = await intake(duckdb, result, target, stop);
    const before = `ATTACH ${quoteText(file)} AS taken${last} (READ_ONLY)`;
    // A value of its own that begins with a byte order mark would lose it on the way out of DuckDB.
    const names = columns.map(({ stored }) => `'.' || ${stored}`).join(', ');
    const sql = `SELECT ${names} FROM taken${last}.result ORDER BY rowid`;
    const { rows } = await duckdb.rows({ before, sql }, signal);
    await duckdb.run(`DETACH taken${last}`, signal);
    assert.equal(count, rows.length);
    return rows.map((row) => row.map((value) => value?.slice(1) ?? null));
  }

  const columns = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ name: `n${index}`, type: 'varchar' }));

  async function* give<T>(...items: readonly T[]): AsyncGenerator<T> {
    for (const item of items) yield await Promise.resolve(item);
  }

  const ofRows = (pages: AsyncIterable<readonly Row[]>, width: number) =>
    ({ kind: 'rows', columns: columns(width), pages }) as const;
  const ofCsv = (bytes: AsyncIterable<Uint8Array>, width: number) =>
    ({ kind: 'csv', columns: columns(width), bytes }) as const;

  const special = [
    '',
    '"',
    '""',
    ',',
    '\n',
    '\r',
    '\r\n',
    '\0',
    '\ufeff',
    ' ',
    '\\N',
    'NULL',
    '#',
    "'",
  ];
  const text = fc.oneof(
    fc.constantFrom(...special),
    fc.string({ unit: 'grapheme', maxLength: 5 }),
    fc
      .array(fc.constantFrom(...special, 'a', 'é', '😀'), { maxLength: 4 })
      .map((parts) => parts.join('')),
  );
  const table = fc.integer({ min: 1, max: 4 }).chain((width) =>
    fc.record({
      width: fc.constant(width),
      rows: fc.array(fc.array(fc.option(text), { minLength: width, maxLength: width }), {
        maxLength: 12,
      }),
    }),
  );

  it('gives any text of any rows back as it was, NULL apart from the empty text', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.nat(12), async ({ width, rows }, cut) => {
        const pages = give(rows.slice(0, cut), [], rows.slice(cut));
        assert.deepEqual(await take(ofRows(pages, width)), rows);
      }),
      { numRuns: 30 },
    );
  });

  for (const [name, newLine] of [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
  ] as const) {
    it(`reads a CSV stream with ${name} that is cut anywhere`, async () => {
      const print = (value: string | null): string =>
        value === null ? '' : `"${value.replaceAll('"', '""')}"`;
      await fc.assert(
        fc.asyncProperty(
          table,
          fc.array(fc.nat(200), { maxLength: 5 }),
          fc.boolean(),
          async ({ width, rows }, cuts, isEnded) => {
            const lines = [columns(width).map(() => 'h'), ...rows.map((row) => row.map(print))];
            const csv = lines.map((line) => line.join(',')).join(newLine);
            // A last row of one NULL is only there by its end.
            const bytes = Buffer.from(isEnded || csv.endsWith('\n') ? csv + newLine : csv);
            const at = [0, ...cuts.map((one) => Math.min(one, bytes.length)), bytes.length];
            at.sort((a, b) => a - b);
            const parts = at.map((from, index) => bytes.subarray(from, at[index + 1]));
            assert.deepEqual(await take(ofCsv(give(...parts), width)), rows);
          },
        ),
        { numRuns: 30 },
      );
    });
  }

  it('keeps rows and their order over many pieces', async () => {
    const page = (nth: number): readonly Row[] =>
      Array.from({ length: 30_000 }, (_, index) => [
        String(nth * 30_000 + index),
        '\ufeff"x'.repeat(nth),
      ]);
    async function* pages(): AsyncGenerator<readonly Row[]> {
      for (let nth = 0; nth < 9; nth++) yield await Promise.resolve(page(nth));
    }
    const rows = await take(ofRows(pages(), 2));
    assert.equal(rows.length, 270_000);
    assert.ok(rows.every(([n], index) => n === String(index)));
    assert.deepEqual(rows.at(-1), ['269999', '\ufeff"x'.repeat(8)]);
  });

  it('takes a value of many megabytes', async () => {
    const long = 'é"\n'.repeat(2_000_000);
    const rows = await take(
      ofRows(
        give([
          ['a', long],
          [long, null],
        ]),
        2,
      ),
    );
    assert.ok(rows[0]?.[1] === long && rows[1]?.[0] === long && rows[1][1] === null);
  });

  for (const [name, bytes] of [
    ['only a header', 'a,b\n'],
    ['a header without its end', 'a,b'],
    ['nothing', ''],
  ] as const) {
    it(`makes ${name} a result without rows`, async () => {
      assert.deepEqual(await take(ofCsv(give(Buffer.from(bytes)), 2)), []);
    });
  }

  it('stops in the middle of rows that hang, and leaves nothing behind', async () => {
    const before = readdirSync(home);
    const abort = new AbortController();
    async function* hanging(): AsyncGenerator<readonly Row[]> {
      yield Array.from({ length: 300_000 }, (_, index) => [String(index)]);
      abort.abort();
      await new Promise(() => undefined);
    }
    await assert.rejects(take(ofRows(hanging(), 1), abort.signal), { name: 'AbortError' });
    assert.deepEqual(readdirSync(home), before);
  });

  it('says what failed of rows that fail, and leaves nothing behind', async () => {
    const before = readdirSync(home);
    async function* failing(): AsyncGenerator<readonly Row[]> {
      yield Array.from({ length: 300_000 }, (_, index) => [String(index)]);
      yield await Promise.reject(new Error('the service is gone'));
    }
    await assert.rejects(take(ofRows(failing(), 1)), /the service is gone/);
    await assert.rejects(take(ofRows(give([['a', 'b'], ['c']]), 2)), /Expected Number of Columns/);
    assert.deepEqual(readdirSync(home), before);
  });

  it('cuts pieces where rows end, each with a header', async () => {
    const pieces = csvPieces(
      markRowEnds(give(Buffer.from('h\r\n1\r\n"2\r\n'), Buffer.from('"\r'), Buffer.from('\n3'))),
      (nth) => join(home, `piece${nth}`),
      { bytes: 4, rows: 100 },
    );
    const found: unknown[] = [];
    for await (const { rows, newLine, longestRow } of pieces) {
      found.push({ rows, newLine, longestRow });
    }
    assert.deepEqual(found, [
      { rows: 1, newLine: '\r\n', longestRow: 6 },
      { rows: 1, newLine: '\r\n', longestRow: 15 },
      { rows: 1, newLine: '\r\n', longestRow: 9 },
    ]);
  });

  it('writes rows without holding more than a few of them', async () => {
    let given = 0;
    async function* pages(): AsyncGenerator<readonly Row[]> {
      for (; given < 1000; given++) yield await Promise.resolve([['x'.repeat(100_000)]]);
    }
    const blocks = writeRows(pages());
    await blocks.next();
    assert.ok(given < 10);
    await blocks.return(undefined);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDbClient } from '../../src/duckdb/duckDbClient.js';
import { exportResult } from '../../src/results/export/exportResult.js';
import { exportFormats } from '../../src/results/export/formats.js';
import { ResultStore } from '../../src/results/resultStore.js';
import { wholeView } from '../../src/results/view.js';
import { quoteText } from '../../src/util/quote.js';
import { exactValues } from '../support/exactValues.js';
import { storeRows } from '../support/queryRows.js';

/*
 * Writes one result in every format into the folder that is named, for `test_exports.py`, and prints what
 * is in it: each column's type and, in DuckDB's own text, its values.
 */
const nasty = [
  '',
  'NULL',
  ' blanks ',
  '\ttab\t',
  'a\r\nb\rc\nd',
  '"quoted", \'and\'; |piped|',
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '<script>alert(1)</script> &lt; &amp;',
  '**bold** _it_ `code` [link](command:x) ![i](x) ~~s~~ https://example.com \\',
  '\u001b[31mred\u0007',
  '_x000D_ _x0041_',
  '\u202eevil\u202c \ufeff \ufffd',
  'é𝒳 \u0301 中文',
  '1e400',
  '007',
];

const [folder = ''] = process.argv.slice(2);
const temp = mkdtempSync(join(tmpdir(), 'lakehouse-exports-'));
const entry = new URL('../../src/processes/duckdbProcess.ts', import.meta.url);
const duckdb = new DuckDbClient(entry, { tempDirectory: join(temp, 'duckdb') });
const results = new ResultStore(duckdb, join(temp, 'results'));
const { signal } = new AbortController();
try {
  const texts = nasty.map((text, i) => `(${i}, ${quoteText(text)})`).join(', ');
  // NULL in every other row, but for the text.
  const values = exactValues.map(
    ([literal], i) => `CASE WHEN n % 2 = 0 THEN ${literal} END AS c${i}`,
  );
  const times = `DATE '2024-02-29' AS day, TIMESTAMP '2024-02-29 13:14:15.678' AS at, TIME '06:07:08.5' AS time`;
  const sql = `SELECT n, t, ${times}, ${values.join(', ')} FROM (VALUES ${texts}) AS v(n, t) ORDER BY n`;
  const result = await storeRows({ duckdb, results }, sql);
  const asText: Record<string, readonly string[]> = {};
  for (const { id: format } of exportFormats) {
    const onProgress = (): void => undefined;
    const target = { format, file: join(folder, format), view: wholeView, onProgress, signal };
    const written = await exportResult({ duckdb, results, result, ...target });
    asText[format] = written.asText.map(({ name }) => name);
  }
  const request = { offset: 0, limit: nasty.length, view: wholeView };
  const { rows } = await results.window(result, request, signal);
  process.stdout.write(JSON.stringify({ columns: result.columns, rows, asText }));
} finally {
  duckdb.dispose();
  rmSync(temp, { recursive: true, force: true });
}

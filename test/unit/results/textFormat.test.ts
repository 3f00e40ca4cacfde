import assert from 'node:assert/strict';
import {
  isNested,
  type TextFormat,
  textWriter,
  type TextOptions,
} from '../../../src/results/text/textFormat.js';
import type { StoredColumn } from '../../../src/results/storedResult.js';
import { exactValues } from '../../support/exactValues.js';
import { useDuckDb } from '../../support/useDuckDb.js';

const text: StoredColumn = { name: 'a', type: 'VARCHAR', stored: 'a', storedType: 'VARCHAR' };
const number: StoredColumn = {
  name: 'n',
  type: 'DECIMAL(38,2)',
  stored: 'n',
  storedType: 'DECIMAL(38,2)',
};

function print(
  format: TextFormat,
  columns: readonly StoredColumn[],
  rows: readonly (readonly (string | null)[])[],
  options?: TextOptions,
): string {
  const writer = textWriter(format, columns, options);
  const lines = rows.map((row) => writer.row(row));
  return writer.begin + lines.join(writer.between) + writer.end;
}

describe('rows as text', () => {
  const cases: readonly { readonly format: TextFormat; readonly says: string }[] = [
    { format: 'tsv', says: 'a\tn\n"x\ty"\t.50\n\t\n"say ""hi"""\t-1\n' },
    { format: 'csv', says: 'a,n\nx\ty,.50\n"",\n"say ""hi""",-1\n' },
    {
      format: 'json',
      says: '[\n{"a":"x\\ty","n":0.50},\n{"a":"","n":null},\n{"a":"say \\"hi\\"","n":-1}\n]\n',
    },
    {
      format: 'jsonl',
      says: '{"a":"x\\ty","n":0.50}\n{"a":"","n":null}\n{"a":"say \\"hi\\"","n":-1}\n',
    },
    {
      format: 'markdown',
      says: '| a | n |\n| --- | ---: |\n| x\ty | .50 |\n|  | *NULL* |\n| say "hi" | -1 |\n',
    },
    {
      format: 'insert',
      says: `INSERT INTO t ("a", "n") VALUES\n  ('x\ty', .50),\n  ('', NULL),\n  ('say "hi"', -1);\n`,
    },
    { format: 'in', says: `IN ('x\ty', '', 'say "hi"')` },
  ];
  for (const { format, says } of cases) {
    it(`writes ${format}`, () => {
      const rows = [
        ['x\ty', '.50'],
        ['', null],
        ['say "hi"', '-1'],
      ];
      assert.equal(print(format, [text, number], rows, { table: 't' }), says);
    });
  }

  it('writes numbers that an engine gave as text as numbers of JSON', () => {
    const given = { ...text, key: { stored: 'k', type: 'DECIMAL(38,2)' } };
    const values = ['1.10', '-0.50', '1E5', '12345678901234567890', '007', '', '-', '1_000', 'NaN'];
    const json = print(
      'jsonl',
      [given],
      values.map((value) => [value]),
    );
    const found = json
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(5, -1));
    assert.deepEqual(found, [
      ...values.slice(0, 4),
      ...values.slice(4).map((v) => JSON.stringify(v)),
    ]);
  });

  it('lets no text be a formula of a spreadsheet', () => {
    const values = [
      '=1',
      '+1',
      '-1',
      '-1+cmd',
      '@a',
      '\ta',
      '\ra',
      '＝1',
      'a=1',
      '-1.5e3',
      '',
      null,
    ];
    const csv = print(
      'csv',
      [text],
      values.map((value) => [value]),
      { isForSpreadsheets: true },
    );
    const expected = [
      "'=1",
      "'+1",
      '-1',
      "'-1+cmd",
      "'@a",
      "'\ta",
      '"\'\ra"',
      "'＝1",
      'a=1',
      '-1.5e3',
      '""',
      '',
    ];
    assert.equal(csv, `\ufeffa\n${expected.join('\n')}\n`);
  });

  it('keeps blanks and line ends in a Markdown table', () => {
    const cell = print('markdown', [text], [[' a\r\n\tb\t']]).split('\n')[2];
    assert.equal(cell, '| &#32;a&#13;<br>\tb&#9; |');
  });

  it('leaves nothing of Markdown and HTML in a Markdown table', () => {
    const value = '| <img src=x> [a](command:b) `c` **d** _e_ ~~f~~ &lt;\n# g';
    const cell = print('markdown', [text], [[value]]).split('\n')[2] ?? '';
    const rest = cell.slice(1, -1).replace('<br>', '');
    assert.ok(!/(?<!\\)[<>[\]`*_~&#]/.test(rest), cell);
    assert.equal(cell.match(/(?<!\\)\|/g)?.length, 2);
  });

  describe('reads back', () => {
    const { signal } = new AbortController();
    const { duckdb } = useDuckDb();

    // DuckDB makes no union of a text.
    for (const [literal, value] of exactValues.filter(([text]) => !text.startsWith('union'))) {
      it(`from INSERT: ${literal}`, async () => {
        const { columns } = await duckdb.rows(`SELECT ${literal} AS v`, signal);
        const type = columns[0]?.type ?? '';
        const column: StoredColumn = { name: 'v', type, stored: 'v', storedType: type };
        await duckdb.run(`CREATE OR REPLACE TABLE t (v ${type})`, signal);
        await duckdb.run(print('insert', [column], [[value]], { table: 't' }), signal);
        const back = await duckdb.rows(
          `SELECT v, v IS NOT DISTINCT FROM ${literal} FROM t`,
          signal,
        );
        assert.deepEqual(back.rows, [[value, 'true']]);
      });
    }

    it('from JSON, with every digit', async () => {
      const sql = `SELECT ${exactValues.map(([literal], i) => `${literal} AS c${i}`).join(', ')}`;
      const all = await duckdb.rows(sql, signal);
      const columns = all.columns.map(({ name, type }) => {
        return { name, type, stored: name, storedType: type };
      });
      let numbers = 0;
      for (const [i, column] of columns.entries()) {
        const value = all.rows[0]?.[i] ?? null;
        if (value === null || isNested(column.type)) continue;
        const json = print('jsonl', [column], [[value]]);
        const parsed = Object.values(JSON.parse(json) as object)[0] as unknown;
        if (typeof parsed === 'number') {
          numbers++;
          const digits = value.replace(/^(-?)\./, '$10.');
          assert.equal(json, `{"${column.name}":${digits}}\n`);
        } else {
          assert.equal(String(parsed), value);
        }
      }
      assert.ok(numbers >= 10);
    });
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { convertNotebook } from '../../../src/converter/convert.js';
import { convertText } from '../../../src/converter/convertText.js';
import { readDatabricksSource } from '../../../src/converter/databricksSource.js';
import { defaultMigration } from '../../../src/converter/migration.js';
import { scriptBody } from '../../../src/converter/writeScript.js';
import type { PythonParser } from '../../../src/syntax/pythonParser.js';
import { pythonParser } from '../../support/pythonParser.js';

const header = '# Databricks notebook source';
const options = { migration: defaultMigration, rules: [], checkLeftovers: false };

/** Lines that notebooks are made of, and what may stand between them. */
const line = fc.constantFrom(
  '# COMMAND ----------',
  '# MAGIC %sql',
  '# MAGIC SELECT 1',
  '# MAGIC',
  '# MAGIC %md',
  '# DBTITLE 1,Load orders',
  'x = 1',
  'def f(:',
  '"""',
  '  y = "dbfs:/mnt/x"  # 𝒳',
  'df.write.format("delta").save(f"/mnt/{x}/y")',
  'spark.sql(f"OPTIMIZE {t} ZORDER BY (a")',
  'dbutils.widgets.get(',
  '%pip install x',
  '',
  ' \t',
);
const text = fc
  .array(fc.tuple(fc.oneof(line, fc.string({ unit: 'binary' })), fc.constantFrom('\n', '\r\n')))
  .map((lines) => lines.map(([body, end]) => body + end).join(''));
const notebook = fc
  .tuple(fc.constantFrom('', '\u{FEFF}'), fc.constantFrom('\n', '\r\n'), text, fc.boolean())
  .map(([bom, end, body, isCut]) => `${bom}${header}${end}${isCut ? body.trimEnd() : body}`);

describe('a Databricks source file', () => {
  let parse: PythonParser;
  before(async () => {
    parse = await pythonParser;
  });

  const cases = [
    { title: 'LF', source: `${header}\nx = 1\n\n# COMMAND ----------\n\ny = 2\n` },
    { title: 'CRLF', source: `${header}\r\nx = 1\r\n\r\n# COMMAND ----------\r\n\r\ny = 2\r\n` },
    { title: 'a byte order mark', source: `\u{FEFF}${header}\nx = 1\n` },
    { title: 'no newline at the end', source: `${header}\nx = 1` },
    { title: 'nothing but its header', source: header },
    { title: 'a cell of nothing but a title', source: `${header}\n# DBTITLE 1,Load\n` },
    { title: 'a cell that is no Python', source: `${header}\ndef f(:\n` },
    { title: 'mixed line ends', source: `${header}\nx = 1\r\ny = 2\n` },
    { title: 'no header', source: 'x = 1\n' },
    {
      title: '5 MB',
      source: `${header}\n${`# a comment\nx = "${'y'.repeat(600)}"\n`.repeat(8_500)}`,
    },
  ];
  for (const { title, source } of cases) {
    it(`keeps every byte of what no rule touches: ${title}`, function () {
      this.timeout(60_000);
      const read = readDatabricksSource(source, 'py');
      const body = scriptBody(convertNotebook(read, { ...options, parse }), false);
      assert.equal(body, source.replace(/# Databricks notebook source(?:\r?\n|$)/, ''));
    });
  }

  it('keeps every byte of any text that no rule touches', () => {
    fc.assert(
      fc.property(notebook, (source) => {
        const read = readDatabricksSource(source, 'py');
        const body = scriptBody(convertNotebook(read, { ...options, parse }), false);
        assert.equal(body, source.replace(/# Databricks notebook source(?:\r?\n|$)/, ''));
      }),
      { numRuns: 200 },
    );
  });

  it('has an answer for any text, in both formats', () => {
    fc.assert(
      fc.property(notebook, fc.constantFrom('py', 'ipynb'), (source, format) => {
        const request = { text: source, source: 'a.py', output: 'a', migration: defaultMigration };
        const { text: written, report } = convertText(parse, { ...request, format });
        assert.notEqual(written, undefined);
        if (format === 'ipynb') JSON.parse(written ?? '');
        for (const { line: first, column, endLine, endColumn } of report.findings) {
          assert.ok(first >= 1 && column >= 1 && (endLine > first || endColumn >= column));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('knows languages, titles and places of cells', () => {
    const source = `${header}\n# DBTITLE 1,Load orders\n# MAGIC %sql\n# MAGIC SELECT 1\n\n# COMMAND ----------\n\n# MAGIC %sh ls\n\n# COMMAND ----------\n\nx = 1\n`;
    const { cells } = readDatabricksSource(source, 'py');
    assert.deepEqual(
      cells.map(({ language, magic, title, firstLine, text: code }) => ({
        language,
        magic,
        title,
        firstLine,
        code,
      })),
      [
        {
          language: 'sql',
          magic: 'sql',
          title: 'Load orders',
          firstLine: 3,
          code: '%sql\nSELECT 1',
        },
        { language: 'other', magic: 'sh', title: undefined, firstLine: 8, code: '%sh ls' },
        { language: 'python', magic: undefined, title: undefined, firstLine: 12, code: 'x = 1' },
      ],
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { convertText } from '../../../src/converter/convertText.js';
import { defaultMigration } from '../../../src/converter/migration.js';
import { readJson } from '../../../src/converter/jsonText.js';
import { readJupyter } from '../../../src/converter/jupyter.js';
import type { PythonParser } from '../../../src/syntax/pythonParser.js';
import { pythonParser } from '../../support/pythonParser.js';

describe('an .ipynb', () => {
  let parse: PythonParser;
  before(async () => {
    parse = await pythonParser;
  });

  const convert = (
    text: string,
    format: 'ipynb' | 'py' = 'ipynb',
  ): ReturnType<typeof convertText> =>
    convertText(parse, {
      text,
      source: 'a.ipynb',
      output: 'b',
      format,
      migration: defaultMigration,
    });

  it('keeps every byte of the cells that no rule touches', () => {
    const cell = '{ "cell_type":"code",  "source" : "x = \\u00e9" ,"outputs":[ 1.0 ] }';
    const source = `{"cells":[${cell}],"metadata":{"a" :1},"nbformat":4,"nbformat_minor":4}\r\n`;
    const { text } = convert(source);
    assert.ok(text?.includes(cell));
    assert.ok(text?.endsWith('},"nbformat":4,"nbformat_minor":4}\r\n'));
  });

  it('makes Markdown of a cell with the magic, without outputs', () => {
    const cell = {
      cell_type: 'code',
      execution_count: 1,
      metadata: {},
      outputs: [],
      source: '%md\n# Hi',
    };
    const { text = '' } = convert(JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4 }));
    const { cells } = JSON.parse(text) as { cells: unknown[] };
    assert.deepEqual(cells, [{ cell_type: 'markdown', metadata: {}, source: '# Hi' }]);
  });

  it('counts lines in the cell', () => {
    const source = ['x = 1\n', 'dbutils.fs.mounts()'];
    const cells = [
      { cell_type: 'markdown', source: 'a' },
      { cell_type: 'code', source },
    ];
    const { report } = convert(JSON.stringify({ cells, metadata: {} }));
    const [finding] = report.findings.filter(({ status }) => status === 'manual');
    assert.deepEqual([finding?.cell, finding?.line, finding?.column], [1, 2, 1]);
  });

  for (const broken of ['', '{', '[]', '{"cells": 1}', '\u{FEFF}', 'null', '{"cells":[}']) {
    it(`is no notebook: ${JSON.stringify(broken)}`, () => {
      const { text, report } = convert(broken);
      assert.equal(text, undefined);
      assert.deepEqual(
        report.findings.map(({ status, reason }) => [status, reason]),
        [['unparsed', 'not-a-notebook']],
      );
    });
  }

  it('has an answer for cells of any shape', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), (cells, metadata) => {
        const text = JSON.stringify({ cells, metadata });
        for (const format of ['ipynb', 'py'] as const) convert(text, format);
        assert.equal(readJupyter(text)?.cells.length, cells.length);
      }),
      { numRuns: 100 },
    );
  });

  it('finds where values are, as the built-in parser reads them', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, space) => {
        const text = ` ${JSON.stringify(value, undefined, space)} `;
        const { start, end } = readJson(text);
        assert.equal(text.slice(start, end), text.trim());
      }),
    );
  });
});

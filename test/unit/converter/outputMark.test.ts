import assert from 'node:assert/strict';
import { convertText } from '../../../src/converter/convertText.js';
import { defaultMigration } from '../../../src/converter/migration.js';
import { isAsWritten, readMark } from '../../../src/converter/outputMark.js';
import { pythonParser } from '../../support/pythonParser.js';

describe('the mark of an output', () => {
  for (const format of ['py', 'ipynb'] as const) {
    it(`tells what an output came from, and whether a person has changed it: .${format}`, async () => {
      const text = '# Databricks notebook source\ndisplay(1)\n';
      const request = { text, source: 'dir/a (1).py', output: 'b', format };
      const converted = convertText(await pythonParser, {
        ...request,
        migration: defaultMigration,
      });
      const written = converted.text ?? '';
      assert.equal(readMark(written)?.from, 'a (1).py');
      assert.ok(isAsWritten(written));
      assert.ok(!isAsWritten(written.replace('display(1)', 'display(2)')));
      assert.ok(!isAsWritten(text));
    });
  }

  it('is read after Jupyter has sorted its members', () => {
    const text =
      '{"metadata": {"lakehouse_workbench": {"from": "a.py", "output": "1", "source": "2"}}}';
    assert.deepEqual(readMark(text), { from: 'a.py', output: '1', source: '2' });
  });

  it('is not read from what only looks like one', () => {
    for (const text of ['"lakehouse_workbench": {x}', '"lakehouse_workbench": {"from": 1}', '']) {
      assert.equal(readMark(text), undefined);
    }
  });
});

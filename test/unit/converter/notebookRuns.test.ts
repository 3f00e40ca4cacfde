import assert from 'node:assert/strict';
import { rules } from '../../../src/converter/rules/index.js';
import { convertSnippet } from '../../support/convertSnippet.js';
import { pythonParser } from '../../support/pythonParser.js';

describe('the notebooks that a notebook runs', () => {
  const cases = [
    { cell: '# MAGIC %run ./setup', runs: ['./setup'] },
    { cell: '# MAGIC %run "../shared/my setup" $day="2024-01-01"', runs: ['../shared/my setup'] },
    { cell: '# MAGIC %run ./setup with more', runs: [] },
    { cell: 'dbutils.notebook.run("load", 60)', runs: ['load'] },
    { cell: 'name = "load"\ndbutils.notebook.run(path=f"./{name}")', runs: ['./load'] },
    { cell: 'dbutils.notebook.run(names[0], 60)', runs: [] },
    { cell: 'runner.run("load")\ndbutils.notebook.exit("load")', runs: [] },
    { cell: 'dbutils.notebook.run("a")\ndbutils.notebook.run("a")', runs: ['a'] },
  ];
  for (const { cell, runs } of cases) {
    it(cell, async () => {
      const { conversion } = convertSnippet(await pythonParser, cell, rules);
      assert.deepEqual(conversion.runs, runs);
    });
  }
});

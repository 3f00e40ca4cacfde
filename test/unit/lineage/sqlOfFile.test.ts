import assert from 'node:assert/strict';
import { sqlOfFile } from '../../../src/lineage/sqlOfFile.js';

const scope = { connection: 'c', dialect: 'trino' } as const;

interface Case {
  readonly title: string;
  readonly uri: string;
  readonly text: string;
  /** Each cell's first line and its text, with single blanks. */
  readonly expected: readonly string[];
}

const python = `# Databricks notebook source
x = 1

# COMMAND ----------

# MAGIC %sql
# MAGIC SELECT a
# MAGIC FROM t

# COMMAND ----------

# DBTITLE 1,Two
# MAGIC %sql SELECT 2

# COMMAND ----------

# MAGIC %md
# MAGIC %sql

# COMMAND ----------

y = (
  spark.sql("""
    SELECT 3
  """)
)`;

describe('the SQL of a file', () => {
  const cases: readonly Case[] = [
    { title: 'a plain file', uri: 'a.sql', text: 'SELECT 1', expected: ['1: SELECT 1'] },
    {
      title: 'a Databricks notebook in Python',
      uri: 'a.py',
      text: python,
      expected: [
        '1: # Databricks notebook source x = 1',
        '4: SELECT a FROM t',
        '10: SELECT 2',
        '20: y = ( spark.sql(""" SELECT 3 """) )',
      ],
    },
    {
      title: 'a Databricks notebook in SQL',
      uri: 'a.sql',
      text: '-- Databricks notebook source\r\nSELECT 1\r\n\r\n-- COMMAND ----------\r\n\r\nSELECT 2',
      expected: ['1: SELECT 1', '4: SELECT 2'],
    },
    {
      title: 'a Databricks notebook whose first cell is SQL',
      uri: 'a.py',
      text: '# Databricks notebook source\n# MAGIC %sql SELECT 1\n\n# COMMAND ----------\n\nspark',
      expected: ['1: SELECT 1', '4: spark'],
    },
    { title: 'a Python script', uri: 'a.py', text: '# MAGIC %sql\nx = 1', expected: [] },
    {
      title: 'a Jupyter notebook',
      uri: 'a.ipynb',
      text: JSON.stringify({
        cells: [
          { cell_type: 'markdown', source: ['%sql'] },
          { cell_type: 'code', source: ['%sql\n', 'SELECT 1'] },
          { cell_type: 'code', source: 'x = 1\nspark.sql("SELECT 2")' },
          { cell_type: 'code', source: '%python\nspark.sql("SELECT 3")' },
          { cell_type: 'code', source: '%scala\nspark.sql("SELECT 4")' },
        ],
      }),
      expected: ['1: SELECT 1', '1: x = 1 spark.sql("SELECT 2")', '1: spark.sql("SELECT 3")'],
    },
    { title: 'a broken Jupyter notebook', uri: 'a.ipynb', text: '{"cells": [', expected: [] },
    { title: 'a Jupyter notebook of nothing', uri: 'a.ipynb', text: '{"cells": 1}', expected: [] },
  ];
  for (const { title, uri, text, expected } of cases) {
    it(`of ${title}`, () => {
      const cells = sqlOfFile(uri, text, scope)?.cells ?? [];
      const shown = cells.map((cell) => `${cell.line}: ${cell.text.replace(/\s+/g, ' ').trim()}`);
      assert.deepEqual(shown, expected);
    });
  }

  it('of a notebook is in the connection of plain files, in the dialect of Databricks', () => {
    for (const { connection, dialect } of sqlOfFile('a.py', python, scope)?.cells ?? []) {
      assert.deepEqual([connection, dialect], ['c', 'databricks']);
    }
    const alone = sqlOfFile('a.py', python, { dialect: 'duckdb' })?.cells ?? [];
    assert.ok(alone.length > 0 && alone.every((cell) => !('connection' in cell)));
  });

  it('keeps every place of a source notebook where it is in the file', () => {
    const cells = sqlOfFile('a.py', python, scope)?.cells ?? [];
    for (const { text, offset } of cells) {
      const at = Math.max(0, text.indexOf('SELECT'));
      assert.equal(python.slice(offset + at, offset + at + 8), text.slice(at, at + 8));
    }
  });
});

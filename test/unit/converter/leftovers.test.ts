import assert from 'node:assert/strict';
import { convertNotebook } from '../../../src/converter/convert.js';
import { readDatabricksSource } from '../../../src/converter/databricksSource.js';
import { defaultMigration } from '../../../src/converter/migration.js';
import { rules } from '../../../src/converter/rules/index.js';
import type { PythonParser } from '../../../src/syntax/pythonParser.js';
import { pythonParser } from '../../support/pythonParser.js';

describe('the look for what is left over', () => {
  let parse: PythonParser;
  before(async () => {
    parse = await pythonParser;
  });

  /** What is found in a cell, as it is written. */
  const leftovers = (cell: string): readonly string[] => {
    const notebook = readDatabricksSource(`# Databricks notebook source\n${cell}`, 'py');
    const options = { parse, migration: defaultMigration, rules, checkLeftovers: true };
    return convertNotebook(notebook, options)
      .findings.filter(({ rule }) => rule === 'leftover')
      .map(({ at }) => notebook.cells[0]?.text.slice(at.start, at.end) ?? '');
  };

  const found = [
    ['dbutils.jobs.taskValues.set("a", 1)', 'dbutils.jobs.taskValues.set'],
    ['dbutils.library.restartPython()', 'dbutils.library.restartPython'],
    ['spark.readStream.format("cloudFiles").load(p)', '.format("cloudFiles"'],
    ['import dlt', 'import dlt'],
    ['import mlflow.sklearn', 'import mlflow'],
    [
      'spark.conf.set("spark.databricks.delta.optimizeWrite.enabled", "true")',
      'spark.databricks.delta.optimizeWrite.enabled',
    ],
    ['spark.sql("DESCRIBE HISTORY t")', 'DESCRIBE HISTORY'],
    ['spark.sql("RESTORE TABLE t TO VERSION AS OF 3")', 'RESTORE TABLE'],
    ['spark.sql("USE CATALOG main")', 'USE CATALOG'],
    ['x = "a" + "/Volumes/c/s/v/x"', '/Volumes/'],
    ['spark.read.parquet("abfss://c@a.dfs.core.windows.net/x")', 'abfss://'],
    ['from databricks.sdk import WorkspaceClient', 'from databricks'],
    ['def f(:\n  dbutils.fs.ls("/")', 'dbutils.fs.ls'],
    ['w = dbutils', 'dbutils'],
  ] as const;
  for (const [cell, what] of found) {
    it(`finds ${what}`, () => {
      assert.ok(leftovers(cell).includes(what), leftovers(cell).join(' | '));
    });
  }

  const silent = [
    'x = 1  # dbutils.fs.ls("/mnt/x")',
    'display(spark.table("silver.orders"))',
    'day = dbutils.widgets.get("day")',
    '# MAGIC %md\n# MAGIC see dbutils and /mnt/x',
    '# MAGIC %sql\n# MAGIC OPTIMIZE silver.orders',
    'dbutils.fs.mounts()',
    'orders.write.format("delta").save("/mnt/lake/silver/orders")',
    'from delta.tables import DeltaTable\nDeltaTable.forName(spark, "a.b").delete()',
  ];
  for (const cell of silent) {
    it(`says nothing more of ${JSON.stringify(cell)}`, () => {
      assert.deepEqual(leftovers(cell), []);
    });
  }
});

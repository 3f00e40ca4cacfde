import assert from 'node:assert/strict';
import type { LineageCell } from '../../../../src/lineage/lineageFile.js';
import { otherFiles } from '../../../../src/lineage/otherFiles.js';
import { sqlOfFile } from '../../../../src/lineage/sqlOfFile.js';
import { pythonText, readPython, type Schema } from '../../../support/pythonLineage.js';

const schema: Schema = { 'b.o': ['id', 'amount'], 'g.t': ['x', 'y'] };

interface Case {
  readonly code: string;
  readonly others?: Readonly<Record<string, string>>;
  readonly expected: readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  'a temporary view of code, read by a cell of SQL': {
    code: `# Databricks notebook source
spark.table("b.o").createOrReplaceTempView("v")

# COMMAND ----------

# MAGIC %sql
# MAGIC INSERT INTO g.t SELECT id, amount * 2 FROM v`,
    expected: [
      'create-view into v',
      'id <- b.o:id',
      'amount <- b.o:amount',
      'insert into g.t',
      'x <- v:id',
      'y <- v:amount transformation',
    ],
  },
  'a name with a hole': {
    code: 'spark.table(f"{env}.b.o").select("id").write.saveAsTable(f"{env}.g.t")',
    expected: [
      'create-table into {env}.g.t',
      'id <- {env}.b.o:id',
      'unknown: parameter {env}.b.o',
      'unknown: parameter {env}.g.t',
    ],
  },
  'SQL with a hole where a table is': {
    code: 'spark.sql(f"INSERT INTO g.t SELECT id, amount FROM {env}.o WHERE day = \'{day}\'")',
    expected: [
      'insert into g.t',
      'unknown: parameter',
      'x <- {env}.o:id',
      'y <- {env}.o:amount',
      'filter: {env}.o:day',
    ],
  },
  'branches: each of them': {
    code: `import pyspark
if prod:
    name = "a"
else:
    name = "b"
spark.table("b.o").select("id").write.saveAsTable(name)`,
    expected: ['create-table into a', 'id <- b.o:id', 'create-table into b', 'id <- b.o:id'],
  },
  'insertInto by place': {
    code: 'spark.table("b.o").write.insertInto("g.t")',
    expected: ['insert into g.t', 'x <- b.o:id', 'y <- b.o:amount'],
  },
  'files by their paths': {
    code: 'spark.read.parquet("s3://l/a/").select("id").write.format("delta").save("s3://l/b")',
    expected: ['create-table into s3://l/b', 'id <- s3://l/a:id'],
  },
  'a merge of Delta': {
    code: `from delta.tables import DeltaTable
(DeltaTable.forName(spark, "g.t").alias("t")
  .merge(spark.table("b.o").alias("s"), "t.x = s.id")
  .whenMatchedUpdate(condition="s.amount > 0", set={"y": "s.amount + t.y"})
  .whenNotMatchedInsert(values={"x": "s.id", "y": "s.amount"})
  .execute())`,
    expected: [
      'merge into g.t',
      'y <- b.o:amount transformation, g.t:y transformation',
      'x <- b.o:id',
      'join: g.t:x',
      'join: b.o:id',
      'filter: b.o:amount',
    ],
  },
  pandas: {
    code: `import pandas as pd
a = pd.read_csv("a.csv", usecols=["k", "v"])
a["w"] = a["v"] * 2
g = a[a.v > 0].groupby("k", as_index=False).agg(total=("w", "sum")).rename(columns={"k": "key"})
g.to_parquet("out.parquet")`,
    expected: [
      'create-table into out.parquet',
      'key <- a.csv:k',
      'total <- a.csv:v aggregation',
      'filter: a.csv:v',
      'group-by: a.csv:k',
    ],
  },
  'tables of a pipeline': {
    code: `import dlt
from pyspark.sql import functions as F
@dlt.table(name="silver")
def make():
    return dlt.read("bronze").select(F.upper("a").alias("b"))`,
    expected: ['create-table into silver', 'b <- bronze:a transformation'],
  },
  'a function of a module of the workspace': {
    code: `import pyspark
from lib.clean import double
double(spark.table("b.o")).write.saveAsTable("t")`,
    others: {
      'lib/clean.py': `from pyspark.sql import functions as F
def double(df):
    return df.select((F.col("amount") * 2).alias("twice"))`,
    },
    expected: ['create-table into t', 'twice <- b.o:amount transformation'],
  },
  'names and views of another notebook': {
    code: `# Databricks notebook source
# MAGIC %run ./setup

# COMMAND ----------

spark.table("v").select(key).write.saveAsTable("t")`,
    others: {
      'setup.py': `# Databricks notebook source
key = "id"
spark.table("b.o").createOrReplaceTempView("v")
spark.table("b.o").write.saveAsTable("elsewhere")`,
    },
    expected: [
      'create-view into v',
      'id <- b.o:id',
      'amount <- b.o:amount',
      'create-table into t',
      'id <- v:id',
    ],
  },
  'a notebook that is not there': {
    code: '# Databricks notebook source\n# MAGIC %run ./setup\n\n# COMMAND ----------\n\nspark.table("b.o")',
    expected: ['unknown: module-missing ./setup'],
  },
};

describe('a program of Python', () => {
  for (const [title, { code, others = {}, expected }] of Object.entries(cases)) {
    it(`with ${title}`, async () => {
      const lines = await pythonText(code, schema, others);
      assert.deepEqual([...lines].sort(), [...expected].sort());
    });
  }

  it('has every name in its place', async () => {
    const code = `import pyspark\no = spark.table("b.o")\no.select("id").write.saveAsTable("t")`;
    const { cells, statements } = await readPython(code, schema);
    const [cell] = cells;
    const names = statements
      .flat()
      .flatMap(({ resolution }) =>
        resolution.uses.map(({ span }) => cell?.text.slice(span.start, span.end)),
      );
    assert.deepEqual(names, ['"b.o"', 'id', '"t"']);
  });

  it('is read with the files that it needs, and those that they need', async () => {
    const files: Readonly<Record<string, string>> = {
      'file:///w/a/main.py': 'from .lib import f\nimport pyspark\n%run ../other',
      'file:///w/a/lib.py': 'import pyspark, shared.names',
      'file:///w/shared/names.py': 'import pyspark',
      'file:///w/other.py': '# Databricks notebook source\nspark.sql("SELECT 1")',
    };
    const read = (uri: string): Promise<readonly LineageCell[] | undefined> => {
      const text = files[uri];
      return Promise.resolve(
        text === undefined ? undefined : sqlOfFile(uri, text, { dialect: 'spark' })?.cells,
      );
    };
    const uri = 'file:///w/a/main.py';
    const others = await otherFiles({ uri, cells: (await read(uri)) ?? [] }, read);
    assert.deepEqual(Object.keys(others).sort(), ['file:///w/a/lib.py', 'file:///w/other.py']);
  });
});

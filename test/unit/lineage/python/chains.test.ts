import assert from 'node:assert/strict';
import { pythonText, type Schema } from '../../../support/pythonLineage.js';

const schema: Schema = {
  'b.o': ['id', 'amount', 'kind', 'customer_id', 'tags'],
  'b.c': ['id', 'name', 'city'],
};

const before = `
from pyspark.sql import functions as F, Window
o = spark.table("b.o")
c = spark.table("b.c")
`;

interface Case {
  /** The frame that is written to `t`, after `o` and `c` were read. */
  readonly frame: string;
  /** Statements before it. */
  readonly code?: string;
  readonly expected: readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  'columns by name, by F.col, by the frame': {
    frame: 'o.select("id", F.col("amount").alias("a"), o.kind, o["tags"])',
    expected: ['id <- b.o:id', 'a <- b.o:amount', 'kind <- b.o:kind', 'tags <- b.o:tags'],
  },
  'a column that is made': {
    frame: 'o.select((F.col("amount") * 2 + F.lit(1)).alias("x"))',
    expected: ['x <- b.o:amount transformation'],
  },
  'a column in place of another': {
    frame:
      'o.select("id", "amount").withColumn("amount", F.round("amount", 2)).withColumn("x", o.kind)',
    expected: ['id <- b.o:id', 'amount <- b.o:amount transformation', 'x <- b.o:kind'],
  },
  'a condition as text and as a column': {
    frame: 'o.filter("amount > 1 AND kind = \'a\'").where(F.col("tags").isNotNull()).select("id")',
    expected: ['id <- b.o:id', 'filter: b.o:amount', 'filter: b.o:kind', 'filter: b.o:tags'],
  },
  'CASE by when': {
    frame: 'o.select(F.when(o.kind == "a", o.amount).otherwise(0).alias("x"))',
    expected: ['x <- b.o:amount transformation, b.o:kind conditional'],
  },
  'SQL in expr and selectExpr': {
    frame: 'o.selectExpr("id", "upper(kind) AS k").withColumn("n", F.expr("id + length(k)"))',
    expected: [
      'id <- b.o:id',
      'k <- b.o:kind transformation',
      'n <- b.o:id transformation, b.o:kind transformation',
    ],
  },
  'a join by a condition, with what the sides call the same': {
    frame: 'o.join(c, o.customer_id == c.id, "left").select(o.id, c.id.alias("c"), "name")',
    expected: [
      'id <- b.o:id',
      'c <- b.c:id',
      'name <- b.c:name',
      'join: b.o:customer_id',
      'join: b.c:id',
    ],
  },
  'a join of aliases': {
    frame:
      'o.alias("x").join(c.alias("y"), F.expr("x.customer_id = y.id")).filter("y.city = 1").select("x.id", F.col("y.name"))',
    expected: [
      'id <- b.o:id',
      'name <- b.c:name',
      'join: b.o:customer_id',
      'join: b.c:id',
      'filter: b.c:city',
    ],
  },
  'a join by a name that both have': {
    frame: 'o.select("id", "amount").join(c.select("id", "name"), "id")',
    expected: [
      'id <- b.o:id',
      'amount <- b.o:amount',
      'name <- b.c:name',
      'join: b.o:id',
      'join: b.c:id',
    ],
  },
  'a semi join shows its left side only': {
    frame: 'o.select("id").join(c, ["id"], "left_semi")',
    expected: ['id <- b.o:id', 'join: b.o:id', 'join: b.c:id'],
  },
  groups: {
    frame: 'o.groupBy("kind").agg(F.sum("amount").alias("s"), F.count("*").alias("n"))',
    expected: ['kind <- b.o:kind', 's <- b.o:amount aggregation', 'n <-', 'group-by: b.o:kind'],
  },
  'groups by short words': {
    frame: 'o.groupBy("kind").sum("amount")',
    expected: ['kind <- b.o:kind', 'sum(amount) <- b.o:amount aggregation', 'group-by: b.o:kind'],
  },
  'a pivot over values that are given': {
    frame: 'o.groupBy("id").pivot("kind", ["a", "b"]).sum("amount")',
    expected: [
      'id <- b.o:id',
      'a <- b.o:amount aggregation, b.o:kind conditional',
      'b <- b.o:amount aggregation, b.o:kind conditional',
      'group-by: b.o:id',
    ],
  },
  'a pivot over what the data has': {
    frame: 'o.groupBy("id").pivot("kind").sum("amount")',
    expected: ['id <- b.o:id', 'group-by: b.o:id', 'unknown: pivot', 'unknown: pivot'],
  },
  'a window': {
    code: 'w = Window.partitionBy("kind").orderBy(F.desc("amount"))',
    frame: 'o.select(F.row_number().over(w).alias("r"), F.sum("amount").over(w).alias("s"))',
    expected: [
      'r <- b.o:kind window, b.o:amount window',
      's <- b.o:amount aggregation, b.o:kind window, b.o:amount window',
    ],
  },
  'rows of an array': {
    frame: 'o.select("id", F.explode("tags").alias("tag"))',
    expected: ['id <- b.o:id', 'tag <- b.o:tags transformation'],
  },
  'a union by place and one by name': {
    frame:
      'o.select("id", "kind").union(c.select("id", "city")).unionByName(c.select(F.col("name").alias("kind"), "id"))',
    expected: ['id <- b.o:id, b.c:id', 'kind <- b.o:kind, b.c:city, b.c:name'],
  },
  'what is dropped and renamed': {
    frame: 'o.drop("tags", "kind").withColumnRenamed("amount", "a").drop(o.customer_id)',
    expected: ['id <- b.o:id', 'a <- b.o:amount'],
  },
  'all names anew': {
    frame: 'c.toDF("x", "y", "z")',
    expected: ['x <- b.c:id', 'y <- b.c:name', 'z <- b.c:city'],
  },
  'order and duplicates': {
    frame: 'c.dropDuplicates(["name"]).orderBy(F.col("city").desc()).select("id")',
    expected: ['id <- b.c:id', 'filter: b.c:name', 'sort: b.c:city'],
  },
  'a list of columns that the code has': {
    code: 'keys = ["id", "kind"]\nmore = [F.col(x).alias(f"{x}_2") for x in keys]',
    frame: 'o.select(*keys, *more)',
    expected: ['id <- b.o:id', 'kind <- b.o:kind', 'id_2 <- b.o:id', 'kind_2 <- b.o:kind'],
  },
  'a loop over the columns of a frame': {
    code: 'd = c\nfor x in c.columns:\n    d = d.withColumnRenamed(x, x.upper())',
    frame: 'd',
    expected: ['ID <- b.c:id', 'NAME <- b.c:name', 'CITY <- b.c:city'],
  },
  'a function of the file': {
    code: 'def twice(df, name, by=2):\n    """doc"""\n    return df.withColumn(name, F.col(name) * by)',
    frame: 'twice(o.select("amount"), name="amount").transform(lambda d: twice(d, "amount"))',
    expected: ['amount <- b.o:amount transformation'],
  },
  'a function that calls itself': {
    code: 'def f(df):\n    return f(df)',
    frame: 'f(o)',
    expected: ['unknown: too-deep'],
  },
  'a query of SQL': {
    frame:
      'spark.sql("SELECT id, sum(amount) AS s FROM b.o WHERE kind = 1 GROUP BY id").select("s")',
    expected: ['s <- b.o:amount aggregation', 'filter: b.o:kind', 'group-by: b.o:id'],
  },
  'a method that is not known': {
    frame: 'o.select("id").mapInPandas(f, "id int")',
    expected: ['unknown: python-call mapInPandas', 'unknown: python-call'],
  },
  'values of which nothing is known': {
    frame: 'o.select("id").withColumn("x", my_udf(F.col("id")))',
    expected: ['id <- b.o:id', 'x <- b.o:id transformation'],
  },
};

describe('DataFrame code', () => {
  for (const [title, { frame, code = '', expected }] of Object.entries(cases)) {
    it(`with ${title}`, async () => {
      const program = `${before}${code}\n(${frame}).write.saveAsTable("t")\n`;
      const lines = await pythonText(program, schema);
      const unknowns = expected.filter((line) => line.startsWith('unknown'));
      const known = expected.filter((line) => !line.startsWith('unknown'));
      assert.deepEqual([...lines].sort(), ['create-table into t', ...known, ...unknowns].sort());
    });
  }
});

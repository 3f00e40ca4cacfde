import { readdirSync, readFileSync } from 'node:fs';
import { readPython } from '../../../support/pythonLineage.js';

const folders = ['../../../support/databricks/', '../../../../sample/databricks/'];
const files = folders.flatMap((folder) => {
  const url = new URL(folder, import.meta.url);
  return readdirSync(url)
    .filter((name) => name.endsWith('.py'))
    .map((name) => [name, readFileSync(new URL(name, url), 'utf8')] as const);
});

/** Programs that could go on for ever, or grow without end. */
const endless: Readonly<Record<string, string>> = {
  'a frame joined with itself again and again': `import pyspark
d = spark.table("t")
for x in ${JSON.stringify(Array.from({ length: 60 }, String))}:
    d = d.join(d, "id").union(d)
d.write.saveAsTable("u")`,
  'a loop in a loop in a loop': `import pyspark
xs = ${JSON.stringify(Array.from({ length: 60 }, String))}
for a in xs:
    for b in xs:
        for c in xs:
            for d in xs:
                spark.table(a + b + c + d).write.saveAsTable("u")`,
  'functions that call each other': `import pyspark
def f(x): return g(x, g(x, x))
def g(x, y): return f(f(x)) + f(y)
f(spark.table("t")).write.saveAsTable("u")`,
  'names that go around': `import pyspark
a = b = c = f"{a}{b}"
for i in range(9):
    a, b, c = a + b, b + c, c + a
spark.table(a).write.saveAsTable(b)`,
  'branch after branch': `import pyspark
t = "t"
${Array.from({ length: 40 }, (_, at) => `if x${at}:\n    t = t + "${at}"`).join('\n')}
spark.table(t).write.saveAsTable("u")`,
  'brackets without end': `spark.table(${'('.repeat(3000)}`,
  'a chain without end': `spark.table("t")${'.withColumn("a", F.col("a") + 1)'.repeat(400)}.write.saveAsTable("u")`,
};

describe('any text of Python', () => {
  for (const [name, text] of files) {
    it(`ends with an answer wherever ${name} is cut`, async () => {
      const step = Math.max(1, Math.floor(text.length / 12));
      for (let end = text.length; end > 0; end -= step) await readPython(text.slice(0, end));
    });
  }
  for (const [title, text] of Object.entries(endless)) {
    it(`ends with ${title}`, async () => {
      await readPython(text);
    });
  }
});

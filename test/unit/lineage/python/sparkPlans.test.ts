import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { OutputColumn } from '../../../../src/sql/resolve/resolution.js';
import { readPython } from '../../../support/pythonLineage.js';

/** Programs whose columns we do not know, and say so, and why. */
const notKnown: Readonly<Record<string, string>> = {
  "o.selectExpr('id', 'upper(kind) AS k', 'amount * id')":
    'Spark writes the expression anew for the name of a column',
  "o.select(F.struct('id', 'kind').alias('s')).select('s.*')":
    'the fields of a value made by the program are not followed',
  "o.select(F.coalesce(o.kind, F.lit('x')).alias('k'), ~F.col('kind').isin('a', 'b'))":
    'Spark writes the expression anew for the name of a column',
};

const folder = new URL('../../../fixtures/lineage/frames/', import.meta.url);
const { tables } = read('programs.json') as { readonly tables: Readonly<Record<string, string>> };
const recorded = read('recorded.json') as readonly {
  readonly frame: string;
  readonly columns: readonly string[];
}[];

describe('DataFrame programs, beside what Spark says of them', () => {
  const schema = Object.fromEntries(
    Object.entries(tables).map(([name, ddl]) => [
      name,
      ddl.split(', ').map((column) => column.split(' ')[0] ?? ''),
    ]),
  );
  const reads = Object.keys(tables).map((name) => `${name} = spark.table("${name}")`);
  for (const { frame, columns } of recorded) {
    it(frame, async () => {
      const code = [
        'from pyspark.sql import functions as F, Window',
        ...reads,
        `(${frame}).write.saveAsTable("out")`,
      ].join('\n');
      const { statements } = await readPython(code, schema);
      const written = statements.flat().find(({ resolution }) => resolution.target !== undefined);
      assert.ok(written !== undefined);
      const { outputs, tables: used } = written.resolution;
      const nameOf = (table: number): string => used[table]?.name.join('.') ?? '?';
      const ours = outputs.map((output) => columnText(output, nameOf));
      if (frame in notKnown) assert.notDeepEqual(ours, columns, 'known by now: strike it off');
      else assert.deepEqual(ours, columns);
    });
  }
});

/** `name <- table.column, …`, as recorded: what the value is made of and decided by. */
function columnText(output: OutputColumn, nameOf: (table: number) => string): string {
  if (output.kind === 'star') return '*';
  const from = [...output.direct, ...output.indirect].map(
    ({ table, field }) => `${nameOf(table)}.${field}`,
  );
  return `${output.name ?? '?'} <- ${[...new Set(from)].sort().join(', ')}`;
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
}

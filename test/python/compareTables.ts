import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DuckDbClient } from '../../src/duckdb/duckDbClient.js';
import { compareResults } from '../../src/results/compare/compareResults.js';
import { ResultStore } from '../../src/results/resultStore.js';
import { wholeView } from '../../src/results/view.js';

/*
 * Our comparer for the comparison with Arrow's joins by `test_compare.py`. A task is a line of JSON on the
 * input: { left, right, key }, where the first two are Parquet files. The answer has the counts, and the
 * rows that differ, as texts.
 */
interface Task {
  readonly left: string;
  readonly right: string;
  readonly key: readonly string[];
}

const { signal } = new AbortController();
const folder = mkdtempSync(join(tmpdir(), 'lakehouse-compare-'));
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});
const duckdb = new DuckDbClient(new URL('../../src/processes/duckdbProcess.ts', import.meta.url), {
  tempDirectory: join(folder, 'temp'),
});
const results = new ResultStore(duckdb, join(folder, 'results'));
write({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  try {
    write(await compare(JSON.parse(line) as Task));
  } catch (error) {
    write({ error: String(error) });
  }
}
duckdb.dispose();

async function compare({ left, right, key }: Task): Promise<object> {
  const take = (file: string) => results.add({ kind: 'parquet', files: [file] }, signal);
  const both = [await take(left), await take(right)] as const;
  const { counts, differences } = await compareResults({ duckdb, results }, both, { key }, signal);
  const request = { offset: 0, limit: differences.rows, view: wholeView };
  const { rows } = await results.window(differences, request, signal);
  for (const { id } of [...both, differences]) await results.remove(id);
  return { counts, rows };
}

function write(answer: object): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

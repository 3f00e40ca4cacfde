import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalCatalog } from '../../src/catalog/local/localCatalog.js';
import { DuckDbClient } from '../../src/duckdb/duckDbClient.js';
import { localFileIO } from '../../src/iceberg/localFileIO.js';
import { LocalEngine } from '../../src/query/local/localEngine.js';
import type { QueryState, Submission } from '../../src/query/queryEngine.js';
import { codeTargets, writeCode } from '../../src/results/code/codeTargets.js';
import type { ResultQuery } from '../../src/results/resultQuery.js';
import { ResultStore } from '../../src/results/resultStore.js';
import type { StoredResult } from '../../src/results/storedResult.js';
import { type View, wholeView } from '../../src/results/view.js';
import { quoteName } from '../../src/util/quote.js';
import { analyzeHere } from '../support/analyzeSql.js';

/*
 * `copyCode.ts FOLDER NAME [QUERIES]`: runs queries on a local lakehouse as a connection of that name, stores their
 * results, and prints for each a line of JSON: { sql, columns, rows, codes }. `rows` are those of the view as DuckDB
 * writes them, `codes` by target either { code } or { refused, name }. QUERIES is a file with a list of
 * { sql, schema, view, before }; without it, all rows of every table are asked for, now and at every version.
 */
interface Query {
  readonly sql: string;
  readonly schema?: readonly string[];
  readonly view?: View;
  /** Runs before it in the same session. */
  readonly before?: string;
}

const [folder = '', name = '', file] = process.argv.slice(2);
const { signal } = new AbortController();
const home = await mkdtemp(join(tmpdir(), 'lakehouse-code-'));
const duckdb = new DuckDbClient(new URL('../../src/processes/duckdbProcess.ts', import.meta.url), {
  tempDirectory: join(home, 'temp'),
});
const results = new ResultStore(duckdb, join(home, 'results'));
const catalog = new LocalCatalog(name, folder, localFileIO, duckdb);
const engine = new LocalEngine({
  name,
  duckdb,
  catalogs: [catalog],
  readOnly: false,
  analyze: analyzeHere,
  newResultFile: () => results.newFile(),
});

try {
  const queries =
    file === undefined ? await allTables() : (JSON.parse(await readFile(file, 'utf8')) as Query[]);
  for (const [index, query] of queries.entries()) {
    write({ sql: query.sql, ...(await answer(query, `session ${index}`)) });
  }
} finally {
  duckdb.dispose();
  await rm(home, { recursive: true, force: true });
}

async function answer({ sql, schema = [], view = wholeView, before }: Query, session: string) {
  try {
    const of = { schema, parameters: {}, session };
    if (before !== undefined) await run({ ...of, sql: before });
    const stored = await store({ ...of, sql });
    const columns = stored.columns.map(({ name: shown }) => shown);
    const codes = codeTargets.map(({ id }) => [id, writeCode(id, stored, view)] as const);
    return { columns, rows: await rowsOf(stored, view), codes: Object.fromEntries(codes) };
  } catch (error) {
    return { error: String(error) };
  }
}

async function store(submission: Submission): Promise<StoredResult> {
  const { result, reads } = await run(submission);
  if (result.kind === 'none' || reads === undefined) throw new Error('not a query');
  const query: ResultQuery = { sql: submission.sql, connection: { name, type: 'local' }, reads };
  const origin = { notebook: 'file:///a.lake.sql', cell: 'a', statement: 0, query };
  const { id } = await results.add(result, signal, origin);
  // What a later window knows of it.
  const found = await results.find(id);
  if (found === undefined) throw new Error('the result is gone');
  return found;
}

async function run(submission: Submission) {
  const execution = await engine.submit(submission, signal);
  let last: QueryState | undefined;
  for await (const state of execution.states()) last = state;
  if (last?.kind === 'failed') throw last.error;
  if (last?.kind !== 'succeeded') throw new Error('not succeeded');
  return { result: await execution.result(), reads: last.reads };
}

async function rowsOf(stored: StoredResult, view: View) {
  const values = stored.columns.map((column) => `CAST(${quoteName(column.stored)} AS VARCHAR)`);
  const request = { offset: 0, limit: 1_000_000, view };
  await results.prepare(stored, view, () => undefined, signal);
  return results.slice(stored, request, async ({ before, sql }) => {
    const select = `SELECT ${values.join(', ')} FROM (${sql})`;
    return (await duckdb.rows({ before, sql: select }, signal)).rows;
  });
}

async function allTables(): Promise<readonly Query[]> {
  const queries: Query[] = [];
  for (const namespace of (await catalog.listNamespaces([], undefined, signal)).items) {
    for (const { identifier } of (await catalog.listTables(namespace, undefined, signal)).items) {
      const table = [namespace.join('.'), identifier.name].map(quoteName).join('.');
      queries.push({ sql: `SELECT * FROM ${table}` });
      const snapshots = await catalog.listSnapshots(identifier, signal).catch(() => []);
      for (const { id, refs, summary, isCurrent } of snapshots) {
        // Of large tables one version is enough.
        if (isCurrent || Number(summary['total-records'] ?? 0) > 10_000) continue;
        const versions = [String(id), ...refs.map((ref) => `'${ref}'`)];
        for (const version of versions) {
          queries.push({ sql: `SELECT * FROM ${table} FOR VERSION AS OF ${version}` });
        }
      }
    }
  }
  return queries;
}

function write(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

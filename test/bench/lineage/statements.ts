import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyzeScript } from '../../../src/lineage/script/analyzeScript.js';
import { parseSchema } from '../../../src/lineage/script/schemaFile.js';
import type { Script } from '../../../src/lineage/script/scriptApi.js';
import { type BenchRow, toBenchRow } from '../../support/benchRow.js';
import { testParser } from '../../support/sqlParser.js';

const peers = fileURLToPath(new URL('peers.py', import.meta.url));
const peerNames = ['sqlglot', 'sqllineage', 'openlineage-sql'];

/** Lineage of the 99 queries of TPC-DS with schema, every output column, beside others on the same texts. */
export async function statementRows(python: string): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lakehouse-bench-'));
  try {
    const file = join(folder, 'tpcds.jsonl');
    const texts = execFileSync(python, [peers, 'texts'], { encoding: 'utf8' });
    writeFileSync(file, texts);
    const scripts = texts.trim().split('\n').map(toScript);
    const ours = await measure(scripts);
    return peerNames.flatMap((peer) => {
      const answer = execFileSync(python, [peers, peer, file], { encoding: 'utf8' });
      const theirs = JSON.parse(answer) as number[]; // `peers.py` is ours.
      return rowsOf(ours, peer, theirs);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowsOf(
  ours: readonly number[],
  peer: string,
  theirs: readonly number[],
): readonly BenchRow[] {
  const isTarget = peer === 'sqlglot';
  const rate = (times: readonly number[]): number =>
    (1000 * times.length) / times.reduce((sum, time) => sum + time, 0);
  return [
    toBenchRow({
      name: 'lineage: TPC-DS',
      unit: 'queries/s',
      ours: rate(ours),
      peer,
      theirs: rate(theirs),
      ...(isTarget ? { atLeast: Math.round(4 * rate(theirs)) } : {}),
    }),
    toBenchRow({
      name: 'lineage: TPC-DS, p95',
      unit: 'ms',
      ours: p95(ours),
      peer,
      theirs: p95(theirs),
      ...(isTarget ? { atMost: 10 } : {}),
    }),
  ];
}

/** Milliseconds of each script in the second of two rounds. */
async function measure(scripts: readonly Script[]): Promise<readonly number[]> {
  const parser = await testParser();
  const round = (): readonly number[] =>
    scripts.map((script) => {
      const start = performance.now();
      analyzeScript({ sql: parser }, script, 'all');
      return performance.now() - start;
    });
  round();
  return round();
}

function toScript(line: string): Script {
  const { sql, schema } = JSON.parse(line) as { sql: string; schema: unknown }; // `peers.py` is ours.
  const columns = parseSchema(JSON.stringify(schema)) ?? {};
  return { texts: [{ text: sql, dialect: 'duckdb' }], schema: columns };
}

function p95(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? NaN;
}

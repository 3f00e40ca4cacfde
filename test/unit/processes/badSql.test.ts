import assert from 'node:assert/strict';
import type { Script } from '../../../src/lineage/script/scriptApi.js';
import { askScripts } from '../../../src/lineage/script/scriptClient.js';
import type { SqlProcessApi } from '../../../src/lineage/lineageApi.js';
import type { Dialect } from '../../../src/sql/dialect.js';
import { forkPort } from '../../../src/util/ports.js';
import { Remote } from '../../../src/util/rpc.js';

const entry = new URL('../../../src/processes/sqlProcess.ts', import.meta.url);

function times(count: number, text: (at: number) => string, between = ''): string {
  return Array.from({ length: count }, (_, at) => text(at)).join(between);
}

/** Bytes of no format, as an editor reads them: the same in every run. */
function noise(length: number): string {
  let state = 42;
  return times(length, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return String.fromCharCode(Math.floor(state / 65_536) % 256);
  });
}

const names = '"ünïcode"."表" SELECT "列", "عمود", "a b"" c" FROM "схема"."таб;лица"';

/** Text, then `in -> out`, the number of columns and the reasons of problems, each once. */
const cases: Readonly<Record<string, readonly [sql: string, answer: string, dialect?: Dialect]>> = {
  'a statement that is cut off': ['INSERT INTO t SELECT a, b. FROM s b JOIN ', 's -> t 0 syntax'],
  'a merge that is cut off': ['MERGE INTO t USING s ON', 's -> t 0 syntax'],
  'a quote that never closes': ["SELECT 'a FROM t; INSERT INTO b SELECT x FROM c", ' ->  0 syntax'],
  'a parenthesis that never closes': ['INSERT INTO t SELECT f((a, b FROM s', 's -> t 0 syntax'],
  'a statement beside one that is broken': [
    'SELECT FROM (; INSERT INTO t (x) SELECT a FROM s',
    's -> t 1 syntax',
  ],
  'words that only look like tables': [
    'SELECT extract(year FROM d), a IS DISTINCT FROM b FROM t JOIN',
    't ->  0 syntax',
  ],
  'a CTE of a statement that is broken': [
    'WITH c AS (SELECT a FROM s) SELECT FROM c JOIN',
    's ->  0 syntax',
  ],
  'nesting of 100 queries': [
    `${'SELECT a FROM ('.repeat(100)}SELECT a FROM t${')'.repeat(100)}`,
    't ->  0 too-deep',
  ],
  'nesting of 20,000 parentheses': [
    `SELECT ${'('.repeat(20_000)}1${')'.repeat(20_000)} FROM t`,
    't ->  0 too-deep',
  ],
  'a chain of 60 CTEs': [
    `WITH ${times(60, (at) => `c${at} AS (SELECT a FROM ${at === 0 ? 't' : `c${at - 1}`})`, ', ')} SELECT a FROM c59`,
    't ->  1 ',
  ],
  'a union of 500 branches': [
    `INSERT INTO u (x) ${times(500, () => 'SELECT a FROM t', ' UNION ALL ')}`,
    't -> u 1 ',
  ],
  'a statement of 5,000 lines': [
    `SELECT\n${times(5_000, (at) => `  coalesce(t.c${at}, 0) AS c${at}`, ',\n')}\nFROM t`,
    't ->  5000 ',
  ],
  'a file of 10 MB': [
    `INSERT INTO t (x) SELECT a FROM s;\n/* ${'x'.repeat(10_000_000)} */`,
    's -> t 1 ',
  ],
  'a file of 10 MB in one word': ['x'.repeat(10_000_000), ' ->  0 unsupported-statement'],
  'a binary file': [noise(200_000), ' ->  0 syntax'],
  'zeros and lone surrogates': [`\0\0\uD800 SELECT a FROM t \uDC00`, 't ->  0 syntax'],
  'holes of a template in names and values': [
    "INSERT INTO {{ target }} (x) SELECT a FROM s WHERE d = '{{ ds }}' AND e = ${e}",
    's ->  0 parameter',
  ],
  'a model of dbt': [
    "{{ config(materialized='table') }}\nSELECT a FROM {{ ref('o') }} o JOIN raw.x ON 1 = 1 {% if x %} WHERE b {% endif %}",
    'raw.x ->  0 syntax',
  ],
  'names in any script': [
    `INSERT INTO ${names}`,
    'схема.таб;лица -> ünïcode.表 3 target-columns',
    'trino',
  ],
};

describe('bad SQL in its process', () => {
  const { signal } = new AbortController();
  let starts = 0;
  const remote = new Remote<SqlProcessApi>(() => {
    starts++;
    return forkPort(entry);
  });
  after(() => {
    remote.dispose();
  });

  function scriptOf(text: string, dialect: Dialect = 'databricks'): Script {
    return { texts: [{ text, dialect }], schema: {} };
  }

  async function ask(scripts: readonly Script[], limitMs: number): Promise<readonly string[]> {
    const answers: string[] = [];
    for await (const answer of askScripts(remote, scripts, 'all', signal, limitMs)) {
      const { tablesIn, tablesOut, columns, problems } = answer;
      const reasons = [...new Set(problems.map(({ reason }) => reason))];
      const tables = `${tablesIn.join(', ')} -> ${tablesOut.join(', ')}`;
      answers.push(`${tables} ${columns.length} ${reasons.join(', ')}`);
    }
    return answers;
  }

  it('is answered by one and the same process, each text for itself', async () => {
    const all = Object.entries(cases);
    // The limit is against a hang, and far from what any of them takes.
    const answers = await ask(
      all.map(([, [sql, , dialect]]) => scriptOf(sql, dialect)),
      120_000,
    );
    assert.deepEqual(
      Object.fromEntries(all.map(([title], at) => [title, answers[at]])),
      Object.fromEntries(all.map(([title, [, answer]]) => [title, answer])),
    );
    assert.equal(starts, 1);
  }).timeout(240_000);

  it('that takes too long ends the process, and costs neither those before nor those after it', async () => {
    const endless = `${'SELECT a FROM t UNION ALL '.repeat(400)}SELECT a FROM t;\n`.repeat(3_000);
    const before = starts;
    const answers = await ask(
      [scriptOf('SELECT a FROM s'), scriptOf(endless), scriptOf('SELECT b FROM u')],
      8_000,
    );
    assert.deepEqual(answers, ['s ->  1 ', ' ->  0 time-limit', 'u ->  1 ']);
    assert.equal(starts, before + 1);
  }).timeout(120_000);
});

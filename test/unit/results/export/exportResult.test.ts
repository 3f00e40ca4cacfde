import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { QueryResult } from '../../../../src/query/queryEngine.js';
import type { ExportError } from '../../../../src/results/export/exportError.js';
import type { Written } from '../../../../src/results/export/exportJob.js';
import { exportResult } from '../../../../src/results/export/exportResult.js';
import { type ExportFormat, exportFormats } from '../../../../src/results/export/formats.js';
import { ResultStore } from '../../../../src/results/resultStore.js';
import type { StoredResult } from '../../../../src/results/storedResult.js';
import { type View, wholeView } from '../../../../src/results/view.js';
import { exactValues } from '../../../support/exactValues.js';
import { useDuckDb } from '../../../support/useDuckDb.js';
import { storeRows } from '../../../support/queryRows.js';

const formats = exportFormats.map(({ id }) => id);

describe('exporting a result', () => {
  const { signal } = new AbortController();
  const { duckdb, folder } = useDuckDb();
  const results = new ResultStore(duckdb, join(folder, 'results'));

  const store = (sql: string): Promise<StoredResult> => storeRows({ duckdb, results }, sql);

  function write(
    result: StoredResult,
    format: ExportFormat,
    {
      view = wholeView,
      file = join(folder, `out.${format}`),
      abort = new AbortController(),
      onProgress = () => undefined,
    }: {
      readonly view?: View;
      readonly file?: string;
      readonly abort?: AbortController;
      readonly onProgress?: (done: number) => void;
    } = {},
  ): Promise<Written> {
    const job = { duckdb, results, result, view, format, file, onProgress, signal: abort.signal };
    return exportResult(job);
  }

  const read = (format: ExportFormat): string =>
    readFileSync(join(folder, `out.${format}`), 'utf8');
  const parts = (): readonly string[] =>
    readdirSync(folder).filter((name) => name.endsWith('.part'));
  const failsWith = (problem: object) => (error: ExportError) => {
    assert.equal(error.name, 'ExportError');
    assert.deepEqual(error.problem, problem);
    return true;
  };

  describe('keeps each value', () => {
    // Bytes are hexadecimal digits wherever they are text.
    const expected = exactValues.map(([literal, text]) =>
      literal.endsWith('BLOB') ? 'AA0041' : text,
    );
    let result: StoredResult;
    before(async () => {
      const values = exactValues.map(([literal], i) => `${literal} AS c${i}`);
      result = await store(`SELECT ${values.join(', ')}`);
    });

    it('in Parquet, as its own type where there is one', async () => {
      const { asText, rows } = await write(result, 'parquet');
      const file = join(folder, 'out.parquet');
      const back = await duckdb.rows(`FROM read_parquet('${file}')`, signal);
      assert.deepEqual(back.rows, [exactValues.map(([, text]) => text)]);
      const names = asText.map(({ name }) => name);
      assert.ok(names.includes('c0') && !names.includes('c2'));
      assert.equal(rows, 1);
    });

    for (const [format, delimiter] of [
      ['csv', ','],
      ['tsv', '\t'],
    ] as const) {
      it(`in ${format.toUpperCase()}`, async () => {
        await write(result, format);
        const file = join(folder, `out.${format}`);
        const sql = `FROM read_csv('${file}', all_varchar = true, header = true, delim = '${delimiter}', allow_quoted_nulls = false)`;
        assert.deepEqual((await duckdb.rows(sql, signal)).rows, [expected]);
      });
    }

    it('in JSON Lines, numbers with every digit', async () => {
      await write(result, 'jsonl');
      const line = read('jsonl');
      assert.equal(line.split('\n').length, 2);
      JSON.parse(line);
      for (const part of [
        '"c0":-170141183460469231731687303715884105728,',
        '"c4":12345678901234567890123456789012345678,',
        '"c5":0.00000000000000000000000000000000000001,',
        '"c9":"nan"',
        '"c22":null,',
        '{"a":9007199254740993,"b":null}',
        '{"k":1.10}',
        '{"n": 12345678901234567890}',
      ]) {
        assert.ok(line.includes(part), `${part} in ${line}`);
      }
    });
  });

  const rows = 50_000;
  const evenDescending: View = {
    sort: [{ column: 0, descending: true }],
    filters: [{ kind: 'set', column: 1, values: ['0'] }],
  };
  const seen = Array.from({ length: rows / 2 }, (_value, i) => String(rows - 2 - 2 * i));
  const firstColumn: Partial<Record<ExportFormat, () => readonly string[]>> = {
    csv: () => read('csv').trimEnd().split('\n').slice(1).map(firstOf),
    spreadsheet: () => read('spreadsheet').trimEnd().split('\n').slice(1).map(firstOf),
    tsv: () => read('tsv').trimEnd().split('\n').slice(1).map(firstOf),
    json: () => (JSON.parse(read('json')) as { n: number }[]).map(({ n }) => String(n)),
    jsonl: () =>
      read('jsonl')
        .trimEnd()
        .split('\n')
        .map((line) => String((JSON.parse(line) as { n: number }).n)),
    markdown: () =>
      read('markdown')
        .trimEnd()
        .split('\n')
        .slice(2)
        .map((line) => line.split(' ')[1] ?? ''),
  };
  function firstOf(line: string): string {
    return line.split(/[,\t]/, 1)[0] ?? '';
  }

  for (const [format, read] of Object.entries(firstColumn)) {
    it(`writes the rows that are seen, in their order, as ${format}`, async () => {
      const result = await store(`SELECT range AS n, range % 2 AS odd FROM range(${rows})`);
      const heard: number[] = [];
      const written = await write(result, format as ExportFormat, {
        view: evenDescending,
        onProgress: (done) => heard.push(done),
      });
      assert.equal(written.rows, rows / 2);
      const [found, expected] = [read(), seen].map((values) => values.join(' '));
      assert.ok(found === expected, found?.slice(0, 200));
      assert.ok(heard.every((done) => done >= 0 && done <= 1));
    });
  }

  it('sorts what Parquet has as text by its values', async () => {
    const result = await store('SELECT range::HUGEINT AS n, 0 AS odd FROM range(200)');
    const view: View = { sort: [{ column: 0, descending: true }], filters: [] };
    await write(result, 'parquet', { view });
    const sql = `SELECT n FROM '${join(folder, 'out.parquet')}' LIMIT 2`;
    assert.deepEqual((await duckdb.rows(sql, signal)).rows, [['199'], ['198']]);
  });

  it('reads long values in pages that memory has room for', async () => {
    const result = await store(
      "SELECT range AS n, repeat('x', CASE WHEN range % 3 = 0 THEN 3000000 ELSE 3 END) AS t FROM range(12)",
    );
    const heard: number[] = [];
    await write(result, 'jsonl', { onProgress: (done) => heard.push(done) });
    const lines = read('jsonl').trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => line.length),
      Array.from({ length: 12 }, (_value, i) => 13 + String(i).length + (i % 3 === 0 ? 3e6 : 3)),
    );
    assert.ok(heard.length >= 2, 'several pages');
  });

  for (const format of formats) {
    it(`writes names that occur twice or are none as ${format}`, async () => {
      const pages = (async function* () {
        yield await Promise.resolve([['1', '2', '3']]);
      })();
      const columns = ['a', 'a', ''].map((name) => ({ name, type: 'varchar' }));
      const taken: Exclude<QueryResult, { kind: 'none' }> = { kind: 'rows', columns, pages };
      const result = await results.add(taken, signal);
      const { renamed } = await write(result, format);
      const isRenamed = ['json', 'jsonl', 'parquet'].includes(format);
      assert.equal(renamed.length, isRenamed ? 3 : 0);
      const head: Partial<Record<ExportFormat, string>> = {
        csv: 'a,a,""\n1,2,3\n',
        spreadsheet: '\ufeffa,a,""\n1,2,3\n',
        tsv: 'a\ta\t""\n1\t2\t3\n',
        jsonl: '{"c0":"1","c1":"2","c2":"3"}\n',
        markdown: '| a | a |  |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n',
      };
      const expected = head[format];
      if (expected !== undefined) assert.equal(read(format), expected);
    });

    it(`writes no rows as ${format}`, async () => {
      const result = await store('SELECT 1 AS a WHERE false');
      assert.equal((await write(result, format)).rows, 0);
      if (format === 'json') assert.deepEqual(JSON.parse(read(format)), []);
      if (format === 'jsonl') assert.equal(read(format), '');
    });

    it(`leaves what was there, and nothing else, when it is cancelled, as ${format}`, async () => {
      const result = await store(
        'SELECT range AS n, hash(range)::VARCHAR AS h, range % 7 AS k FROM range(150000)',
      );
      const file = join(folder, `kept.${format}`);
      writeFileSync(file, 'before');
      const abort = new AbortController();
      const writing = write(result, format, { file, abort });
      while (parts().length === 0 && !abort.signal.aborted) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        if (await isSettled(writing)) break;
      }
      abort.abort();
      await assert.rejects(writing, { name: 'AbortError' });
      assert.equal(readFileSync(file, 'utf8'), 'before');
      assert.deepEqual(parts(), []);
      await write(result, format, { file });
      assert.notEqual(readFileSync(file, 'utf8'), 'before');
    });

    it(`says so where there is no such folder, as ${format}`, async () => {
      const result = await store('SELECT 1 AS a');
      const file = join(folder, 'nowhere', `out.${format}`);
      await assert.rejects(write(result, format, { file }), (error: ExportError) => {
        assert.equal(error.problem.code, 'not-writable');
        return true;
      });
    });

    it(`says so where the result is gone, as ${format}`, async () => {
      const result = await store('SELECT 1 AS a');
      for (const name of readdirSync(join(folder, 'results'))) {
        if (name.startsWith(result.id)) rmSync(join(folder, 'results', name));
      }
      const file = join(folder, `gone.${format}`);
      await assert.rejects(write(result, format, { file }), failsWith({ code: 'gone' }));
      assert.ok(!existsSync(file));
    });
  }

  describe('to Excel', () => {
    const cases: readonly [title: string, sql: string, problem: object][] = [
      [
        'more rows than a sheet holds',
        'SELECT range AS a FROM range(1048576)',
        { code: 'too-many-rows', rows: 1_048_576, most: 1_048_575 },
      ],
      [
        'a text that is too long for a cell',
        "SELECT repeat('é', range::BIGINT * 32767 + 1) AS t FROM range(2)",
        { code: 'text-too-long', column: 't', row: 2, characters: 32_768, most: 32_767 },
      ],
    ];
    for (const [title, sql, problem] of cases) {
      it(`refuses ${title}`, async () => {
        const result = await store(sql);
        const file = join(folder, 'refused.xlsx');
        await assert.rejects(write(result, 'excel', { file }), failsWith(problem));
        assert.ok(!existsSync(file));
        assert.deepEqual(parts(), []);
      });
    }

    it('refuses more columns than a sheet holds before anything is written', async () => {
      const result = await store('SELECT 1 AS a');
      const [column] = result.columns;
      assert.ok(column !== undefined);
      const wide = { ...result, columns: Array.from({ length: 16_385 }, () => column) };
      const problem = { code: 'too-many-columns', columns: 16_385, most: 16_384 };
      await assert.rejects(write(wide, 'excel'), failsWith(problem));
    });

    it('takes the rows that a filter leaves of more', async () => {
      const result = await store('SELECT range AS a FROM range(1048577)');
      const view: View = { sort: [], filters: [{ kind: 'range', column: 0, to: '10' }] };
      const { rows } = await write(result, 'excel', { view });
      assert.equal(rows, 11);
    });
  });

  it('names the file in progress beside the target', async () => {
    const result = await store('SELECT range AS a FROM range(100000)');
    const file = join(folder, 'beside.jsonl');
    let seen: readonly string[] = [];
    await write(result, 'jsonl', { file, onProgress: () => (seen = parts()) });
    assert.match(seen[0] ?? '', new RegExp(`^${basename(file)}\\.[0-9a-f]{8}\\.part$`));
  });
});

async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const mark = {};
  const first = await Promise.race([promise.catch(() => undefined), Promise.resolve(mark)]);
  return first !== mark;
}

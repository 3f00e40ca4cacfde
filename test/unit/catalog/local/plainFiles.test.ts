import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LocalCatalog } from '../../../../src/catalog/local/localCatalog.js';
import { localFileIO } from '../../../../src/iceberg/localFileIO.js';
import type { Literal, Predicate } from '../../../../src/util/predicate.js';
import { TestDuckDb } from '../../../support/duckDb.js';

const { signal } = new AbortController();

/** A file's bytes, or for Parquet the query that gives its rows. */
type Files = Readonly<Record<string, string | Uint8Array | { readonly sql: string }>>;

describe('a folder of plain files', () => {
  const duckdb = new TestDuckDb();
  let root: string;
  let catalog: LocalCatalog;
  let last = 0;
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'lake year=1999 '));
    catalog = new LocalCatalog('local', root, localFileIO, duckdb);
  });
  after(async () => {
    await duckdb.close();
    await rm(root, { recursive: true, force: true });
  });

  async function makeTable(files: Files) {
    const name = `t${++last}`;
    for (const [path, content] of Object.entries(files)) {
      const file = join(root, 'raw', name, path);
      await mkdir(dirname(file), { recursive: true });
      if (typeof content === 'string' || content instanceof Uint8Array) {
        await writeFile(file, content);
      } else {
        await duckdb.run(
          `COPY (${content.sql}) TO '${file.replaceAll("'", "''")}' (FORMAT parquet)`,
        );
      }
    }
    return { namespace: ['raw'], name };
  }

  const tables: readonly {
    readonly title: string;
    readonly files: Files;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly (string | null)[])[];
  }[] = [
    {
      title: 'nested keys: numbers with zeros before them are text, NULL, and encoded values',
      files: {
        'region=eu/n=01/a.parquet': { sql: 'SELECT 1 AS id' },
        'region=__HIVE_DEFAULT_PARTITION__/n=2/a.parquet': { sql: 'SELECT 2 AS id' },
        'region=a%20b%2Fc%27/n=10/a.parquet': { sql: 'SELECT 3 AS id' },
      },
      columns: ['id int', 'n string', 'region string'],
      rows: [
        ['1', '01', 'eu'],
        ['2', '2', null],
        ['3', '10', "a b/c'"],
      ],
    },
    {
      title: 'keys that are numbers and days',
      files: {
        'n=1/day=2026-01-01/a.parquet': { sql: 'SELECT 1 AS id' },
        'n=20/day=2026-01-02/a.parquet': { sql: 'SELECT 2 AS id' },
      },
      columns: ['id int', 'day date', 'n long'],
      rows: [
        ['1', '2026-01-01', '1'],
        ['2', '2026-01-02', '20'],
      ],
    },
    {
      title: 'a key that is a day in one folder only',
      files: {
        'day=2026-01-01/a.csv': 'id\n1\n',
        'day=later/a.csv': 'id\n2\n',
      },
      columns: ['id long', 'day string'],
      rows: [
        ['1', '2026-01-01'],
        ['2', 'later'],
      ],
    },
    {
      title: 'a key that the files have as well: the folder wins, as in Spark',
      files: { 'day=2026-01-01/a.parquet': { sql: "SELECT 1 AS id, '2099' AS day" } },
      columns: ['id int', 'day date'],
      rows: [['1', '2026-01-01']],
    },
    {
      title: 'Parquet files of different columns and types, and one without a row',
      files: {
        'a.parquet': { sql: 'SELECT 1::INTEGER AS id, 0.1::DECIMAL(4, 1) AS x' },
        'b.parquet': { sql: "SELECT 9007199254740993 AS id, 'y' AS y" },
        'c.parquet': { sql: 'SELECT 3 AS id WHERE false' },
      },
      columns: ['id long', 'x decimal(4, 1)', 'y string'],
      rows: [
        ['1', '0.1', null],
        ['9007199254740993', null, 'y'],
      ],
    },
    {
      title: 'names with patterns and quotes in them',
      files: {
        "a*[1]?'.parquet": { sql: 'SELECT 1 AS id' },
        'a.parquet': { sql: 'SELECT 2 AS id' },
      },
      columns: ['id int'],
      rows: [['1'], ['2']],
    },
    {
      title: 'CSV with other separators, quotes, line ends, and its columns in another order',
      files: {
        'a.csv': 'id,name\r\n1,"x, ""y"""\r\n',
        'b.csv': 'name;id\nb;2\n',
        'c.tsv': '\uFEFFid\tname\textra\n3\tc\t7\n',
        'd.csv.gz': gzipSync('id|name\n4|"two\nlines"\n'),
      },
      columns: ['id long', 'name string', 'extra long'],
      rows: [
        ['1', 'x, "y"', null],
        ['2', 'b', null],
        ['3', 'c', '7'],
        ['4', 'two\nlines', null],
      ],
    },
    {
      title: 'CSV without a header',
      files: { 'a.csv': '1,a\n2,b\n' },
      columns: ['column0 long', 'column1 string'],
      rows: [
        ['1', 'a'],
        ['2', 'b'],
      ],
    },
    {
      title: 'CSV below a title and remarks',
      files: { 'a.csv': 'Orders of May\n\nid,name\n1,a\n', 'b.csv': '# remark\nid,name\n2,b\n' },
      columns: ['id long', 'name string'],
      rows: [
        ['1', 'a'],
        ['2', 'b'],
      ],
    },
    {
      title: 'CSV whose zeros at the front, signs and empty values are kept',
      files: { 'a.csv': 'zip,rate,note\n01234,10%,\n99999,20%,""\n' },
      columns: ['zip string', 'rate string', 'note string'],
      rows: [
        ['01234', '10%', null],
        ['99999', '20%', null],
      ],
    },
    {
      title: 'CSV that is no number only after many rows',
      files: { 'a.csv': `id\n${'7\n'.repeat(30_000)}x\n` },
      columns: ['id string'],
      rows: [...Array.from({ length: 30_000 }, () => ['7']), ['x']],
    },
    {
      title: 'empty files beside others, and what writers hide',
      files: {
        'a.csv': '',
        'b.csv': 'id\n1\n',
        'c.csv': 'id\n',
        _SUCCESS: '',
        '.b.csv.crc': 'x',
        '_temporary/x.csv': 'id\n9\n',
        'README.md': '# Read me',
      },
      columns: ['id long'],
      rows: [['1']],
    },
    {
      title: 'JSON in lists, lines and compressed',
      files: {
        'a.json': '[{"id": 1, "tags": ["a"]}, {"id": 2}]',
        'b.jsonl': '{"id": 9007199254740993}\r\n\r\n{"id": 4, "at": {"x": 1.5}}\r\n',
        'c.ndjson': '{"id": 5}\n',
        'd.json': '{\n  "id": 6\n}\n',
        'e.jsonl.gz': gzipSync('{"id": 7}\n'),
        'f.json': '',
      },
      columns: ['id long', 'tags list<string>', 'at struct<x: double>'],
      rows: [
        ['1', '[a]', null],
        ['2', null, null],
        ['4', null, "{'x': 1.5}"],
        ['5', null, null],
        ['6', null, null],
        ['7', null, null],
        ['9007199254740993', null, null],
      ],
    },
    {
      title: 'JSON with a key that only a late row has',
      files: { 'a.jsonl': `${'{"id": 1}\n'.repeat(30_000)}{"id": 2, "late": true}\n` },
      columns: ['id long', 'late boolean'],
      rows: [...Array.from({ length: 30_000 }, () => ['1', null]), ['2', 'true']],
    },
  ];
  for (const { title, files, columns, rows } of tables) {
    it(`reads ${title}`, async () => {
      const identifier = await makeTable(files);
      const table = await catalog.loadTable(identifier, signal);
      assert.deepEqual(
        table.columns.map((column) => `${column.name} ${column.type}`),
        columns,
      );
      const { sql } = await catalog.relation(identifier, {}, signal);
      assert.deepEqual((await duckdb.rows(`${sql} ORDER BY ALL`)).rows, rows);
    });
  }

  const wrong: readonly { readonly title: string; readonly files: Files; readonly says: RegExp }[] =
    [
      {
        title: 'files of two formats',
        files: { 'a.csv': 'id\n1\n', 'b.json': '{"id": 2}' },
        says: /b\.json: json in a folder of csv files$/,
      },
      {
        title: 'a broken Parquet file among others',
        files: { 'a.parquet': { sql: 'SELECT 1 AS id' }, 'b.parquet': 'PAR1 nothing PAR1' },
        says: /b\.parquet/,
      },
      {
        title: 'an empty Parquet file',
        files: { 'a.parquet': { sql: 'SELECT 1 AS id' }, 'b.parquet': '' },
        says: /b\.parquet' too small to be a Parquet file$/,
      },
      {
        title: 'nothing but empty files',
        files: { 'a.csv': '', 'b.csv': '' },
        says: /no columns: all its files are empty$/,
      },
      {
        title: 'files beside folders of keys',
        files: { 'a.csv': 'id\n1\n', 'day=2026-01-01/a.csv': 'id\n2\n' },
        says: /day=2026-01-01\/a\.csv: it lies in folders of other keys than .*\/a\.csv$/,
      },
      {
        title: 'folders of different keys',
        files: { 'day=1/a.csv': 'id\n1\n', 'hour=1/a.csv': 'id\n2\n' },
        says: /hour=1\/a\.csv: it lies in folders of other keys than .*day=1\/a\.csv$/,
      },
      {
        title: 'CSV whose first lines DuckDB would leave out',
        files: { 'a.csv': 'id,name\n1,a\n2,b\n3,c,EXTRA\n', 'b.csv': 'id,name\n1,a\n' },
        says: /a\.csv: its first 3 lines have fewer values than others below, and would be left out$/,
      },
      {
        title: 'compressed CSV whose first lines DuckDB would leave out',
        files: { 'a.csv.gz': gzipSync('1,a\n2,b\n3,c,9\n') },
        says: /a\.csv\.gz: its first 2 lines/,
      },
      {
        title: 'CSV in another encoding',
        files: {
          'a.csv': 'id,name\n1,x\n',
          'b.csv': Buffer.from('id,name\n2,caf\xe9\n', 'latin1'),
        },
        says: /b\.csv: .*CSV Error .*not utf-8 encoded\.$/,
      },
      {
        title: 'JSON that is cut',
        files: { 'a.json': '{"id": 1}', 'b.json': '{"id": ' },
        says: /Malformed JSON in file ".*b\.json", at byte \d+/,
      },
    ];
  for (const { title, files, says } of wrong) {
    it(`says what is wrong with ${title}`, async () => {
      const identifier = await makeTable(files);
      await assert.rejects(catalog.loadTable(identifier, signal), {
        name: 'CatalogError',
        code: 'syntax',
        message: says,
      });
    });
  }

  it('makes one table of a thousand files and more', async () => {
    const files = Array.from({ length: 1200 }, (_, i): readonly [string, string] => {
      return [`k=${i % 30}/${i}.json`, `{"id": ${i}}`];
    });
    const identifier = await makeTable(Object.fromEntries(files));
    const relation = await catalog.relation(identifier, {}, signal);
    const { rows } = await duckdb.rows(`SELECT count(*), sum(id), max(k) FROM (${relation.sql})`);
    assert.deepEqual(rows, [['1200', '719400', '29']]);
    assert.equal(relation.files.total, 1200);
  });

  describe('with keys', () => {
    const number = (text: string): Literal => ({ type: 'number', text });
    const string = (text: string): Literal => ({ type: 'string', text });
    const column = (name: string) => ({ column: [name] });
    const filters: readonly { readonly sql: string; readonly filter: Predicate }[] = [
      {
        sql: 'n = 2',
        filter: { kind: 'compare', ...column('n'), operator: '=', value: number('2') },
      },
      {
        sql: 'n > 1 AND id = 3',
        filter: {
          kind: 'and',
          parts: [
            { kind: 'compare', ...column('n'), operator: '>', value: number('1') },
            { kind: 'compare', ...column('id'), operator: '=', value: number('3') },
          ],
        },
      },
      {
        sql: "day >= DATE '2026-02-01'",
        filter: {
          kind: 'compare',
          ...column('day'),
          operator: '>=',
          value: { type: 'date', text: '2026-02-01' },
        },
      },
      {
        sql: "region IN ('eu', 'a b')",
        filter: { kind: 'in', ...column('region'), values: [string('eu'), string('a b')] },
      },
      { sql: 'region IS NULL', filter: { kind: 'is-null', ...column('region') } },
      { sql: 'region IS NOT NULL', filter: { kind: 'not-null', ...column('region') } },
      {
        sql: "REGION LIKE 'e%'",
        filter: { kind: 'starts-with', ...column('REGION'), prefix: 'e' },
      },
      {
        sql: 'n = 1 OR id = 4',
        filter: {
          kind: 'or',
          parts: [
            { kind: 'compare', ...column('n'), operator: '=', value: number('1') },
            { kind: 'compare', ...column('id'), operator: '=', value: number('4') },
          ],
        },
      },
    ];
    const folders = [
      'region=eu/n=1/day=2026-01-01',
      'region=eu/n=2/day=2026-02-01',
      'region=a%20b/n=2/day=2026-02-02',
      'region=__HIVE_DEFAULT_PARTITION__/n=3/day=2026-03-01',
    ];
    const formats = [
      { format: 'parquet', content: (id: number) => ({ sql: `SELECT ${id} AS id` }) },
      { format: 'csv', content: (id: number) => `id\n${id}\n` },
      { format: 'json', content: (id: number) => `{"id": ${id}}` },
    ];
    for (const { format, content } of formats) {
      for (const { sql, filter } of filters) {
        it(`has DuckDB read only the ${format} files that ${sql} leaves, and says how many`, async () => {
          const files = folders.map(
            (folder, i) => [`${folder}/a.${format}`, content(i + 1)] as const,
          );
          const identifier = await makeTable(Object.fromEntries(files));
          const relation = await catalog.relation(identifier, { filter }, signal);
          const statement = `FROM (${relation.sql}) WHERE ${sql}`;
          const plan = await duckdb.plan(`EXPLAIN ANALYZE ${statement}`);
          assert.equal(relation.files.total, 4);
          // DuckDB reads even less where it knows a file's smallest and largest values.
          assert.equal(relation.files.read, Number(/Total Files Read: (\d+)/.exec(plan)?.[1]));
          const all = await catalog.relation(identifier, {}, signal);
          assert.equal(all.sql, relation.sql);
          assert.equal(all.files.read, 4);
          assert.ok(all.files.bytes >= relation.files.bytes);
        });
      }
    }
  });
});

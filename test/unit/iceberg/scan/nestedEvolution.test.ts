import assert from 'node:assert/strict';
import type { Field } from '../../../../src/iceberg/schema.js';
import { field, list, map, ScanTable, struct } from '../../../support/scanTable.js';

interface Case {
  readonly title: string;
  /** The row of a file, and the ids of its fields in DuckDB's notation. */
  readonly stored: string;
  readonly ids: string;
  /** What the column 1 is now. */
  readonly now: Field;
  readonly expected: readonly (string | null)[];
}

const point = `{__duckdb_field_id: 1, x: 2, y: 3}`;

const cases: readonly Case[] = [
  {
    title: 'a renamed field of a struct',
    stored: `{'x': 1, 'y': 2}`,
    ids: point,
    now: field(1, 'p', struct(field(2, 'longitude', 'int'), field(3, 'y', 'int'))),
    expected: [`{'longitude': 1, 'y': 2}`],
  },
  {
    title: 'two fields that changed their names with each other',
    stored: `{'x': 1, 'y': 2}`,
    ids: point,
    now: field(1, 'p', struct(field(2, 'y', 'int'), field(3, 'x', 'int'))),
    expected: [`{'y': 1, 'x': 2}`],
  },
  {
    title: 'a dropped field, and another one of its name',
    stored: `{'x': 1, 'y': 2}`,
    ids: point,
    now: field(1, 'p', struct(field(3, 'y', 'int'), field(4, 'x', 'string'))),
    expected: [`{'y': 2, 'x': NULL}`],
  },
  {
    title: 'fields in another order, one of a wider type',
    stored: `{'x': 1::INTEGER, 'y': 2::INTEGER}`,
    ids: point,
    now: field(1, 'p', struct(field(3, 'y', 'long'), field(2, 'x', 'int'))),
    expected: [`{'y': 2, 'x': 1}`],
  },
  {
    title: 'a struct that is NULL, not one of NULLs',
    stored: `NULL::STRUCT(x INTEGER, y INTEGER)`,
    ids: point,
    now: field(1, 'p', struct(field(2, 'z', 'int'))),
    expected: [null],
  },
  {
    title: 'a struct of NULLs, not one that is NULL',
    stored: `{'x': NULL::INTEGER, 'y': NULL::INTEGER}`,
    ids: point,
    now: field(1, 'p', struct(field(2, 'z', 'int'))),
    expected: [`{'z': NULL}`],
  },
  {
    title: 'a struct of which nothing is left but what was added',
    stored: `{'x': 1, 'y': 2}`,
    ids: point,
    now: field(1, 'p', struct(field(4, 'z', 'decimal(9, 2)'))),
    expected: [`{'z': NULL}`],
  },
  {
    title: 'a field with a default, in a struct that has none of it',
    stored: `{'x': 1, 'y': 2}`,
    ids: point,
    now: field(
      1,
      'p',
      struct(field(2, 'x', 'int'), field(4, 'z', 'decimal(9, 2)', { initialDefault: '1.50' })),
    ),
    expected: [`{'x': 1, 'z': 1.50}`],
  },
  {
    title: 'a field within a struct within a struct',
    stored: `{'q': {'deep': 1::INTEGER}}`,
    ids: `{__duckdb_field_id: 1, q: {__duckdb_field_id: 2, deep: 3}}`,
    now: field(1, 'p', struct(field(2, 'within', struct(field(3, 'below', 'long'))))),
    expected: [`{'within': {'below': 1}}`],
  },
  {
    title: 'names that SQL and DuckDB could stumble over',
    stored: `{'it''s "x"': 1, 'e1': 3}`,
    ids: `{__duckdb_field_id: 1, 'it''s "x"': 2, e1: 4}`,
    now: field(1, 'p', struct(field(4, `'}); DROP`, 'int'), field(2, 'p0', 'int'))),
    expected: [`{'\\'}); DROP': 3, 'p0': 1}`],
  },
  {
    title: 'structs in a list, one of them NULL',
    stored: `[{'x': 1, 'y': 2}, NULL, {'x': NULL, 'y': 4}]`,
    ids: `{__duckdb_field_id: 1, element: {__duckdb_field_id: 2, x: 3, y: 4}}`,
    now: field(1, 'p', list(2, struct(field(4, 'x', 'long'), field(3, 'was_x', 'int')))),
    expected: [`[{'x': 2, 'was_x': 1}, NULL, {'x': 4, 'was_x': NULL}]`],
  },
  {
    title: 'a list that is NULL',
    stored: `NULL::STRUCT(x INTEGER)[]`,
    ids: `{__duckdb_field_id: 1, element: {__duckdb_field_id: 2, x: 3}}`,
    now: field(1, 'p', list(2, struct(field(3, 'z', 'int')))),
    expected: [null],
  },
  {
    title: 'lists in lists with a wider element',
    stored: `[[1::INTEGER, NULL], [], NULL]`,
    ids: `{__duckdb_field_id: 1, element: {__duckdb_field_id: 2, element: 3}}`,
    now: field(1, 'p', list(2, list(3, 'long'))),
    expected: ['[[1, NULL], [], NULL]'],
  },
  {
    title: 'structs as values of a map, one of them NULL',
    stored: `MAP {'a': {'x': 1}, 'b': NULL}`,
    ids: `{__duckdb_field_id: 1, key: 2, value: {__duckdb_field_id: 3, x: 4}}`,
    now: field(1, 'p', map(2, 'string', 3, struct(field(4, 'z', 'long'), field(5, 'new', 'date')))),
    expected: [`{a={'z': 1, 'new': NULL}, b=NULL}`],
  },
  {
    title: 'structs as keys of a map, and wider values',
    stored: `MAP {{'x': 1}: 2::INTEGER}`,
    ids: `{__duckdb_field_id: 1, key: {__duckdb_field_id: 2, x: 4}, value: 3}`,
    now: field(1, 'p', map(2, struct(field(4, 'z', 'int')), 3, 'long')),
    expected: [`{{'z': 1}=2}`],
  },
  {
    title: 'maps that are NULL and empty',
    stored: `NULL::MAP(VARCHAR, INTEGER)`,
    ids: `{__duckdb_field_id: 1, key: 2, value: 3}`,
    now: field(1, 'p', map(2, 'string', 3, 'long')),
    expected: [null],
  },
  {
    title: 'a field of a struct without a type',
    stored: `{'x': 1, 'y': 2}`,
    ids: point,
    now: field(1, 'p', struct(field(2, 'x', 'int'), field(3, 'y', 'unknown'))),
    expected: [`{'x': 1, 'y': NULL}`],
  },
];

describe('fields within columns that changed since a file was written', () => {
  const table = new ScanTable();
  before(() => table.open());
  after(() => table.close());

  for (const { title, stored, ids, now, expected } of cases) {
    it(`reads ${title}`, async () => {
      const file = await table.write(`SELECT ${stored} AS p, 7 AS other`, `{p: ${ids}, other: 99}`);
      assert.deepEqual(await table.read({ fields: [now], dataFiles: [file] }), [expected]);
    });
  }

  it('reads old and new files together, and each of them once', async () => {
    const ids = `{id: 9, p: ${point}}`;
    const files = [
      await table.write(`SELECT 1 AS id, {'x': 1, 'y': 2} AS p`, ids),
      await table.write(
        `SELECT 2 AS id, {'longitude': 3} AS p`,
        `{id: 9, p: {__duckdb_field_id: 1, longitude: 2}}`,
      ),
      await table.write(`SELECT 3 AS id, {'x': 5, 'y': 6} AS p`, ids),
      await table.write(`SELECT 4 AS id`, `{id: 9}`),
    ];
    const fields = [field(9, 'id', 'int'), field(1, 'p', struct(field(2, 'longitude', 'int')))];
    assert.deepEqual(await table.read({ fields, dataFiles: files }), [
      ['1', `{'longitude': 1}`],
      ['2', `{'longitude': 3}`],
      ['3', `{'longitude': 5}`],
      ['4', null],
    ]);
    // Where nothing changed DuckDB maps the columns itself.
    const sql = await table.sql({ fields, dataFiles: files.slice(1, 2) });
    assert.match(
      sql,
      /^SELECT d\.c9 AS "id", d\.c1 AS "p" FROM read_parquet\(\['[^']+'\], schema = /,
    );
    assert.doesNotMatch(sql, /UNION|struct_extract/);
  });

  it('gives the types of the schema, whatever the files have', async () => {
    const file = await table.write(`SELECT {'x': 1::INTEGER, 'y': 2} AS p`, `{p: ${point}}`);
    const now = field(1, 'p', struct(field(3, 'y', 'long'), field(5, 'at', 'timestamp_ns')));
    const sql = await table.sql({ fields: [now], dataFiles: [file] });
    const described = await table.duckdb.rows(`DESCRIBE ${sql}`);
    assert.deepEqual(described.rows[0]?.slice(0, 2), ['p', 'STRUCT(y BIGINT, "at" TIMESTAMP_NS)']);
  });

  const unread: readonly { title: string; type: Field['type']; says: RegExp }[] = [
    { title: 'a struct without fields', type: struct(), says: /"p": a struct without fields/ },
    {
      title: 'a struct with names that differ only in case',
      type: struct(field(2, 'a', 'int'), field(3, 'A', 'int')),
      says: /"p": a struct with fields that differ only in case \("a", "A"\)/,
    },
    { title: 'a variant', type: struct(field(2, 'v', 'variant')), says: /"p": the type variant/ },
    {
      title: 'a list that is stored as a struct',
      type: list(2, 'int'),
      says: /\.parquet: "p" is stored as a struct, which can not be read as INTEGER\[\]/,
    },
    {
      title: 'a text that is stored as a number',
      type: struct(field(2, 'x', 'string')),
      says: /\.parquet: "x" is stored as INTEGER, which can not be read as VARCHAR/,
    },
  ];
  for (const { title, type, says } of unread) {
    it(`refuses to read ${title}, but not the columns beside it`, async () => {
      const file = await table.write(
        `SELECT {'x': 1, 'y': 2} AS p, 7 AS other`,
        `{p: ${point}, other: 99}`,
      );
      const sql = await table.sql({
        fields: [field(1, 'p', type), field(99, 'other', 'int')],
        dataFiles: [file],
      });
      assert.deepEqual((await table.duckdb.rows(`SELECT other FROM (${sql})`)).rows, [['7']]);
      await assert.rejects(table.duckdb.rows(`SELECT p FROM (${sql})`), { message: says });
    });
  }
});

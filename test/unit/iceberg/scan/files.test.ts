import assert from 'node:assert/strict';
import type { PartitionSpec } from '../../../../src/iceberg/metadata.js';
import { convert } from '../../../../src/iceberg/scan/convert.js';
import {
  type ParquetNode,
  parseParquetSchema,
} from '../../../../src/iceberg/scan/parquetSchema.js';
import type { ExactJson } from '../../../../src/util/exactJson.js';
import { field, list, map, ScanTable, struct } from '../../../support/scanTable.js';

describe('files without field ids', () => {
  const table = new ScanTable();
  before(() => table.open());
  after(() => table.close());

  const mapping = (fields: ExactJson): Readonly<Record<string, string>> => ({
    'schema.name-mapping.default': JSON.stringify(fields),
  });

  it('are read by a mapping, of several names and within columns', async () => {
    const fields = [
      field(1, 'id', 'long'),
      field(2, 'place', struct(field(4, 'lat', 'double'), field(3, 'lon', 'double'))),
      field(5, 'tags', list(6, struct(field(7, 't', 'string')))),
      field(8, 'sums', map(9, 'string', 10, 'long')),
      field(11, 'later', 'int'),
    ];
    const properties = mapping([
      { 'field-id': 1, names: ['id', 'record_id'] },
      {
        'field-id': 2,
        names: ['location'],
        fields: [
          { 'field-id': 3, names: ['long', 'x'] },
          { 'field-id': 4, names: ['a.b'] },
        ],
      },
      {
        'field-id': 5,
        names: ['tags'],
        fields: [{ 'field-id': 6, names: ['element'], fields: [{ 'field-id': 7, names: ['T'] }] }],
      },
      {
        'field-id': 8,
        names: ['sums'],
        fields: [
          { 'field-id': 9, names: ['key'] },
          { 'field-id': 10, names: ['value'] },
        ],
      },
      { 'field-id': 11, names: [] },
      { names: ['not_ours'] },
    ]);
    const files = [
      await table.write(
        `SELECT 1 AS record_id, {'a.b': 1.5::DOUBLE, 'x': 2.5::DOUBLE, 'lon': 9} AS location, [{'T': 'a', 'u': 'b'}] AS tags, ` +
          `MAP {'k': 1} AS sums, 7 AS not_ours, 8 AS later`,
        undefined,
      ),
      await table.write(`SELECT 2::BIGINT AS id, {'long': 3.5::DOUBLE} AS location`, undefined),
      await table.write(`SELECT 3 AS n, 4 AS location`, '{n: 1, location: 11}'),
    ];
    assert.deepEqual(await table.read({ fields, dataFiles: files, properties }), [
      ['1', `{'lat': 1.5, 'lon': 2.5}`, `[{'t': a}]`, '{k=1}', null],
      ['2', `{'lat': NULL, 'lon': 3.5}`, null, null, null],
      ['3', null, null, null, '4'],
    ]);
  });

  it('are refused by name where there is no mapping, and DuckDB is as well as before', async () => {
    const file = await table.write('SELECT 1 AS id', undefined);
    await assert.rejects(table.read({ fields: [field(1, 'id', 'int')], dataFiles: [file] }), {
      code: 'unsupported',
      message: `${file.location}: a data file without field ids`,
    });
    assert.deepEqual((await table.duckdb.rows('SELECT 1')).rows, [['1']]);
  });

  it('are refused where the mapping is none', async () => {
    const file = await table.write('SELECT 1 AS id', undefined);
    for (const [text, says] of [
      ['[{', /v1\.metadata\.json: not JSON/],
      ['[{"field-id": 1}]', /schema\.name-mapping\.default\[0\]\.names should be a list/],
    ] as const) {
      const properties = { 'schema.name-mapping.default': text };
      await assert.rejects(
        table.read({ fields: [field(1, 'id', 'int')], dataFiles: [file], properties }),
        { code: 'malformed', message: says },
      );
    }
  });

  it('take the value of their partition for a column, before any of theirs', async () => {
    const spec: PartitionSpec = {
      id: 0,
      fields: [
        { sourceId: 2, name: 'day', transform: 'identity' },
        { sourceId: 3, name: 'n_bucket', transform: 'bucket[4]' },
      ],
    };
    const file = await table.write(`SELECT 1 AS id, 'x' AS day, 5 AS n`, undefined);
    const read = (day: unknown): Promise<unknown> =>
      table.read({
        fields: [field(1, 'id', 'int'), field(2, 'day', 'date'), field(3, 'n', 'int')],
        specs: [spec],
        dataFiles: [{ ...file, partition: { day, n_bucket: 2 } }],
        properties: mapping(
          ['id', 'day', 'n'].map((name, i) => ({ 'field-id': i + 1, names: [name] })),
        ),
      });
    assert.deepEqual(await read(19_723), [['1', '2024-01-01', '5']]);
    assert.deepEqual(await read(null), [['1', null, '5']]);
  });
});

describe('a column that a file lacks', () => {
  const table = new ScanTable();
  before(() => table.open());
  after(() => table.close());

  const bytes = (hex: string): Uint8Array => Buffer.from(hex, 'hex');
  const partitions: readonly (readonly [type: string, value: unknown, text: string])[] = [
    ['boolean', true, 'true'],
    ['int', -5, '-5'],
    ['long', 2n ** 63n - 1n, '9223372036854775807'],
    ['float', 1.5, '1.5'],
    ['double', -Infinity, '-inf'],
    ['date', -1, '1969-12-31'],
    ['time', 86_399_999_999n, '23:59:59.999999'],
    ['timestamp', -1n, '1969-12-31 23:59:59.999999'],
    ['timestamptz', 1_700_000_000_000_001n, '2023-11-14 22:13:20.000001+00'],
    ['timestamp_ns', 1_700_000_000_000_000_001n, '2023-11-14 22:13:20.000000001'],
    ['string', `it's`, `it's`],
    ['uuid', bytes('f79c3e09677c4bbda4793f349cb785e7'), 'f79c3e09-677c-4bbd-a479-3f349cb785e7'],
    ['binary', bytes('00ff'), String.raw`\x00\xFF`],
    ['fixed[2]', bytes('00ff'), String.raw`\x00\xFF`],
    ['decimal(9, 2)', bytes('ff85'), '-1.23'],
    [
      'decimal(38, 2)',
      bytes('4b3b4ca85a86c47a098a223fffffffff'),
      '999999999999999999999999999999999999.99',
    ],
    ['decimal(9, 0)', bytes('05'), '5'],
  ];
  for (const [type, value, text] of partitions) {
    it(`takes its partition's ${type}`, async () => {
      await table.duckdb.run(`SET TimeZone = 'UTC'`);
      const file = await table.write('SELECT 1 AS id', '{id: 1}');
      const rows = await table.read({
        fields: [field(1, 'id', 'int'), field(2, 'p', type)],
        specs: [{ id: 0, fields: [{ sourceId: 2, name: 'a-b', transform: 'identity' }] }],
        // As Iceberg's writers put the name in Avro's terms.
        dataFiles: [{ ...file, partition: { a_x2Db: value } }],
      });
      assert.deepEqual(rows, [['1', text]]);
    });
  }

  const inner = struct(field(21, 'a', 'int', { initialDefault: 7 }), field(22, 'b', 'string'));
  const defaults: readonly (readonly [
    type: Parameters<typeof field>[2],
    ExactJson,
    string | null,
  ])[] = [
    ['boolean', false, 'false'],
    ['long', 2n ** 63n - 1n, '9223372036854775807'],
    ['double', 1.5, '1.5'],
    [
      'decimal(38, 2)',
      '999999999999999999999999999999999999.99',
      '999999999999999999999999999999999999.99',
    ],
    ['date', '2017-11-16', '2017-11-16'],
    ['time', '22:31:08.123456', '22:31:08.123456'],
    ['timestamp', '2017-11-16T22:31:08.123456', '2017-11-16 22:31:08.123456'],
    ['timestamptz', '2017-11-16T22:31:08.123456+00:00', '2017-11-16 22:31:08.123456+00'],
    ['timestamp_ns', '2017-11-16T22:31:08.123456789', '2017-11-16 22:31:08.123456789'],
    ['string', `it's`, `it's`],
    ['uuid', 'f79c3e09-677c-4bbd-a479-3f349cb785e7', 'f79c3e09-677c-4bbd-a479-3f349cb785e7'],
    ['fixed[3]', '0001ff', String.raw`\x00\x01\xFF`],
    [list(20, 'long'), [1, 2], '[1, 2]'],
    [map(20, 'string', 23, 'int'), { keys: ['a', 'b'], values: [1, 2] }, '{a=1, b=2}'],
    // The table of the specification: a struct is its fields' defaults, or NULL.
    [inner, {}, `{'a': 7, 'b': NULL}`],
  ];
  for (const [type, initialDefault, text] of defaults) {
    const name = typeof type === 'string' ? type : type.kind;
    it(`takes its default, a ${name}`, async () => {
      await table.duckdb.run(`SET TimeZone = 'UTC'`);
      const file = await table.write('SELECT 1 AS id', '{id: 1}');
      const fields = [field(1, 'id', 'int'), field(2, 'p', type, { initialDefault })];
      const sql = await table.sql({ fields, dataFiles: [file] });
      assert.deepEqual((await table.duckdb.rows(sql)).rows, [['1', text]]);
      const none = await table.read({
        fields: [field(1, 'id', 'int'), field(2, 'p', type)],
        dataFiles: [file],
      });
      assert.deepEqual(none, [['1', null]]);
    });
  }

  it('has its default in old files only', async () => {
    const files = [
      await table.write('SELECT 1 AS id', '{id: 1}'),
      await table.write('SELECT 2 AS id, 5 AS p', '{id: 1, p: 2}'),
      await table.write('SELECT 3 AS id, NULL::INTEGER AS p', '{id: 1, p: 2}'),
    ];
    const fields = [field(1, 'id', 'int'), field(2, 'p', 'int', { initialDefault: 9 })];
    assert.deepEqual(await table.read({ fields, dataFiles: files }), [
      ['1', '9'],
      ['2', '5'],
      ['3', null],
    ]);
  });

  it('is refused where the default is not of its type', async () => {
    const file = await table.write('SELECT 1 AS id', '{id: 1}');
    const fields = [field(2, 'p', list(3, 'int'), { initialDefault: 'x' })];
    const sql = await table.sql({ fields, dataFiles: [file] });
    await assert.rejects(table.duckdb.rows(sql), {
      message: /the default of "p" is not of its type/,
    });
  });
});

describe('a column of a wider type than files have', () => {
  const table = new ScanTable();
  before(() => table.open());
  after(() => table.close());

  it('is filtered by its values as they are now', async () => {
    const old = `SELECT i::INTEGER AS n, (i / 10)::FLOAT AS f, (i / 10)::DECIMAL(3, 1) AS d FROM range(9) AS t(i)`;
    const now = `SELECT i AS n, (i / 10)::DOUBLE AS f, (i / 10)::DECIMAL(20, 1) AS d FROM range(4_000_000_000, 4_000_000_009) AS t(i)`;
    const ids = '{n: 1, f: 2, d: 3}';
    const dataFiles = [await table.write(old, ids), await table.write(now, ids)];
    const fields = [
      field(1, 'n', 'long'),
      field(2, 'f', 'double'),
      field(3, 'd', 'decimal(20, 1)'),
    ];
    const sql = await table.sql({ fields, dataFiles });
    const cases = [
      // As a float 0.1 is another number.
      ['f = 0.1::DOUBLE', '0'],
      ['f = 0.1::FLOAT::DOUBLE', '1'],
      ['f < 0.1::FLOAT', '1'],
      ['n > 3000000000', '9'],
      ['n IN (1, 4000000001)', '2'],
      ['d = 0.1', '1'],
      ['d > 1000', '9'],
    ] as const;
    for (const [filter, count] of cases) {
      const { rows } = await table.duckdb.rows(`SELECT count(*) FROM (${sql}) WHERE ${filter}`);
      assert.deepEqual(rows, [[count]], filter);
    }
  });
});

describe('the schema of a Parquet file', () => {
  const root: ParquetNode = ['root', null, null, '1', null, null, null, null];
  const group = (
    name: string,
    repetition: string,
    children: number,
    converted?: string,
  ): ParquetNode => [name, null, repetition, String(children), converted ?? null, null, null, null];
  const leaf = (name: string, repetition = 'OPTIONAL'): ParquetNode => [
    name,
    'INT32',
    repetition,
    null,
    null,
    null,
    null,
    'INTEGER',
  ];
  const int = { kind: 'primitive', name: 'INTEGER' };
  const named = (name: string): object => ({ name, type: int });

  const cases: readonly {
    readonly title: string;
    readonly nodes: readonly ParquetNode[];
    readonly type: object;
  }[] = [
    {
      title: 'a list of three levels',
      nodes: [group('l', 'OPTIONAL', 1, 'LIST'), group('list', 'REPEATED', 1), leaf('element')],
      type: { kind: 'list', element: named('element') },
    },
    {
      title: 'a list of two levels, of numbers',
      nodes: [group('l', 'OPTIONAL', 1, 'LIST'), leaf('array', 'REPEATED')],
      type: { kind: 'list', element: named('array') },
    },
    {
      title: 'a list of two levels, of structs',
      nodes: [group('l', 'OPTIONAL', 1, 'LIST'), group('bag', 'REPEATED', 2), leaf('a'), leaf('b')],
      type: {
        kind: 'list',
        element: { name: 'bag', type: { kind: 'struct', fields: [named('a'), named('b')] } },
      },
    },
    {
      title:
        'a list of two levels, of structs of one field, which DuckDB takes for a list of numbers',
      nodes: [group('l', 'OPTIONAL', 1, 'LIST'), group('array', 'REPEATED', 1), leaf('a')],
      type: { kind: 'other', what: 'a list of two levels' },
    },
    {
      title: 'a repeated field without a list',
      nodes: [group('s', 'OPTIONAL', 1), leaf('a', 'REPEATED')],
      type: { kind: 'other', what: 'repeated' },
    },
    {
      title: 'a map',
      nodes: [group('m', 'OPTIONAL', 1, 'MAP'), group('kv', 'REPEATED', 2), leaf('k'), leaf('v')],
      type: { kind: 'map', key: named('k'), value: named('v') },
    },
    {
      title: 'a map without values',
      nodes: [group('m', 'OPTIONAL', 1, 'MAP'), group('kv', 'REPEATED', 1), leaf('k')],
      type: { kind: 'other', what: 'a map without keys and values' },
    },
  ];
  for (const { title, nodes, type } of cases) {
    it(`tells ${title}`, () => {
      assert.deepEqual(parseParquetSchema([root, ...nodes], 'f.parquet')[0]?.type, type);
    });
  }

  it('is refused where it ends early', () => {
    assert.throws(() => parseParquetSchema([root], 'f.parquet'), {
      message: 'f.parquet: the schema of the Parquet file ends early',
    });
  });

  it('is not converted where something would be lost', () => {
    const lossy = [
      ['DOUBLE', 'FLOAT'],
      ['DECIMAL(9,2)', 'DECIMAL(9,3)'],
      ['INT96', 'TIMESTAMP_NS'],
      ['TIMESTAMP WITH TIME ZONE in nanoseconds', 'TIMESTAMP WITH TIME ZONE'],
      ['TIME in nanoseconds', 'TIME'],
      ['VARCHAR', 'INTEGER'],
      ['INTEGER', 'VARCHAR'],
      ['BIGINT', 'DOUBLE'],
    ] as const;
    for (const [from, to] of lossy)
      assert.equal(convert('x', from, to), undefined, `${from} ${to}`);
  });
});

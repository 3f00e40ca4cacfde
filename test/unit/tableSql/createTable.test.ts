import assert from 'node:assert/strict';
import type { Column, Table } from '../../../src/catalog/catalog.js';
import { createTable } from '../../../src/tableSql/createTable.js';
import type { TableDialect } from '../../../src/tableSql/tableDialect.js';
import { splitStatements } from '../../../src/sql/split.js';
import { TestDuckDb } from '../../support/duckDb.js';
import { testParser } from '../../support/sqlParser.js';

function column(name: string, type: string, more: Partial<Column> = {}): Column {
  return { name, type, nativeType: type, nullable: true, ...more };
}

const iceberg: Table = {
  identifier: { namespace: ['silver'], name: 'orders' },
  kind: 'table',
  format: 'iceberg',
  dataset: { namespace: 'x', name: 'y' },
  comment: "The buyer's orders",
  location: 's3://lake/silver/orders',
  columns: [
    column('id', 'long', { nullable: false, comment: "The order's id" }),
    column('ordered_at', 'timestamp'),
    column('amount', 'decimal(10, 2)'),
    column('order', 'list<struct<sku: string, n: int>>'),
    column('address', 'struct<zip: string, geo: map<string, double>>'),
  ],
  partitioning: ['day(ordered_at)', 'bucket(16, id)', 'address.zip'],
  properties: { 'write.format.default': 'parquet', owner: 'me' },
};

const hive: Table = {
  ...iceberg,
  format: 'parquet',
  columns: [
    column('id', 'long', { nativeType: 'bigint' }),
    column('tags', 'list<string>', { nativeType: 'array<string>' }),
    column('day', 'string', { nativeType: 'string' }),
  ],
  partitioning: ['day'],
};

/** Everything that is not plain. */
const hostile: Table = {
  ...iceberg,
  identifier: { namespace: ['a"b', 'c`d'], name: "x'; DROP TABLE y\n--" },
  comment: 'it\'s \\ a\n"test"',
  columns: [
    column('a"b`c', 'string', { comment: "'; DROP TABLE y\n--" }),
    column('n\nm', "weird'\n); DROP TABLE y", { nativeType: "x'\n); DROP" }),
    column('s', 'struct<a: int>', { fields: [column('in "out"', 'int')] }),
  ],
  partitioning: ['day(a"b`c)', 'zorder(q) (unknown transform)'],
  properties: { "k'\\": "v'\\" },
};

const everyType: Table = {
  ...iceberg,
  partitioning: [],
  columns: [
    ...['boolean', 'int', 'long', 'float', 'double', 'decimal(38, 10)', 'date', 'time'],
    ...['timestamp', 'timestamptz', 'timestamp_ns', 'timestamptz_ns', 'string', 'uuid'],
    ...['binary', 'fixed[16]', 'list<list<int>>', 'map<string, struct<a: int>>'],
  ].map((type, i) => column(`c${i}`, type)),
};

describe('the statement that makes a table', () => {
  it('is of Spark with transforms, comment, place and properties', () => {
    assert.equal(
      createTable('spark', iceberg, iceberg),
      `CREATE TABLE silver.orders (
  id BIGINT NOT NULL COMMENT 'The order\\'s id',
  ordered_at TIMESTAMP_NTZ,
  amount DECIMAL(10, 2),
  \`order\` ARRAY<STRUCT<sku: STRING, n: INT>>,
  address STRUCT<zip: STRING, geo: MAP<STRING, DOUBLE>>
)
USING iceberg
COMMENT 'The buyer\\'s orders'
PARTITIONED BY (
  days(ordered_at),
  bucket(16, id),
  address.zip
)
LOCATION 's3://lake/silver/orders'
TBLPROPERTIES (
  'write.format.default' = 'parquet'
);`,
    );
  });

  it('is of Athena by its own properties for Iceberg', () => {
    const text = createTable('athena', iceberg, iceberg);
    assert.match(text, /^CREATE TABLE `silver`\.`orders` \(\n {2}`id` bigint COMMENT/);
    assert.match(text, /PARTITIONED BY \(\n {2}day\(`ordered_at`\),\n {2}bucket\(16, `id`\)/);
    assert.match(text, /'format' = 'parquet',\n {2}'table_type' = 'ICEBERG'/);
  });

  it('is of Athena an external table with its keys apart for Hive', () => {
    assert.equal(
      createTable('athena', { ...hive, comment: '' }, hive),
      `CREATE EXTERNAL TABLE \`silver\`.\`orders\` (
  \`id\` bigint,
  \`tags\` array<string>
)
COMMENT ''
PARTITIONED BY (
  \`day\` string
)
STORED AS PARQUET
LOCATION 's3://lake/silver/orders';`,
    );
  });

  it('says above what comes out as something else', () => {
    const text = createTable('spark', { ...everyType, columns: [column('t', 'time')] }, iceberg);
    assert.match(text, /^-- "t" is "time"; here it is STRING\.\n/);
  });

  it('is of a view its own statement', () => {
    const view = { sql: 'SELECT 1 AS a', dialect: 'spark', defaultNamespace: [] };
    assert.equal(
      createTable('spark', { ...iceberg, kind: 'view', view }, iceberg),
      'CREATE VIEW silver.orders AS\nSELECT 1 AS a;',
    );
  });

  const tables = { iceberg, hive, hostile, everyType };
  // The parser knows no COMMENT behind USING and no keys with types, which both grammars have; and no Hive
  // strings in Athena.
  const dialects = ['spark', 'athena', 'trino'] as const satisfies readonly TableDialect[];
  for (const [name, table] of Object.entries(tables)) {
    const known = dialects.filter((dialect) => dialect !== 'athena' || table !== hive);
    for (const dialect of known) {
      it(`is one statement by the grammar of ${dialect} for ${name}`, async () => {
        const parser = await testParser();
        const isPlain = table !== hostile;
        const uncommented: Table = { ...table };
        Reflect.deleteProperty(uncommented, 'comment');
        const text = createTable(dialect, uncommented, table);
        const grammar = dialect === 'athena' && !isPlain ? 'spark' : dialect;
        const statements = splitStatements(text, grammar);
        assert.equal(statements.length, 1, text);
        const bare = text.replace(/^(--.*\n)+/, '').replace(/;$/, '');
        const parsed = parser.parse(bare, grammar, 0);
        assert.equal(parsed.kind, 'statement', JSON.stringify([parsed, text]));
      });
    }

    it(`makes in DuckDB the table ${name} that it is of`, async () => {
      const duckdb = new TestDuckDb();
      try {
        const { namespace } = table.identifier;
        const schema = namespace.join('.').replaceAll('"', '""');
        await duckdb.run(`CREATE SCHEMA "${schema}"`);
        await duckdb.run(createTable('duckdb', table, table));
        const { rows } = await duckdb.rows(
          'SELECT column_name, is_nullable, comment FROM duckdb_columns() WHERE NOT internal ORDER BY column_index',
        );
        assert.deepEqual(
          rows,
          table.columns.map((c) => [c.name, String(c.nullable), c.comment ?? null]),
        );
      } finally {
        await duckdb.close();
      }
    });
  }
});

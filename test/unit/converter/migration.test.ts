import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { mapPath, mapTableName, mapTablePath } from '../../../src/converter/mapping.js';
import {
  defaultMigration,
  type Migration,
  parseMigration,
} from '../../../src/converter/migration.js';

const at = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

function migrationOf(text: string): Migration {
  const parsed = parseMigration(text);
  assert.equal(parsed.kind, 'migration');
  return parsed.migration;
}

describe('a migration file', () => {
  it('of the sample is as the schema says', () => {
    const schema = JSON.parse(at('docs/lakehouse.migration.schema.json')) as object;
    const validate = new Ajv({ allowUnionTypes: true, strictRequired: false }).compile(schema);
    assert.ok(
      validate(parse(at('sample/databricks/lakehouse.migration.yaml'))),
      JSON.stringify(validate.errors),
    );
  });

  it('may be empty, and may have keys that nobody knows', () => {
    assert.deepEqual(migrationOf(''), defaultMigration);
    assert.deepEqual(migrationOf('# nothing\nversion: 1\nfuture: [1]\n'), defaultMigration);
  });

  const broken = [
    { text: 'paths: 3', message: 'paths: must be a list' },
    { text: 'paths: [{ from: /mnt/x }]', message: 'paths.to: must be a text' },
    { text: 'tables: [x]', message: 'tables[0]: must be a mapping' },
    { text: 'target: { format: hudi }', message: 'target.format: must be iceberg or delta' },
    { text: 'version: 2', message: 'version: only 1 is known' },
    { text: '- a', message: 'the file is no mapping' },
  ];
  for (const { text, message } of broken) {
    it(`is refused: ${text}`, () => {
      const parsed = parseMigration(text);
      assert.equal(parsed.kind, 'problems');
      assert.ok(parsed.problems.some((problem) => problem.message === message));
    });
  }

  it('is refused with the line of what is no YAML', () => {
    const parsed = parseMigration('version: 1\npaths: [\n');
    assert.equal(parsed.kind, 'problems');
    assert.ok((parsed.problems[0]?.line ?? 0) >= 2);
  });
});

describe('the places of the target', () => {
  const migration = migrationOf(`
paths:
  - { from: /mnt/raw, to: s3://lake/raw/ }
  - { from: dbfs:/mnt/raw/special, to: s3://other }
tables:
  - { path: /mnt/lake/orders/, table: glue_catalog.sales.orders }
  - { name: Gold.Days, table: glue_catalog.gold.days }
catalogs: { main: glue_catalog, dev: glue_dev }
`);

  const paths = [
    ['/mnt/raw/orders', { kind: 'mapped', to: 's3://lake/raw/orders' }],
    ['dbfs:/mnt/raw/orders/', { kind: 'mapped', to: 's3://lake/raw/orders/' }],
    ['/dbfs/mnt/raw/special/x', { kind: 'mapped', to: 's3://other/x' }],
    ['/mnt/rawer/x', { kind: 'parameter', name: 'mnt_rawer', prefix: '/mnt/rawer' }],
    ['dbfs:/mnt/a-b/x', { kind: 'parameter', name: 'mnt_a_b', prefix: 'dbfs:/mnt/a-b' }],
    ['dbfs:/tmp/x', { kind: 'parameter', name: 'dbfs_root', prefix: 'dbfs:' }],
    ['/FileStore/x', { kind: 'parameter', name: 'dbfs_root', prefix: '' }],
    ['/Volumes/c/s/v/x', { kind: 'parameter', name: 'volumes_c_s_v', prefix: '/Volumes/c/s/v' }],
    ['/mnt', { kind: 'none' }],
    ['/databricks-datasets/x', { kind: 'none' }],
    ['s3://lake/mnt/raw', undefined],
    ['/data/x', undefined],
  ] as const;
  for (const [path, expected] of paths) {
    it(`maps ${path}`, () => {
      assert.deepEqual(mapPath(path, migration), expected);
    });
  }

  const tables = [
    ['/mnt/lake/orders', { table: 'glue_catalog.sales.orders', isGuessed: false }],
    ['dbfs:/mnt/lake/orders', { table: 'glue_catalog.sales.orders', isGuessed: false }],
    ['/mnt/lake/named', { table: 'glue_catalog.x.named', isGuessed: false }],
    [
      '/mnt/lake/Silver Zone/2024-orders',
      { table: 'glue_catalog.silver_zone._2024_orders', isGuessed: true },
    ],
    ['/mnt/orders', { table: 'glue_catalog.default.orders', isGuessed: true }],
    ['/', undefined],
  ] as const;
  for (const [path, expected] of tables) {
    it(`names the table of ${path}`, () => {
      const known = new Map([['/mnt/lake/named', 'main.x.named']]);
      assert.deepEqual(mapTablePath(path, migration, known), expected);
    });
  }

  it('maps names by the file, then by their catalog', () => {
    assert.deepEqual(
      ['gold.days', 'dev.a.b', 'other.a.b', 'a.b'].map((name) => mapTableName(name, migration)),
      ['glue_catalog.gold.days', 'glue_dev.a.b', 'other.a.b', 'a.b'],
    );
  });
});

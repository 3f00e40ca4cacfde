import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { offers } from '../../src/catalog/capabilities.js';
import type { Catalog } from '../../src/catalog/catalog.js';
import { openPolaris } from '../../src/connections/polaris/openPolaris.js';
import { type PolarisGenericTable } from '../support/servers/polarisContent.js';
import { polarisPrincipals } from '../support/servers/polarisFront.js';
import { startPolarisServer } from '../support/servers/polarisServer.js';
import { useServer } from '../support/servers/useServer.js';
import { usePreviews } from '../support/usePreviews.js';

describe('Tables of other formats of Polaris, by a double over the reference REST catalog', () => {
  const { previews, duckdb } = usePreviews();
  const folder = mkdtempSync(join(tmpdir(), 'polaris-'));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const inFiles = (name: string, format: string, properties = {}): PolarisGenericTable => ({
    namespace: ['files'],
    table: { name, format, 'base-location': join(folder, name), properties },
  });
  const polaris = useServer('the double of Polaris', () =>
    startPolarisServer({
      genericTables: [
        inFiles('trips_delta', 'delta'),
        inFiles('trips_csv', 'CSV', { header: 'true', sep: '|' }),
        inFiles('trips_json', 'json'),
        inFiles('trips_parquet', 'parquet'),
        inFiles('trips_lance', 'lance'),
        inFiles('gone', 'parquet'),
        { namespace: ['files'], table: { name: 'nowhere', format: 'csv', properties: {} } },
      ],
    }),
  );
  const { signal } = new AbortController();
  const open = async (): Promise<Catalog> => {
    const connection = openPolaris(
      {
        type: 'polaris',
        name: 'polaris',
        uri: `${polaris().endpoint}/api/catalog`,
        warehouse: 'lake',
        auth: { type: 'oauth2', clientId: 'reader', scope: 'PRINCIPAL_ROLE:ALL' },
        readOnly: true,
      },
      {
        secrets: {
          get: () => Promise.resolve(polarisPrincipals.reader),
          forget: () => Promise.resolve(),
        },
        askForCode: () => Promise.reject(new Error('no code is needed')),
        previews,
      },
    );
    const [catalog] = (await connection.listCatalogs(undefined, signal)).items;
    assert.ok(catalog);
    return catalog;
  };

  const trips =
    "SELECT i AS id, 'Oslo' AS city, i + 0.5::DECIMAL(9,2) AS fare FROM range(2) AS t(i)";
  before(async () => {
    for (const name of [
      'trips_delta/_delta_log',
      'trips_csv',
      'trips_json',
      'trips_parquet/more',
    ]) {
      mkdirSync(join(folder, name), { recursive: true });
    }
    const copy = (select: string, name: string): Promise<void> =>
      duckdb.run(`COPY (${select}) TO '${join(folder, name)}' (FORMAT parquet)`);
    await copy(trips, 'trips_delta/a.parquet');
    await copy(trips, 'trips_parquet/a.parquet');
    await copy("SELECT 7 AS id, DATE '2026-01-02' AS day", 'trips_parquet/more/b.parquet');
    writeFileSync(join(folder, 'trips_csv/a.csv'), 'id|city\n007|Oslo\n8|\n');
    writeFileSync(join(folder, 'trips_csv/b.csv'), 'city|fare\nBergen|2.50\n');
    writeFileSync(join(folder, 'trips_json/a.json'), '{"id":1,"at":{"x":1}}\n{"ID":2}\n');
    const fields = ['id', 'city', 'fare'].map((name, i) => ({
      name,
      type: ['long', 'string', 'decimal(9,2)'][i],
      nullable: true,
      metadata: {},
    }));
    const schemaString = JSON.stringify({ type: 'struct', fields });
    const size = statSync(join(folder, 'trips_delta/a.parquet')).size;
    const actions = [
      { protocol: { minReaderVersion: 1, minWriterVersion: 2 } },
      { metaData: { schemaString, partitionColumns: [], configuration: {} } },
      { add: { path: 'a.parquet', size, partitionValues: {} } },
    ];
    writeFileSync(
      join(folder, 'trips_delta/_delta_log', `${'0'.repeat(20)}.json`),
      actions.map((action) => `${JSON.stringify(action)}\n`).join(''),
    );
  });
  const show = async (name: string) => {
    const catalog = await open();
    assert.ok(offers(catalog, 'preview'));
    const preview = await catalog.preview({ namespace: ['files'], name }, undefined, signal);
    const { columns } = await duckdb.exact(`SELECT * FROM (${preview.sql})`);
    const { rows } = await duckdb.rows(`SELECT * FROM (${preview.sql})`);
    await preview.dispose();
    return { columns, rows: rows.map((row) => row.map(String)), isWhole: preview.isWhole };
  };

  const shown = [
    [
      'trips_delta',
      ['id', 'city', 'fare'],
      [
        ['0', 'Oslo', '0.50'],
        ['1', 'Oslo', '1.50'],
      ],
    ],
    [
      'trips_csv',
      ['id', 'city', 'fare'],
      [
        ['007', 'Oslo', 'null'],
        ['8', 'null', 'null'],
        ['null', 'Bergen', '2.50'],
      ],
    ],
    [
      'trips_json',
      ['id', 'at'],
      [
        ['1', '{"x":1}'],
        ['2', 'null'],
      ],
    ],
    [
      'trips_parquet',
      ['id', 'city', 'fare', 'day'],
      [
        ['0', 'Oslo', '0.50', 'null'],
        ['1', 'Oslo', '1.50', 'null'],
        ['7', 'null', 'null', '2026-01-02'],
      ],
    ],
  ] as const;
  for (const [name, columns, rows] of shown) {
    it(`shows the rows of ${name}, and all columns that its files have`, async () => {
      const found = await show(name);
      assert.deepEqual(
        { ...found, columns: found.columns.map((column) => column) },
        { columns, rows, isWhole: true },
      );
    });
  }

  it('has the columns of a Delta table by its log', async () => {
    const identifier = { namespace: ['files'], name: 'trips_delta' };
    const { columns, incomplete } = await (await open()).loadTable(identifier, signal);
    assert.deepEqual(
      columns.map(({ name, type }) => `${name} ${type}`),
      ['id long', 'city string', 'fare decimal(9, 2)'],
    );
    assert.equal(incomplete, undefined);
  });

  const refused = [
    ['trips_lance', /files of its format can not be read here$/],
    ['nowhere', /does not say where it lies$/],
    ['gone', /no columns that can be shown$/],
  ] as const;
  for (const [name, message] of refused) {
    it(`says why there are no rows of ${name}`, async () => {
      await assert.rejects(show(name), { name: 'CatalogError', code: 'limit', message });
    });
  }
});

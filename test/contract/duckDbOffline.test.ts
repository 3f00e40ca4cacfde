import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { LocalEngine } from '../../src/query/local/localEngine.js';
import type { QueryState } from '../../src/query/queryEngine.js';
import { collect } from '../../src/util/collect.js';
import { FakeCatalog } from '../support/fakeCatalog.js';
import { useDuckDb } from '../support/useDuckDb.js';

describe('DuckDB and the network', () => {
  const { duckdb, folder } = useDuckDb();
  const { signal } = new AbortController();
  const engine = new LocalEngine({
    name: 'sample',
    duckdb,
    catalogs: [new FakeCatalog('sample', {})],
    readOnly: false,
    newResultFile: () => Promise.resolve(join(folder, 'never.duckdb')),
  });
  let requests = 0;
  let url = '';
  const server = createServer((_request, response) => {
    requests++;
    response.writeHead(404).end();
  });
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await duckdb.run(`SET custom_extension_repository = '${url}'`, signal);
  });
  after(() => {
    server.close();
  });

  const statements = [
    'INSTALL httpfs',
    'FORCE INSTALL httpfs',
    "INSTALL httpfs FROM 'URL'",
    'INSTALL h3 FROM community',
    'LOAD httpfs',
    "LOAD '/tmp/own.duckdb_extension'",
    'UPDATE EXTENSIONS',
    'SET autoload_known_extensions = true',
    "SET extension_directory = '/tmp'",
    "PRAGMA extension_directory = '/tmp'",
    "FROM 'URL/x.parquet'",
    "FROM read_csv('URL/x.csv')",
    "FROM read_text('URL/x.txt')",
    "FROM 's3://b/x.parquet'",
    "FROM read_parquet('s3://b/*/x.parquet')",
    "FROM glob('s3://b/*')",
    "FROM 'gs://b/x.csv'",
    "FROM 'hf://datasets/a/b.csv'",
    "FROM 'azure://b/x.csv'",
    "ATTACH 'URL/x.duckdb' AS remote",
    "ATTACH 'x.sqlite' AS other (TYPE sqlite)",
    "ATTACH 'postgres:dbname=x' AS other",
    "COPY (SELECT 1) TO 's3://b/x.parquet'",
    "FROM iceberg_scan('s3://b/t')",
    "FROM delta_scan('t')",
    'SELECT st_point(1, 2)',
    'CREATE SECRET (TYPE s3)',
    "SET s3_region = 'eu-west-1'",
  ];
  for (const statement of statements) {
    it(`refuses ${statement}`, async () => {
      const sql = statement.replace('URL', url);
      const execution = await engine.submit(
        { sql, schema: ['gold'], parameters: {}, session: 'notebook' },
        signal,
      );
      const states: QueryState[] = await collect(execution.states());
      const last = states.at(-1);
      assert.ok(last?.kind === 'failed', JSON.stringify(last));
      assert.match(last.error.message, /Extensions .*are not downloaded or loaded/);
      assert.doesNotMatch(last.error.message, /\n|Please try/);
      assert.equal(requests, 0);
    });
  }

  it('has no way to the network below the engine either', async () => {
    for (const sql of [`INSTALL httpfs FROM '${url}'`, 'INSTALL httpfs', 'LOAD httpfs']) {
      await assert.rejects(duckdb.run(sql, signal), { name: 'DuckDbError' });
    }
    assert.equal(requests, 0);
  });
});

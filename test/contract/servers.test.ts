import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { GetPartitionsCommand, GetTablesCommand, GlueClient } from '@aws-sdk/client-glue';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { hostileName } from '../support/catalogContract.js';
import { gone } from '../support/killableDuckDb.js';
import { motoContent, startMoto, testCredentials } from '../support/servers/moto.js';
import { useServer } from '../support/servers/useServer.js';

describe('a server of the tests', () => {
  it('ends with the tests where these are killed', async () => {
    const module = new URL('../support/servers/moto.ts', import.meta.url).href;
    const program = `import { startMoto } from '${module}'; console.log((await startMoto()).pid); setInterval(() => {}, 1000);`;
    const runner = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', program],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const line: unknown[] = await once(runner.stdout.setEncoding('utf8'), 'data');
    const pid = Number(line[0]);
    assert.ok(pid > 0);
    runner.kill('SIGKILL');
    await gone(pid);
  });
});

describe('moto, an emulator of Glue and S3', () => {
  const moto = useServer('moto', startMoto);
  const { region, showroom, bucket } = motoContent;

  it('has a table that PyIceberg wrote, a broken one and one of a hostile name', async () => {
    const tables = await tablesOf(moto().endpoint, region, 'sales');
    assert.deepEqual([...tables.keys()].sort(), [hostileName, 'broken', 'orders']);
    const at = (name: string): string => tables.get(name)?.Parameters?.['metadata_location'] ?? '';
    const text = await textAt(moto().endpoint, at('orders'));
    assert.match(text, /"summary":\{"operation":"overwrite".*"total-records":"5"/);
    assert.throws(() => JSON.parse(text.slice(0, -1)) as unknown);
    const broken = await textAt(moto().endpoint, at('broken'));
    assert.throws(() => JSON.parse(broken) as unknown);
    assert.equal((await tablesOf(moto().endpoint, region, 'scratch')).size, 0);
  });

  it('has a table of each format', async () => {
    const tables = await tablesOf(moto().endpoint, showroom, 'formats');
    assert.deepEqual(
      [...tables.values()].map(({ Name, TableType }) => [Name, TableType]),
      [
        ['trips_csv', 'EXTERNAL_TABLE'],
        ['trips_parquet', 'EXTERNAL_TABLE'],
        ['trips_by_day', 'EXTERNAL_TABLE'],
        ['many_partitions', 'EXTERNAL_TABLE'],
        ['trips_delta', 'EXTERNAL_TABLE'],
        ['fares_by_city', 'VIRTUAL_VIEW'],
        ['fares_by_city_hive', 'VIRTUAL_VIEW'],
      ],
    );
    const log = `s3://${bucket}/formats/delta/_delta_log/00000000000000000000.json`;
    assert.match(await textAt(moto().endpoint, log), /"numRecords\\": 4/);
    const command = new GetPartitionsCommand({
      DatabaseName: 'formats',
      TableName: 'trips_by_day',
    });
    const { Partitions = [] } = await glue(moto().endpoint, showroom).send(command);
    assert.equal(Partitions.length, 6);
  });

  it('has tables that lack what a table should have', async () => {
    const tables = await tablesOf(moto().endpoint, showroom, 'oddities');
    const columns = (name: string): readonly { readonly Type?: string | undefined }[] | undefined =>
      tables.get(name)?.StorageDescriptor?.Columns;
    assert.equal(tables.get('no_storage_descriptor')?.StorageDescriptor, undefined);
    assert.equal(columns('no_columns'), undefined);
    assert.equal(tables.get('no_location')?.StorageDescriptor?.Location, undefined);
    assert.equal(columns('wide')?.length, 5000);
    assert.equal(columns('deep')?.[0]?.Type?.split('struct<').length, 201);
    assert.equal(columns('cyclic')?.[0]?.Type, 'struct<id:int,parent:cyclic>');
  });
});

type Tables = NonNullable<Awaited<ReturnType<typeof getTables>>['TableList']>;

async function tablesOf(
  endpoint: string,
  region: string,
  database: string,
): Promise<ReadonlyMap<string, Tables[number]>> {
  const { TableList = [] } = await getTables(endpoint, region, database);
  return new Map(TableList.map((table) => [table.Name ?? '', table]));
}

function getTables(endpoint: string, region: string, DatabaseName: string) {
  return glue(endpoint, region).send(new GetTablesCommand({ DatabaseName }));
}

function glue(endpoint: string, region: string): GlueClient {
  return new GlueClient({ endpoint, region, credentials: testCredentials });
}

/** The text of an object of moto's S3. */
async function textAt(endpoint: string, url: string): Promise<string> {
  const { region } = motoContent;
  const s3 = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: testCredentials,
  });
  const { hostname: Bucket, pathname } = new URL(url);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: pathname.slice(1) }));
  return (await Body?.transformToString()) ?? '';
}

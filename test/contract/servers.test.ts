import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { GetPartitionsCommand, GetTablesCommand, GlueClient } from '@aws-sdk/client-glue';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetTableCommand, ListTablesCommand, S3TablesClient } from '@aws-sdk/client-s3tables';
import { hostileName } from '../support/catalogContract.js';
import { gone } from '../support/killableDuckDb.js';
import { miniStackContent, startMiniStack } from '../support/servers/miniStack.js';
import { motoContent, startMoto, testCredentials } from '../support/servers/moto.js';
import { startRestCatalog } from '../support/servers/restCatalog.js';
import { usePython, useServer } from '../support/servers/useServer.js';

describe('a server of the tests', () => {
  usePython();

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
    const broken = await textAt(moto().endpoint, at('broken'));
    assert.throws(() => JSON.parse(broken) as unknown, SyntaxError);
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

describe('the reference Iceberg REST catalog, a real server', () => {
  const rest = useServer('the REST catalog', startRestCatalog);
  const get = async (path: string): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(`${rest().endpoint}/v1/${path}`);
    return { status: response.status, body: await response.json() };
  };

  const lists = [
    { path: 'namespaces', namespaces: [['sales'], ['scratch']] },
    { path: 'namespaces?parent=sales', namespaces: [['sales', 'eu']] },
    { path: 'namespaces/sales/tables', names: [hostileName, 'broken', 'orders'] },
    { path: 'namespaces/sales%1Feu/tables', names: ['returns'] },
    { path: 'namespaces/sales%1Feu/views', names: ['big_orders'] },
    { path: 'namespaces/scratch/tables', names: [] },
  ];
  for (const { path, namespaces, names } of lists) {
    it(`lists ${path}`, async () => {
      const { body } = await get(path);
      const namespace = decodeURIComponent(path.split('/')[1] ?? '').split('\x1f');
      const identifiers = names?.map((name) => ({ namespace, name }));
      assert.deepEqual(body, {
        ...(namespaces === undefined ? { identifiers } : { namespaces }),
        'next-page-token': null,
      });
    });
  }

  it('pages where it is asked to', async () => {
    const { body } = await get('namespaces/sales/tables?pageSize=2');
    assert.match(JSON.stringify(body), /"next-page-token":"2"/);
  });

  it('loads a table with three snapshots and a tag, and fails for a broken one', async () => {
    const { status, body } = await get('namespaces/sales/tables/orders');
    assert.equal(status, 200);
    const text = JSON.stringify(body);
    assert.equal(text.split('"manifest-list"').length, 4);
    assert.match(text, /"first":\{"snapshot-id":\d+,"type":"tag"\}/);
    const broken = await get('namespaces/sales/tables/broken');
    assert.match(
      `${broken.status} ${JSON.stringify(broken.body)}`,
      /^500 .*"type":"NotFoundException"/,
    );
  });
});

describe('MiniStack, an emulator of S3 Tables', () => {
  const ministack = useServer('MiniStack', startMiniStack);
  const { region, bucketArn: tableBucketARN, icebergPath } = miniStackContent;
  const client = (): S3TablesClient =>
    new S3TablesClient({ endpoint: ministack().endpoint, region, credentials: testCredentials });

  it('has a table that PyIceberg wrote, a broken one and an empty one', async () => {
    const listed = await client().send(
      new ListTablesCommand({ tableBucketARN, namespace: 'sales' }),
    );
    const names = listed.tables?.map(({ name }) => name);
    assert.deepEqual(names, ['orders', 'returns', 'broken']);
    const texts = await Promise.all(
      ['orders', 'broken'].map(async (name) => {
        const command = new GetTableCommand({ tableBucketARN, namespace: 'sales', name });
        const { metadataLocation = '' } = await client().send(command);
        return textAt(ministack().endpoint, metadataLocation);
      }),
    );
    assert.match(texts[0] ?? '', /"total-records": ?"5"/);
    assert.throws(() => JSON.parse(texts[1] ?? '') as unknown, SyntaxError);
  });

  it('answers as an Iceberg REST catalog, and on loopback only', async () => {
    const warehouse = encodeURIComponent(tableBucketARN);
    const uri = `${ministack().endpoint}${icebergPath}/v1/${warehouse}/namespaces`;
    assert.deepEqual(await (await fetch(uri)).json(), { namespaces: [['sales'], ['scratch']] });
    assert.deepEqual(await listenersOf(ministack().pid), ['0100007F']);
  });
});

/** The addresses (as `/proc/net/tcp` writes them) that a process listens at. */
async function listenersOf(pid: number): Promise<readonly string[]> {
  const folder = `/proc/${pid}/fd`;
  const links = await Promise.all(
    (await readdir(folder)).map((fd) => readlink(`${folder}/${fd}`).catch(() => '')),
  );
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8')),
  );
  return tables
    .flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)))
    .filter((fields) => fields[3] === '0A' && links.includes(`socket:[${fields[9] ?? ''}]`))
    .map((fields) => fields[1]?.split(':')[0] ?? '');
}

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

/** The text of an object of an emulator's S3. */
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

import assert from 'node:assert/strict';
import { S3Client } from '@aws-sdk/client-s3';
import { S3TablesClient } from '@aws-sdk/client-s3tables';
import { S3TablesCatalog } from '../../src/catalog/s3tables/s3TablesCatalog.js';
import { s3FileIO } from '../../src/connections/aws/s3FileIO.js';
import { describeCatalog } from '../support/catalogContract.js';
import { startS3TablesEmulator } from '../support/servers/awsEmulator.js';
import { miniStackContent, startMiniStack } from '../support/servers/miniStack.js';
import { testCredentials } from '../support/servers/moto.js';
import { calling } from '../support/servers/serviceCaller.js';
import type { Previews } from '../../src/preview/previews.js';
import { usePreviews } from '../support/usePreviews.js';
import { useServer } from '../support/servers/useServer.js';

const { region, bucketArn } = miniStackContent;
const orders = { namespace: ['sales'], name: 'orders' };
const { signal } = new AbortController();

function open(endpoint: string, previews?: Previews): S3TablesCatalog {
  const config = { region, credentials: testCredentials, maxAttempts: 1 };
  const s3 = new S3Client({ ...config, endpoint, forcePathStyle: true });
  return new S3TablesCatalog({
    name: 's3tablescatalog/lake',
    bucketArn,
    call: calling(new S3TablesClient({ ...config, endpoint })),
    io: s3FileIO(calling(s3)),
    previews,
  });
}

describe('S3 Tables and S3 by an emulator (MiniStack)', () => {
  const ministack = useServer('MiniStack', startMiniStack);
  const { previews, duckdb } = usePreviews();

  describeCatalog('S3TablesCatalog', () =>
    Promise.resolve({
      catalog: open(ministack().endpoint, previews),
      broken: 'syntax',
      pages: false,
      nests: false,
      third: 'returns',
      local: duckdb,
    }),
  );

  it('gives a table the name that Glue has for it', async () => {
    const { dataset, format, location } = await open(ministack().endpoint).loadTable(
      orders,
      signal,
    );
    assert.deepEqual(dataset, {
      namespace: 'arn:aws:glue:us-east-1:123456789012:s3tablescatalog/lake',
      name: 'table/sales/orders',
    });
    assert.equal(format, 'iceberg');
    assert.match(location ?? '', /^s3:\/\//);
  });

  it('says how files are encrypted, and that there is no policy where there is none', async () => {
    const security = await open(ministack().endpoint).security(orders, signal);
    assert.equal(security.policy, null);
    assert.equal(security.encryption?.algorithm, 'AES256');
  });

  it('says of maintenance that has not run only how it is set', async () => {
    const jobs = await open(ministack().endpoint).maintenance(orders, signal);
    assert.deepEqual(
      jobs.map(({ name, lastRun }) => [name, lastRun]),
      [
        ['compaction', undefined],
        ['snapshot-management', undefined],
        ['unreferenced-file-removal', undefined],
      ],
    );
  });
});

describe('S3 Tables by an emulator (MiniStack) behind the proxy', () => {
  const aws = useServer('MiniStack behind the proxy', () => startS3TablesEmulator({ pageSize: 2 }));
  beforeEach(() => {
    aws().reset();
  });

  describeCatalog('S3TablesCatalog in pages', () =>
    Promise.resolve({
      catalog: open(aws().endpoint),
      broken: 'syntax',
      pages: true,
      nests: false,
      third: 'returns',
    }),
  );

  it('says how maintenance is set and how it went (stub)', async () => {
    assert.deepEqual(await open(aws().endpoint).maintenance(orders, signal), [
      {
        name: 'compaction',
        isEnabled: true,
        settings: { targetFileSizeMB: '256', strategy: 'auto' },
        lastRun: { at: Date.UTC(2026, 0, 2), state: 'Successful' },
      },
      {
        name: 'snapshot-management',
        isEnabled: false,
        settings: { minSnapshotsToKeep: '3', maxSnapshotAgeHours: '72' },
      },
      {
        name: 'unreferenced-file-removal',
        isEnabled: true,
        settings: { unreferencedDays: '3', nonCurrentDays: '10' },
        lastRun: {
          at: Date.UTC(2026, 0, 1),
          state: 'Failed',
          message: 'The files could not be listed.',
        },
      },
    ]);
  });

  it('says who has the key and what the policy is (stub)', async () => {
    const { encryption, policy } = await open(aws().endpoint).security(orders, signal);
    assert.equal(encryption?.algorithm, 'aws:kms');
    assert.match(encryption.key ?? '', /^arn:aws:kms:/);
    assert.match(policy ?? '', /s3tables:GetTableData/);
  });

  it('says nothing of what may not be read, and not that there is nothing (proxy)', async () => {
    const fault = { kind: 'error', name: 'ForbiddenException', status: 403 } as const;
    aws().reset([{ operation: ['GetTableEncryption', 'GetTablePolicy'], fault }]);
    assert.deepEqual(await open(aws().endpoint).security(orders, signal), {});
    aws().reset([{ operation: 'GetTableBucketMaintenanceConfiguration', fault }]);
    const failing = open(aws().endpoint).maintenance(orders, signal);
    await assert.rejects(failing, { code: 'access-denied' });
  });

  it('shows a table whose files may not be read, and why there is no more (proxy)', async () => {
    const fault = { kind: 'error', name: 'AccessDenied', status: 403 } as const;
    aws().reset([{ service: 's3', operation: 'GetObject', fault }]);
    const table = await open(aws().endpoint).loadTable(orders, signal);
    assert.deepEqual([table.columns, table.incomplete?.code], [[], 'access-denied']);
  });

  it('asks nothing for a name that no table can have', async () => {
    const catalog = open(aws().endpoint);
    const namespaces = [[], ['Sales'], ['sales', 'eu'], ['..']];
    for (const namespace of namespaces) {
      const loading = catalog.loadTable({ namespace, name: 'orders' }, signal);
      await assert.rejects(loading, { code: 'not-found' });
    }
    assert.equal(aws().log.length, 0);
  });
});

import assert from 'node:assert/strict';
import { S3Client } from '@aws-sdk/client-s3';
import { GlueClient } from '@aws-sdk/client-glue';
import { GlueCatalog } from '../../src/catalog/glue/glueCatalog.js';
import { s3FileIO } from '../../src/connections/aws/s3FileIO.js';
import { describeCatalog } from '../support/catalogContract.js';
import { motoContent, startMoto, testCredentials } from '../support/servers/moto.js';
import { calling } from '../support/servers/serviceCaller.js';
import { usePreviews } from '../support/usePreviews.js';
import { useServer } from '../support/servers/useServer.js';

describe('Glue and S3 by an emulator (moto)', () => {
  const moto = useServer('moto', startMoto);
  const { previews, duckdb } = usePreviews();
  const open = (region: string): GlueCatalog => {
    const config = { region, endpoint: moto().endpoint, credentials: testCredentials };
    const glue = new GlueClient(config);
    const s3 = new S3Client({ ...config, forcePathStyle: true });
    const io = s3FileIO(calling(s3));
    return new GlueCatalog({ name: 'glue', call: calling(glue), io, previews });
  };

  describeCatalog('GlueCatalog', () => {
    return Promise.resolve({
      catalog: open(motoContent.region),
      broken: 'syntax',
      pages: false,
      nests: false,
      local: duckdb,
    });
  });

  it('does not say of a partitioned table of Hive that it has no partitions', async () => {
    const catalog = open(motoContent.showroom);
    const trips = { namespace: ['formats'], name: 'trips_by_day' };
    const { signal } = new AbortController();
    assert.equal((await catalog.loadTable(trips, signal)).partitioning.length, 2);
    await assert.rejects(catalog.listPartitions(trips, undefined, signal), { code: 'limit' });
    await assert.rejects(catalog.listFiles(trips, undefined, signal), { code: 'limit' });
    assert.deepEqual(await catalog.listSnapshots(trips, signal), []);
  });
});

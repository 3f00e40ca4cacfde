import assert from 'node:assert/strict';
import { GlueClient } from '@aws-sdk/client-glue';
import { S3Client } from '@aws-sdk/client-s3';
import { GlueCatalog } from '../../src/catalog/glue/glueCatalog.js';
import { s3FileIO } from '../../src/connections/aws/s3FileIO.js';
import { motoContent, startMoto, testCredentials } from '../support/servers/moto.js';
import { calling } from '../support/servers/serviceCaller.js';
import { useServer } from '../support/servers/useServer.js';
import { usePreviews } from '../support/usePreviews.js';

const { signal } = new AbortController();

describe("Previews of Glue's tables of other formats by an emulator (moto)", () => {
  const moto = useServer('moto', startMoto);
  const { previews, duckdb, files } = usePreviews();
  const open = (): GlueCatalog => {
    const region = motoContent.showroom;
    const config = { region, endpoint: moto().endpoint, credentials: testCredentials };
    const io = s3FileIO(calling(new S3Client({ ...config, forcePathStyle: true })));
    return new GlueCatalog({ name: 'glue', call: calling(new GlueClient(config)), io, previews });
  };
  const show = async (name: string) => {
    const preview = await open().preview({ namespace: ['formats'], name }, undefined, signal);
    const { columns, rows } = await duckdb.exact(`SELECT * FROM (${preview.sql})`);
    const { rows: texts } = await duckdb.rows(`SELECT * FROM (${preview.sql})`);
    await preview.dispose();
    assert.equal(rows.length, texts.length);
    assert.deepEqual(files(), []);
    return { preview, columns, rows: texts.map((row) => row.map(String).join(' ')) };
  };

  it('has the rows of a Parquet table of Hive, and none of what is no file of it', async () => {
    const { columns, rows, preview } = await show('trips_parquet');
    assert.deepEqual(columns, ['id', 'city', 'fare']);
    assert.deepEqual(rows, ['0 Oslo 0.50', '1 Oslo 1.50', '2 Oslo 2.50']);
    assert.equal(preview.isWhole, true);
    assert.equal(preview.read.length, 1);
  });

  it('has the rows of a text table as its serde reads them, quotes and all', async () => {
    const { rows } = await show('trips_csv');
    assert.deepEqual(rows, ['1 Oslo 10.50', '2 "Bergen null']);
  });

  it('fills in the values of partitions, of one that lies elsewhere too', async () => {
    const { columns, rows } = await show('trips_by_day');
    assert.deepEqual(columns, ['id', 'city', 'fare', 'day', 'country']);
    assert.deepEqual(rows, [
      '0 Oslo 0.50 2026-01-01 no',
      '1 Oslo 1.50 2026-01-01 no',
      '1 Oslo 1.50 2026-01-02 no',
      '2 Oslo 2.50 2026-01-02 no',
      '1 Oslo 1.50 2026-01-02 se',
      '2 Oslo 2.50 2026-01-02 se',
      '2 Oslo 2.50 2026-01-03 no',
      '3 Oslo 3.50 2026-01-03 no',
      '2 Oslo 2.50 2026-01-03 se',
      '3 Oslo 3.50 2026-01-03 se',
    ]);
  });

  it('has the rows of a Delta table by its log, whatever Glue says of its columns', async () => {
    const { columns, rows, preview } = await show('trips_delta');
    assert.deepEqual(columns, ['id', 'city', 'fare']);
    assert.equal(rows.length, 4);
    assert.equal(preview.isWhole, true);
  });

  it('says of partitions without files that it looked at some only', async () => {
    await assert.rejects(show('many_partitions'), { name: 'CatalogError', code: 'limit' });
  });

  for (const name of ['fares_by_city', 'fares_by_city_hive']) {
    it(`has no rows of the view ${name}, and says why`, async () => {
      await assert.rejects(show(name), {
        code: 'limit',
        message: /a view has no files of its own/,
      });
    });
  }
});

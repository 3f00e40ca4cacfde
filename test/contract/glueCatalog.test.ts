import { S3Client } from '@aws-sdk/client-s3';
import { GlueClient } from '@aws-sdk/client-glue';
import { GlueCatalog } from '../../src/catalog/glue/glueCatalog.js';
import type { ServiceCaller } from '../../src/catalog/serviceCaller.js';
import { toCatalogError } from '../../src/connections/aws/awsError.js';
import { s3FileIO } from '../../src/connections/aws/s3FileIO.js';
import { describeCatalog } from '../support/catalogContract.js';
import { motoContent, startMoto, testCredentials } from '../support/servers/moto.js';
import { useServer } from '../support/servers/useServer.js';

describe('Glue and S3 by an emulator (moto)', () => {
  const moto = useServer('moto', startMoto);

  describeCatalog('GlueCatalog', () => {
    const { region } = motoContent;
    const config = { region, endpoint: moto().endpoint, credentials: testCredentials };
    const glue = new GlueClient(config);
    const s3 = new S3Client({ ...config, forcePathStyle: true });
    const catalog = new GlueCatalog({
      name: 'glue',
      call: calling(glue),
      io: s3FileIO(calling(s3)),
    });
    return Promise.resolve({ catalog, broken: 'syntax', pages: false, nests: false });
  });
});

function calling<C>(client: C): ServiceCaller<C> {
  return async (what, send, signal) => {
    signal.throwIfAborted();
    try {
      return await send(client, { abortSignal: signal });
    } catch (error) {
      signal.throwIfAborted();
      throw toCatalogError(what, error);
    }
  };
}

import assert from 'node:assert/strict';
import { offers } from '../../src/catalog/capabilities.js';
import { RestCatalog } from '../../src/catalog/rest/restCatalog.js';
import { RestServer } from '../../src/catalog/restServer.js';
import { AwsSession } from '../../src/connections/aws/awsSession.js';
import { authorizer } from '../../src/connections/rest/authorize.js';
import { restSend } from '../../src/connections/rest/restSend.js';
import { tableFileIO } from '../../src/connections/rest/tableFileIO.js';
import { tableS3 } from '../../src/connections/rest/tableS3.js';
import { describeCatalog } from '../support/catalogContract.js';
import { testCredentials } from '../support/servers/moto.js';
import { startNessie } from '../support/servers/nessie.js';
import { usePreviews } from '../support/usePreviews.js';
import { useServer } from '../support/servers/useServer.js';

const noSecret = () => Promise.reject(new Error('no secret is needed'));

describe('Nessie (real server)', () => {
  const nessie = useServer('Nessie', startNessie);
  const { previews, duckdb } = usePreviews();
  const { signal } = new AbortController();
  const orders = { namespace: ['sales'], name: 'orders' };

  const open = (pageSize: number): RestCatalog => {
    const uri = `${nessie().endpoint}/iceberg`;
    const secrets = { get: noSecret, forget: noSecret };
    const nobody = authorizer({ type: 'none' }, { uri, connection: 'nessie', secrets });
    const server = new RestServer({ send: restSend(uri, nobody), pageSize });
    // It says where S3 is, and gives no credentials: they are the user's own.
    const session = new AwsSession({ name: 'nessie' }, noSecret);
    const io = tableFileIO(uri, (storage) => tableS3(storage, session));
    return new RestCatalog({ name: 'nessie', server, io, pageSize, previews });
  };

  const environment = {
    AWS_ACCESS_KEY_ID: testCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: testCredentials.secretAccessKey,
  };
  const inherited = { ...process.env };
  before(() => {
    Object.assign(process.env, environment);
  });
  after(() => {
    for (const name of Object.keys(environment)) {
      const value = inherited[name];
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });

  describeCatalog('RestCatalog', () =>
    Promise.resolve({
      catalog: open(2),
      // It has the metadata itself, and gives the current state of a table without what was before.
      onlyCurrent: true,
      pages: true,
      nests: true,
      local: duckdb,
    }),
  );

  it('writes a description', async () => {
    const catalog = open(200);
    await catalog.loadTable(orders, signal);
    assert.ok(offers(catalog, 'describe'));
    await catalog.describe(orders, { comment: 'Ordered', tags: { pii: 'no' } }, signal);
    const { comment, tags, owner } = await catalog.loadTable(orders, signal);
    assert.deepEqual([comment, tags, owner], ['Ordered', { pii: 'no' }, 'sales']);
  });
});

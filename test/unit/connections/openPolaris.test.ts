import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { openPolaris } from '../../../src/connections/polaris/openPolaris.js';
import type { PolarisConnectionSettings } from '../../../src/connections/polaris/polarisSettings.js';
import { serve } from '../../support/servers/proxy/serve.js';
import type { Server } from '../../support/servers/serverProcess.js';

describe('a connection to a server of Polaris', () => {
  const { signal } = new AbortController();
  const requests: string[] = [];
  let server: Server;

  before(async () => {
    server = await serve(async (request, response) => {
      const { method, url = '', headers } = request;
      const { authorization = '-', 'polaris-realm': realm = '-' } = headers;
      requests.push(`${method} ${url} ${authorization} ${String(realm)} ${await text(request)}`);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(
          url.endsWith('/tokens')
            ? { access_token: 'tok', expires_in: 3600 }
            : { catalogs: [{ name: 'lake' }, { name: 'other' }] },
        ),
      );
    });
  });
  after(() => server.stop());
  beforeEach(() => {
    requests.length = 0;
  });

  const open = (own: Partial<PolarisConnectionSettings>) =>
    openPolaris(
      {
        type: 'polaris',
        name: 'prod',
        uri: `${server.endpoint}/api/catalog`,
        auth: { type: 'oauth2', clientId: 'root', scope: 'PRINCIPAL_ROLE:ALL' },
        readOnly: false,
        ...own,
      },
      {
        secrets: { get: () => Promise.resolve('s3cr3t'), forget: () => Promise.resolve() },
        askForCode: () => Promise.reject(new Error('no code is needed')),
      },
    );

  it('lists the catalogs of the server, each the same one every time', async () => {
    const connection = open({ realm: 'team' });
    const { items } = await connection.listCatalogs(undefined, signal);
    assert.deepEqual(
      items.map(({ name }) => name),
      ['lake', 'other'],
    );
    const again = await connection.listCatalogs(undefined, signal);
    assert.ok(items.every((catalog, i) => catalog === again.items[i]));
    const form =
      'grant_type=client_credentials&client_id=root&client_secret=s3cr3t&scope=PRINCIPAL_ROLE%3AALL';
    assert.deepEqual(requests, [
      `POST /api/catalog/v1/oauth/tokens - team ${form}`,
      'GET /api/management/v1/catalogs Bearer tok team ',
      'GET /api/management/v1/catalogs Bearer tok team ',
    ]);
  });

  it('has the one catalog that is named, without a request', async () => {
    const { items } = await open({ warehouse: 'lake' }).listCatalogs(undefined, signal);
    assert.deepEqual(
      items.map(({ name }) => name),
      ['lake'],
    );
    assert.deepEqual(requests, []);
  });
});

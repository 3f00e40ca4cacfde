import { openPolaris } from '../../src/connections/polaris/openPolaris.js';
import { openRest } from '../../src/connections/rest/openRest.js';
import type { RestAuth } from '../../src/connections/rest/restSettings.js';
import { describeCatalog } from '../support/catalogContract.js';
import { describeReading } from '../support/readingContract.js';
import { polarisPrincipals } from '../support/servers/polarisFront.js';
import { startPolarisServer } from '../support/servers/polarisServer.js';
import { startRestCatalog } from '../support/servers/restCatalog.js';
import { useServer } from '../support/servers/useServer.js';

/** Secrets come from the environment, and go nowhere else. */
const withSecret = (secret = '') => ({
  secrets: { get: () => Promise.resolve(secret), forget: () => Promise.resolve() },
  askForCode: () => Promise.reject(new Error('there is nobody to ask')),
});

const {
  LAKEHOUSE_LIVE_REST_URI: uri,
  LAKEHOUSE_LIVE_REST_WAREHOUSE: warehouse,
  LAKEHOUSE_LIVE_REST_TOKEN: token,
  LAKEHOUSE_LIVE_REST_CLIENT_ID: clientId,
  LAKEHOUSE_LIVE_REST_CLIENT_SECRET: clientSecret,
  LAKEHOUSE_LIVE_REST_SCOPE: scope = 'catalog',
  LAKEHOUSE_LIVE_REST_TOKEN_URI: tokenUri,
  LAKEHOUSE_LIVE_REST_SIGV4: service,
  LAKEHOUSE_LIVE_REST_SEEDED: seeded,
  POLARIS_URL: polarisUrl,
  POLARIS_WAREHOUSE: polarisWarehouse,
  POLARIS_CLIENT_ID: polarisId = '',
  POLARIS_CLIENT_SECRET: polarisSecret,
} = process.env;

describe('A REST catalog, by the connection that users have', () => {
  const rest = useServer('the reference REST catalog', startRestCatalog);
  describeReading("Iceberg's reference REST catalog (real server)", () =>
    openRest(
      {
        type: 'iceberg-rest',
        name: 'rest',
        uri: rest().endpoint,
        auth: { type: 'none' },
        readOnly: true,
      },
      withSecret(),
    ),
  );
});

describe('A server of Polaris, by the connection that users have', () => {
  const polaris = useServer('the double of Polaris', startPolarisServer);
  describeReading('the double of Polaris', () =>
    openPolaris(
      {
        type: 'polaris',
        name: 'polaris',
        uri: `${polaris().endpoint}/api/catalog`,
        auth: { type: 'oauth2', clientId: 'reader', scope: 'PRINCIPAL_ROLE:ALL' },
        readOnly: true,
      },
      withSecret(polarisPrincipals.reader),
    ),
  );
});

if (uri !== undefined) {
  const open = () =>
    openRest(
      {
        type: 'iceberg-rest',
        name: 'live',
        uri: uri.replace(/\/+$/, '').replace(/\/v1$/, ''),
        ...(warehouse === undefined ? {} : { warehouse }),
        auth: liveAuth(),
        readOnly: true,
      },
      withSecret(token ?? clientSecret),
    );
  describe('LAKEHOUSE_LIVE_REST_URI (real server)', () => {
    describeReading('the catalog', open);
    if (seeded === '1') {
      describeCatalog('the catalog, which holds what every suite does', async () => {
        const { items } = await open().listCatalogs(undefined, new AbortController().signal);
        const [catalog] = items;
        if (catalog === undefined) throw new Error('there is no catalog');
        return { catalog, pages: false, nests: true };
      });
    }
  });
}

if (polarisUrl !== undefined) {
  describe('POLARIS_URL (real server)', () => {
    describeReading('the server', () =>
      openPolaris(
        {
          type: 'polaris',
          name: 'live',
          uri: polarisUrl.replace(/\/+$/, '').replace(/\/v1$/, ''),
          ...(polarisWarehouse === undefined ? {} : { warehouse: polarisWarehouse }),
          auth: { type: 'oauth2', clientId: polarisId, scope: 'PRINCIPAL_ROLE:ALL' },
          readOnly: true,
        },
        withSecret(polarisSecret),
      ),
    );
  });
}

/** How the live server is told who asks, by which variables there are. */
function liveAuth(): RestAuth {
  if (service !== undefined) return { type: 'sigv4', service };
  if (token !== undefined) return { type: 'bearer' };
  if (clientId === undefined) return { type: 'none' };
  return { type: 'oauth2', clientId, scope, ...(tokenUri === undefined ? {} : { tokenUri }) };
}

import { openPolaris } from '../../src/connections/polaris/openPolaris.js';
import { openRest } from '../../src/connections/rest/openRest.js';
import type { RestAuth } from '../../src/connections/rest/restSettings.js';
import { describeReading } from '../support/readingContract.js';
import { describeSeeded, withSecret } from '../support/seededCatalog.js';
import { polarisPrincipals } from '../support/servers/polarisFront.js';
import { startPolarisServer } from '../support/servers/polarisServer.js';
import { startRestCatalog, startRestCatalogs } from '../support/servers/restCatalog.js';
import { useServer } from '../support/servers/useServer.js';

const {
  LAKEHOUSE_LIVE_REST_URI: uri,
  LAKEHOUSE_LIVE_REST_WAREHOUSE: warehouse,
  LAKEHOUSE_LIVE_REST_TOKEN: token,
  LAKEHOUSE_LIVE_REST_CLIENT_ID: clientId,
  LAKEHOUSE_LIVE_REST_CLIENT_SECRET: clientSecret,
  LAKEHOUSE_LIVE_REST_SCOPE: scope = 'catalog',
  LAKEHOUSE_LIVE_REST_TOKEN_URI: tokenUri,
  LAKEHOUSE_LIVE_REST_SIGV4: service,
  LAKEHOUSE_LIVE_SEED: seed,
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

describe('A REST catalog that is filled for the suite and emptied after it', () => {
  const rest = useServer('an empty reference REST catalog', () =>
    startRestCatalogs(['lake'], { areEmpty: true }),
  );
  describeSeeded("Iceberg's reference REST catalog (real server)", () => ({
    settings: {
      type: 'iceberg-rest',
      name: 'rest',
      uri: `${rest().endpoint}/lake`,
      auth: { type: 'none' },
      readOnly: true,
    },
  }));
});

describe('A server of Polaris that is filled for the suite and emptied after it', () => {
  const polaris = useServer('an empty double of Polaris', () =>
    startPolarisServer({ areEmpty: true }),
  );
  describeSeeded('the double of Polaris', () => ({
    settings: {
      type: 'polaris',
      name: 'polaris',
      uri: `${polaris().endpoint}/api/catalog`,
      warehouse: 'lake',
      auth: { type: 'oauth2', clientId: 'root', scope: 'PRINCIPAL_ROLE:ALL' },
      readOnly: true,
    },
    secret: polarisPrincipals.root,
  }));
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
  const settings = {
    type: 'iceberg-rest',
    name: 'live',
    uri: uri.replace(/\/+$/, '').replace(/\/v1$/, ''),
    ...(warehouse === undefined ? {} : { warehouse }),
    auth: liveAuth(),
    readOnly: true,
  } as const;
  const secret = token ?? clientSecret;
  describe('LAKEHOUSE_LIVE_REST_URI (real server)', () => {
    describeReading('the catalog', () => openRest(settings, withSecret(secret)));
    if (seed === '1') describeSeeded('the catalog', () => ({ settings, secret }));
  });
}

if (polarisUrl !== undefined) {
  const settings = {
    type: 'polaris',
    name: 'live',
    uri: polarisUrl.replace(/\/+$/, '').replace(/\/v1$/, ''),
    ...(polarisWarehouse === undefined ? {} : { warehouse: polarisWarehouse }),
    auth: { type: 'oauth2', clientId: polarisId, scope: 'PRINCIPAL_ROLE:ALL' },
    readOnly: true,
  } as const;
  describe('POLARIS_URL (real server)', () => {
    describeReading('the server', () => openPolaris(settings, withSecret(polarisSecret)));
    if (seed === '1') describeSeeded('the server', () => ({ settings, secret: polarisSecret }));
  });
}

/** How the live server is told who asks, by which variables there are. */
function liveAuth(): RestAuth {
  if (service !== undefined) return { type: 'sigv4', service };
  if (token !== undefined) return { type: 'bearer' };
  if (clientId === undefined) return { type: 'none' };
  return { type: 'oauth2', clientId, scope, ...(tokenUri === undefined ? {} : { tokenUri }) };
}

import { type CachedCatalog, cachedCatalog } from '../../catalog/cachedCatalog.js';
import { type Catalog, CatalogError } from '../../catalog/catalog.js';
import { GenericTables } from '../../catalog/polaris/genericTables.js';
import { ManagementApi } from '../../catalog/polaris/managementApi.js';
import { Permissions } from '../../catalog/polaris/permissions.js';
import { polarisCatalog } from '../../catalog/polaris/polarisCatalog.js';
import { RestCatalog } from '../../catalog/rest/restCatalog.js';
import { RestServer } from '../../catalog/restServer.js';
import { AwsSession } from '../aws/awsSession.js';
import type { ConnectionServices } from '../connectionServices.js';
import type { OpenConnection } from '../connections.js';
import { authorizer } from '../rest/authorize.js';
import { restSend } from '../rest/restSend.js';
import { tableFileIO } from '../rest/tableFileIO.js';
import { tableS3 } from '../rest/tableS3.js';
import type { PolarisConnectionSettings } from './polarisSettings.js';

/** At most as many things as are shown at once. */
const usualPageSize = 200;

interface OpenCatalog {
  readonly catalog: Catalog & CachedCatalog;
  forget(): void;
}

/** A server of Polaris: the catalog that is named, else all that it lists. */
export function openPolaris(
  settings: PolarisConnectionSettings,
  services: Pick<ConnectionServices, 'secrets' | 'askForCode' | 'previews'>,
  pageSize = usualPageSize,
): OpenConnection {
  const { name, uri, auth, warehouse, realm, readOnly } = settings;
  const { secrets, askForCode, previews } = services;
  const session = new AwsSession(settings, askForCode);
  const headers = realm === undefined ? {} : { 'Polaris-Realm': realm };
  const signs = authorizer(auth, { uri, connection: name, secrets, headers });
  const send = restSend(uri, signs);
  const management = new ManagementApi(restSend(uri.replace(/catalog$/, 'management'), signs));
  const io = tableFileIO(uri, (storage) => tableS3(storage, session));

  const make = (of: string): OpenCatalog => {
    const server = new RestServer({ send, warehouse: of, pageSize });
    const others = new GenericTables(server, of);
    const permissions = auth.type === 'oauth2' ? new Permissions(management, of, auth) : undefined;
    const cached = cachedCatalog(
      new RestCatalog({ name: of, server, io, others, pageSize, previews, readOnly }),
    );
    return {
      catalog: polarisCatalog(cached, { server, permissions }),
      forget: () => {
        server.forget();
        permissions?.forget();
        cached.forget([]);
      },
    };
  };
  const opened = new Map<string, OpenCatalog>();
  const open = (of: string): Catalog => {
    const known = opened.get(of) ?? make(of);
    opened.set(of, known);
    return known.catalog;
  };
  return {
    listCatalogs: async (_page, signal) => {
      const names = warehouse === undefined ? await listed(management, signal) : [warehouse];
      return { items: names.map(open) };
    },
    engine: undefined,
    forget: () => {
      for (const known of opened.values()) known.forget();
    },
  };
}

/** Most people may not ask for that: they have to name theirs. */
async function listed(management: ManagementApi, signal: AbortSignal): Promise<readonly string[]> {
  try {
    return await management.catalogs(signal);
  } catch (error) {
    if (!(error instanceof CatalogError) || error.code !== 'access-denied') throw error;
    const message = `${error.message}; name one as the "warehouse" of the connection`;
    throw new CatalogError(error.code, message, { cause: error });
  }
}

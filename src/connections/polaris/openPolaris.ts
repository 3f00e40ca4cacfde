import { type CachedCatalog, cachedCatalog } from '../../catalog/cachedCatalog.js';
import type { Catalog } from '../../catalog/catalog.js';
import { ManagementApi } from '../../catalog/polaris/managementApi.js';
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

/** A server of Polaris: the catalog that is named, else all that it lists. */
export function openPolaris(
  settings: PolarisConnectionSettings,
  {
    secrets,
    askForCode,
    previews,
  }: Pick<ConnectionServices, 'secrets' | 'askForCode' | 'previews'>,
): OpenConnection {
  const { name, uri, auth, warehouse, realm, readOnly } = settings;
  const session = new AwsSession(settings, askForCode);
  const headers = realm === undefined ? {} : { 'Polaris-Realm': realm };
  const signs = authorizer(auth, { uri, connection: name, secrets, headers });
  const management = new ManagementApi(restSend(uri.replace(/catalog$/, 'management'), signs));
  const catalogs = new Map<string, Catalog & CachedCatalog>();
  const catalog = (of: string): Catalog => {
    const known = catalogs.get(of);
    if (known !== undefined) return known;
    const server = new RestServer({ send: restSend(uri, signs), warehouse: of, pageSize: 200 });
    const made = cachedCatalog(
      new RestCatalog({
        name: of,
        server,
        io: tableFileIO(uri, (storage) => tableS3(storage, session)),
        previews,
        readOnly,
      }),
    );
    catalogs.set(of, made);
    return made;
  };
  return {
    listCatalogs: async (_page, signal) => ({
      items: (warehouse === undefined ? await management.catalogs(signal) : [warehouse]).map(
        catalog,
      ),
    }),
    engine: undefined,
    forget: () => {
      for (const known of catalogs.values()) known.forget([]);
    },
  };
}

import { cachedCatalog } from '../../catalog/cachedCatalog.js';
import { RestCatalog } from '../../catalog/rest/restCatalog.js';
import { RestServer } from '../../catalog/restServer.js';
import { AwsSession } from '../aws/awsSession.js';
import type { ConnectionServices } from '../connectionServices.js';
import type { OpenConnection } from '../connections.js';
import { authorizer } from './authorize.js';
import { restSend } from './restSend.js';
import type { RestConnectionSettings } from './restSettings.js';
import { sigV4 } from './sigV4.js';
import { tableFileIO } from './tableFileIO.js';
import { tableS3 } from './tableS3.js';

/** Any catalog of Iceberg's REST specification. */
export function openRest(
  settings: RestConnectionSettings,
  {
    secrets,
    askForCode,
    sessionExpired,
    previews,
  }: Pick<ConnectionServices, 'secrets' | 'askForCode' | 'sessionExpired' | 'previews'>,
): OpenConnection {
  const { name, uri, auth, warehouse, readOnly } = settings;
  const session = new AwsSession(settings, askForCode, sessionExpired);
  const signs =
    auth.type === 'sigv4'
      ? sigV4(auth.service, session)
      : authorizer(auth, { uri, connection: name, secrets });
  const server = new RestServer({ send: restSend(uri, signs), warehouse, pageSize: 200 });
  const catalog = cachedCatalog(
    new RestCatalog({
      name: warehouse ?? name,
      server,
      io: tableFileIO(uri, (storage) => tableS3(storage, session)),
      previews,
      readOnly,
    }),
  );
  return {
    listCatalogs: () => Promise.resolve({ items: [catalog] }),
    engine: undefined,
    forget: () => {
      server.forget();
      catalog.forget([]);
    },
  };
}

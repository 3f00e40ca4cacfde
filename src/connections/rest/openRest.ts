import { cachedCatalog } from '../../catalog/cachedCatalog.js';
import { RestCatalog } from '../../catalog/rest/restCatalog.js';
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
    previews,
  }: Pick<ConnectionServices, 'secrets' | 'askForCode' | 'previews'>,
): OpenConnection {
  const { name, uri, auth, warehouse } = settings;
  const session = new AwsSession(settings, askForCode);
  const signs =
    auth.type === 'sigv4'
      ? sigV4(auth.service, session)
      : authorizer(auth, { uri, connection: name, secrets });
  const catalog = cachedCatalog(
    new RestCatalog({
      name: warehouse ?? name,
      send: restSend(uri, signs),
      io: tableFileIO(uri, (config) => tableS3(config, session)),
      ...(warehouse === undefined ? {} : { warehouse }),
      previews,
    }),
  );
  return {
    listCatalogs: () => Promise.resolve({ items: [catalog] }),
    engine: undefined,
    forget: () => {
      catalog.forget([]);
    },
  };
}

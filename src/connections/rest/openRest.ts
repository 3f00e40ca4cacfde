import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { cachedCatalog } from '../../catalog/cachedCatalog.js';
import { RestCatalog } from '../../catalog/rest/restCatalog.js';
import type { FileIO } from '../../iceberg/fileIO.js';
import { AwsSession } from '../aws/awsSession.js';
import { s3FileIO } from '../aws/s3FileIO.js';
import type { ConnectionServices } from '../connectionServices.js';
import type { OpenConnection } from '../connections.js';
import { authorizer } from './authorize.js';
import { restSend } from './restSend.js';
import type { RestConnectionSettings } from './restSettings.js';
import { sigV4 } from './sigV4.js';
import { tableFileIO } from './tableFileIO.js';

/** Any catalog of Iceberg's REST specification. */
export function openRest(
  settings: RestConnectionSettings,
  { secrets, askForCode }: ConnectionServices,
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
      io: tableFileIO(uri, (config) => s3Of(config, session)),
      ...(warehouse === undefined ? {} : { warehouse }),
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

/** S3 as the catalog says: with the credentials that it gives for a table, else with the user's own. */
function s3Of(config: Readonly<Record<string, string>>, session: AwsSession): FileIO {
  const {
    's3.endpoint': endpoint,
    's3.region': s3Region,
    'client.region': region = s3Region,
    's3.path-style-access': pathStyle,
    's3.access-key-id': accessKeyId,
    's3.secret-access-key': secretAccessKey,
    's3.session-token': sessionToken,
  } = config;
  const credentials =
    accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : {
          credentials: {
            accessKeyId,
            secretAccessKey,
            ...(sessionToken === undefined ? {} : { sessionToken }),
          },
        };
  const said: S3ClientConfig = {
    ...credentials,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
    ...(pathStyle === 'true' ? { forcePathStyle: true } : {}),
  };
  return s3FileIO(
    session.caller(async (own) => {
      const { S3Client } = await import('@aws-sdk/client-s3');
      return new S3Client({ ...own, followRegionRedirects: true, ...said });
    }),
  );
}

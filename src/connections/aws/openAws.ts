import type { ConnectionServices } from '../connectionServices.js';
import type { OpenConnection } from '../connections.js';
import type { TimeLimits } from './awsChain.js';
import { AwsCatalogs } from './awsCatalogs.js';
import { AwsSession } from './awsSession.js';
import type { AwsConnectionSettings } from './awsSettings.js';
import { s3FileIO } from './s3FileIO.js';

/** An account of AWS: the catalogs of Glue and S3 Tables. */
export function openAws(
  settings: AwsConnectionSettings,
  {
    askForCode,
    sessionExpired,
    previews,
  }: Pick<ConnectionServices, 'askForCode' | 'sessionExpired' | 'previews'>,
  limits?: TimeLimits,
): OpenConnection {
  const session = new AwsSession(settings, askForCode, sessionExpired, limits);
  const glue = session.caller(async (config) => {
    const { GlueClient } = await import('@aws-sdk/client-glue');
    return new GlueClient(config);
  }, 'glue');
  const s3Tables = session.caller(async (config) => {
    const { S3TablesClient } = await import('@aws-sdk/client-s3tables');
    return new S3TablesClient(config);
  }, 's3tables');
  const lakeFormation = session.caller(async (config) => {
    const { LakeFormationClient } = await import('@aws-sdk/client-lakeformation');
    return new LakeFormationClient(config);
  }, 'lakeformation');
  const s3 = session.caller(async (config) => {
    const { S3Client } = await import('@aws-sdk/client-s3');
    // Other addresses than AWS's own have no name for each bucket; buckets lie in any region.
    const forcePathStyle = config.endpoint !== undefined || hasEndpoint();
    return new S3Client({ ...config, followRegionRedirects: true, forcePathStyle });
  }, 's3');
  const { catalogId, readOnly } = settings;
  const catalogs = new AwsCatalogs({
    glue,
    s3Tables,
    lakeFormation,
    readOnly,
    io: s3FileIO(s3),
    previews,
    ...(catalogId === undefined ? {} : { catalogId }),
  });
  return {
    listCatalogs: (page, signal) => catalogs.list(page, signal),
    engine: undefined,
    whoAmI: async (signal) => {
      const { callerArn } = await import('./callerArn.js');
      return callerArn(session, signal);
    },
    forget: () => {
      catalogs.forget();
    },
  };
}

/** Whether the environment leads the SDK to an address of its own. */
function hasEndpoint(): boolean {
  const { AWS_ENDPOINT_URL: all, AWS_ENDPOINT_URL_S3: own } = process.env;
  return all !== undefined || own !== undefined;
}

import type { TableStorage } from '../../catalog/rest/restCatalog.js';
import type { FileIO } from '../../iceberg/fileIO.js';
import type { AwsSession } from '../aws/awsSession.js';
import { s3FileIO } from '../aws/s3FileIO.js';

interface VendedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** The SDK asks anew a few minutes before it. */
  readonly expiration?: Date;
}

/** S3 as a catalog says: with the credentials that it gives for a table, else with the user's own. */
export function tableS3(storage: TableStorage, session: AwsSession): FileIO {
  return s3FileIO(
    session.caller(async (own) => {
      const [{ S3Client }, config] = await Promise.all([import('@aws-sdk/client-s3'), storage()]);
      const {
        's3.endpoint': endpoint,
        's3.region': s3Region,
        'client.region': region = s3Region,
        's3.path-style-access': pathStyle,
      } = config;
      const given = vended(config);
      return new S3Client({
        ...own,
        followRegionRedirects: true,
        ...(given === undefined ? {} : { credentials: renewing(given, storage) }),
        ...(endpoint === undefined ? {} : { endpoint }),
        ...(region === undefined ? {} : { region }),
        ...(pathStyle === 'true' ? { forcePathStyle: true } : {}),
      });
    }, 's3'),
  );
}

/** First those that are there, and each further time new ones. */
function renewing(
  first: VendedCredentials,
  storage: TableStorage,
): () => Promise<VendedCredentials> {
  let next: VendedCredentials | undefined = first;
  return async () => {
    const now = next ?? vended(await storage());
    next = undefined;
    return now ?? first;
  };
}

function vended(config: Readonly<Record<string, string>>): VendedCredentials | undefined {
  const {
    's3.access-key-id': accessKeyId,
    's3.secret-access-key': secretAccessKey,
    's3.session-token': sessionToken,
    's3.session-token-expires-at-ms': expiresAt,
  } = config;
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(expiresAt !== undefined && /^\d+$/.test(expiresAt)
      ? { expiration: new Date(Number(expiresAt)) }
      : {}),
  };
}

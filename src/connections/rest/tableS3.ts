import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { FileIO } from '../../iceberg/fileIO.js';
import type { AwsSession } from '../aws/awsSession.js';
import { s3FileIO } from '../aws/s3FileIO.js';

/** S3 as a catalog says: with the credentials that it gives for a table, else with the user's own. */
export function tableS3(config: Readonly<Record<string, string>>, session: AwsSession): FileIO {
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

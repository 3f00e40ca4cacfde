import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { AwsSession } from './awsSession.js';

/** Whom AWS takes one for: the ARN of a user or of a role that was taken on. Nobody needs a permission to ask. */
export async function callerArn(
  session: AwsSession,
  signal: AbortSignal,
): Promise<string | undefined> {
  const call = session.caller((config) => Promise.resolve(new STSClient(config)), 'sts');
  const { Arn: arn } = await call(
    'who is signed in',
    (client, options) => client.send(new GetCallerIdentityCommand({}), options),
    signal,
  );
  return arn;
}

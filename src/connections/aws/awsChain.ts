import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { AwsIdentity } from './awsSettings.js';

/** What gives credentials, and gives new ones before those it gave have expired. */
export type AwsCredentials = ReturnType<typeof fromNodeProviderChain>;

/** After how many milliseconds a silent service is waited for no more. */
export interface TimeLimits {
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
  readonly throwOnRequestTimeout: true;
}

/**
 * Credentials by the SDK's own chain, from the profile where one is named: static, SSO, a role with MFA,
 * a process, the environment, a container. `roleArn` is taken on with them.
 */
export function awsCredentials(
  { name, profile, region, roleArn, mfaSerial }: AwsIdentity,
  askForCode: (serial: string) => Promise<string>,
  limits: TimeLimits,
): AwsCredentials {
  // Who gives credentials may be as silent as any other service.
  const clientConfig = {
    requestHandler: limits,
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
  };
  const chain = fromNodeProviderChain({
    clientConfig,
    mfaCodeProvider: askForCode,
    ...(profile === undefined ? {} : { profile }),
  });
  if (roleArn === undefined) return chain;
  return fromTemporaryCredentials({
    masterCredentials: chain,
    clientConfig,
    mfaCodeProvider: askForCode,
    params: {
      RoleArn: roleArn,
      RoleSessionName: sessionName(name),
      ...(mfaSerial === undefined ? {} : { SerialNumber: mfaSerial }),
    },
  });
}

/** Shown in the account's own logs. */
function sessionName(connection: string): string {
  return `lakehouse-${connection}`.replace(/[^\w+=,.@-]/g, '-').slice(0, 64);
}

import { getDefaultRoleAssumer } from '@aws-sdk/client-sts';
import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { memoize } from '@smithy/core/config';
import type { AwsIdentity } from './awsSettings.js';

/** What gives credentials, and gives new ones before those it gave have expired. */
export type AwsCredentials = ReturnType<typeof fromNodeProviderChain>;

/** After how many milliseconds a silent service is waited for no more. */
export interface TimeLimits {
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
  /** In the middle of an answer. */
  readonly socketTimeout: number;
  readonly throwOnRequestTimeout: true;
}

export interface ChainOptions {
  readonly askForCode: (serial: string) => Promise<string>;
  readonly limits: TimeLimits;
  /** Where roles are taken on, where that is not AWS's own address. */
  readonly stsEndpoint?: string;
}

/** How long before their end credentials are good no more: a clock may be behind. In milliseconds. */
const margin = 300_000;

/**
 * Credentials by the SDK's own chain, from the profile where one is named: static, SSO, a role with MFA,
 * a process, the environment, a container. `roleArn` is taken on with them. They are given once for all
 * clients, so that nobody is asked for a code by each of them.
 */
export function awsCredentials(
  { name, profile, region, roleArn, mfaSerial }: AwsIdentity,
  { askForCode, limits, stsEndpoint }: ChainOptions,
): AwsCredentials {
  // Who gives credentials may be as silent as any other service.
  const clientConfig = {
    requestHandler: limits,
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
  };
  const stsConfig = {
    ...clientConfig,
    ...(stsEndpoint === undefined ? {} : { endpoint: stsEndpoint }),
  };
  const chain = fromNodeProviderChain({
    clientConfig,
    mfaCodeProvider: askForCode,
    // What was written into the shared files since they were read last counts.
    ignoreCache: true,
    ...(stsEndpoint === undefined ? {} : { roleAssumer: getDefaultRoleAssumer(stsConfig) }),
    ...(profile === undefined ? {} : { profile }),
  });
  if (roleArn === undefined) return chain;
  const ofRole = fromTemporaryCredentials({
    masterCredentials: chain,
    clientConfig: stsConfig,
    mfaCodeProvider: askForCode,
    params: {
      RoleArn: roleArn,
      RoleSessionName: sessionName(name),
      ...(mfaSerial === undefined ? {} : { SerialNumber: mfaSerial }),
    },
  });
  return memoize(
    () => ofRole(),
    ({ expiration }) => expiration !== undefined && expiration.getTime() - Date.now() < margin,
  );
}

/** Shown in the account's own logs. */
function sessionName(connection: string): string {
  return `lakehouse-${connection}`.replace(/[^\w+=,.@-]/g, '-').slice(0, 64);
}

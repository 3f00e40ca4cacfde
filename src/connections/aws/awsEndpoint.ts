import { loadConfig, NODE_REGION_CONFIG_OPTIONS } from '@smithy/core/config';

/** The services that are called, as the shared files and the environment name them. */
export type AwsService = 'athena' | 'glue' | 'lakeformation' | 's3' | 's3tables' | 'sts';

/**
 * The address that a person gave for a service, in the environment or in the profile; `undefined` where
 * it is AWS's own. The SDK looks into the profile of the environment only, not into that of a client.
 */
export async function configuredEndpoint(
  service: AwsService,
  profile: string,
): Promise<string | undefined> {
  return loadConfig<string | undefined>(
    {
      environmentVariableSelector: (env) =>
        env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ?? env['AWS_ENDPOINT_URL'],
      configFileSelector: (values, file) => {
        const section = file?.[`services.${values['services'] ?? ''}`];
        return section?.[`${service}.endpoint_url`] ?? values['endpoint_url'];
      },
      default: undefined,
    },
    { profile, ignoreCache: true },
  )();
}

/** The region of the environment or of the profile; `undefined` where neither says. */
export async function configuredRegion(profile: string | undefined): Promise<string | undefined> {
  return loadConfig<string | undefined>(
    { ...NODE_REGION_CONFIG_OPTIONS, default: undefined },
    { ignoreCache: true, ...(profile === undefined ? {} : { profile }) },
  )();
}

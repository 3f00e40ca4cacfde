import type { Catalog } from '../../src/catalog/catalog.js';
import type { OpenConnection } from '../../src/connections/connections.js';
import { openAws } from '../../src/connections/aws/openAws.js';

/**
 * A connection as users have it, to services of this machine: the environment leads it there. `silence` is
 * for how many milliseconds it waits for a silent one.
 */
export function openAwsAt(region: string, silence = 60_000): OpenConnection {
  const settings = { type: 'aws', name: 'aws', region, readOnly: true } as const;
  const askForCode = (): Promise<never> => Promise.reject(new Error('nobody is asked'));
  const limits = {
    connectionTimeout: silence,
    requestTimeout: silence,
    socketTimeout: silence,
    throwOnRequestTimeout: true,
  } as const;
  return openAws(settings, { askForCode }, limits);
}

/** Glue's own catalog of it. */
export async function ownCatalog({ listCatalogs }: OpenConnection): Promise<Catalog> {
  const [own] = (await listCatalogs(undefined, new AbortController().signal)).items;
  if (own === undefined) throw new Error('there is no catalog');
  return own;
}

/** The variables of the environment while the tests of a suite run. To be called in a `describe`. */
export function useEnvironment(variables: () => Readonly<Record<string, string>>): void {
  const before_: Record<string, string | undefined> = {};
  before('set the environment', () => {
    for (const [name, value] of Object.entries(variables())) {
      before_[name] = process.env[name];
      process.env[name] = value;
    }
  });
  after('set the environment back', () => {
    for (const [name, value] of Object.entries(before_)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });
}

/** What makes the SDK call `endpoint`, with credentials that every emulator takes. */
export function emulatorVariables(endpoint: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

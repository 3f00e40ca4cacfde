import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openPolaris } from '../../src/connections/polaris/openPolaris.js';
import type { PolarisConnectionSettings } from '../../src/connections/polaris/polarisSettings.js';
import { openRest } from '../../src/connections/rest/openRest.js';
import type { RestConnectionSettings } from '../../src/connections/rest/restSettings.js';
import { tokenUriOf } from '../../src/connections/rest/secretHost.js';
import { describeCatalog } from './catalogContract.js';
import { usePython } from './servers/useServer.js';
import { usePreviews } from './usePreviews.js';

const FILLED_MS = 180_000;

interface Seeded {
  readonly settings: RestConnectionSettings | PolarisConnectionSettings;
  readonly secret?: string | undefined;
}

/** Secrets come from the environment, and go nowhere else. */
export function withSecret(secret = '') {
  return {
    secrets: { get: () => Promise.resolve(secret), forget: () => Promise.resolve() },
    askForCode: () => Promise.reject(new Error('there is nobody to ask')),
  };
}

/** The suite of every catalog, against an empty one that PyIceberg fills before it and empties after it. */
export function describeSeeded(name: string, connect: () => Seeded): void {
  describe(`${name}, filled and emptied again`, () => {
    const python = usePython();
    const { previews, duckdb } = usePreviews();
    const script = fileURLToPath(new URL('servers/python/seed_live.py', import.meta.url));
    const run = async (...args: readonly string[]): Promise<void> => {
      const env = { ...process.env, ...variablesOf(connect()) };
      await promisify(execFile)(python(), [script, ...args], { env, timeout: FILLED_MS });
    };
    before('fill the catalog', async function () {
      this.timeout(FILLED_MS);
      await run();
    });
    after('empty the catalog', async function () {
      this.timeout(FILLED_MS);
      await run('--remove');
    });

    describeCatalog(name, async () => {
      const { settings, secret } = connect();
      const services = { ...withSecret(secret), previews };
      const connection =
        settings.type === 'polaris'
          ? openPolaris(settings, services)
          : openRest(settings, services);
      const { signal } = new AbortController();
      const [catalog] = (await connection.listCatalogs(undefined, signal)).items;
      if (catalog === undefined) throw new Error('there is no catalog');
      return { catalog, pages: false, nests: true, local: duckdb };
    });
  });
}

/** How PyIceberg is told of the same catalog, and of who asks. */
function variablesOf({ settings, secret = '' }: Seeded): Readonly<Record<string, string>> {
  const { uri, warehouse, auth } = settings;
  const own = (name: string): string => `PYICEBERG_CATALOG__LIVE__${name}`;
  const common = {
    [own('TYPE')]: 'rest',
    [own('URI')]: uri,
    ...(warehouse === undefined ? {} : { [own('WAREHOUSE')]: warehouse }),
  };
  switch (auth.type) {
    case 'none':
      return common;
    case 'bearer':
      return { ...common, [own('TOKEN')]: secret };
    case 'oauth2':
      return {
        ...common,
        [own('CREDENTIAL')]: `${auth.clientId}:${secret}`,
        [own('SCOPE')]: auth.scope,
        [own('OAUTH2_SERVER_URI')]: tokenUriOf(uri, auth),
      };
    case 'sigv4':
      return {
        ...common,
        [own('REST__SIGV4_ENABLED')]: 'true',
        [own('REST__SIGNING_NAME')]: auth.service,
        ...(settings.region === undefined
          ? {}
          : { [own('REST__SIGNING_REGION')]: settings.region }),
      };
  }
}

import { fileURLToPath } from 'node:url';
import { installed } from './environment.js';
import { type ServerProcess, startServerProcess } from './serverProcess.js';

/** What every emulator of AWS takes; none checks it. */
export const testCredentials = { accessKeyId: 'test', secretAccessKey: 'test' };

const account = '123456789012';
const partner = '222222222222';
const nested = '333333333333';

/** The account whose Glue and S3 are filled, and what lies where (`python/moto_server.py`). */
export const motoContent = {
  account,
  bucket: 'lake',
  /** `sales` (`orders`, `broken` and one of a hostile name) and an empty `scratch`, as every catalog has. */
  region: 'us-east-1',
  /** `formats` (Hive, Delta, views), `oddities`, `many` (250 tables), `team_00` … `team_09`. */
  showroom: 'eu-west-1',
  /** Another account, asked for by `CatalogId` through the proxy: `partner.shared`. */
  partner,
  /** A nested catalog, asked for in the same way, with one CSV table `sales.orders`. */
  nestedCatalog: `${account}:s3tablescatalog/lake`,
  /** Which account of moto plays which catalog. */
  catalogs: new Map([
    [account, account],
    [partner, partner],
    [`${account}:s3tablescatalog/lake`, nested],
  ]),
} as const;

/** An emulator of Glue, S3, Lake Formation and STS: moto, filled, with all that it does not do as AWS does. */
export async function startMoto(): Promise<ServerProcess> {
  const script = fileURLToPath(new URL('python/moto_server.py', import.meta.url));
  return startServerProcess(installed('python'), [script]);
}

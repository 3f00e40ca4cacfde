import { fileURLToPath } from 'node:url';
import { installed } from './environment.js';
import { type ServerProcess, startServerProcess } from './serverProcess.js';

/** What every emulator of AWS takes; none checks it. */
export const testCredentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** The account whose Glue and S3 are filled, and what lies where (`python/moto_server.py`). */
export const motoContent = {
  account: '123456789012',
  bucket: 'lake',
  /** `sales` (`orders`, `broken` and one of a hostile name) and an empty `scratch`, as every catalog has. */
  region: 'us-east-1',
  /** `formats` (Hive, Delta, views), `oddities`, `many` (250 tables), `team_00` … `team_09`. */
  showroom: 'eu-west-1',
  /** Another account: `partner.shared`. Asked for by `CatalogId`, through the proxy. */
  partner: '222222222222',
  /** The account that plays the nested catalog `s3tablescatalog/lake`: `sales.orders`, a CSV table. */
  nested: '333333333333',
} as const;

/** An emulator of Glue, S3, Lake Formation and STS: moto, filled, with all that it does not do as AWS does. */
export async function startMoto(): Promise<ServerProcess> {
  const script = fileURLToPath(new URL('python/moto_server.py', import.meta.url));
  return startServerProcess(installed('python'), [script]);
}

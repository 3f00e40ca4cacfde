import { fileURLToPath } from 'node:url';
import { installed } from './environment.js';
import { type ServerProcess, startServerProcess } from './serverProcess.js';

/**
 * A real server: Nessie 0.99.0 in memory, with moto for its S3, filled by PyIceberg. The `uri` of its
 * catalog is `<endpoint>/iceberg`.
 */
export async function startNessie(): Promise<ServerProcess> {
  const { java, jar } = installed('nessie');
  const script = fileURLToPath(new URL('python/nessie_server.py', import.meta.url));
  return startServerProcess(installed('python'), [script, java, jar]);
}

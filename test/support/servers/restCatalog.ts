import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { installed } from './environment.js';
import { type Server, startServerProcess } from './serverProcess.js';

const FILLED_MS = 90_000;

export interface RestCatalog extends Server {
  /** The folder of the warehouses, one for each catalog. */
  readonly folder: string;
}

/**
 * A real server: the reference REST catalog of Apache Iceberg 1.10.1 over files, filled by PyIceberg.
 * `endpoint` is the `uri` of the catalog `lake`; `../v1` is not there.
 */
export async function startRestCatalog(): Promise<RestCatalog> {
  const server = await startRestCatalogs(['lake']);
  return { ...server, endpoint: `${server.endpoint}/lake` };
}

/** Several such catalogs in one server, each at `<endpoint>/<name>`; all hold the same, or nothing. */
export async function startRestCatalogs(
  names: readonly string[],
  { areEmpty = false }: { readonly areEmpty?: boolean } = {},
): Promise<RestCatalog> {
  const { java, classpath } = installed('rest');
  const python = installed('python');
  const folder = await mkdtemp(join(tmpdir(), 'lakehouse-rest-'));
  const options = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const logging = '-Dorg.slf4j.simpleLogger.defaultLogLevel=error';
  const main = ['-cp', classpath.join(delimiter), 'RestCatalogs', folder, ...names];
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const server = await startServerProcess(java, [...options, logging, ...main]);
    const stop = async (): Promise<void> => {
      await server.stop();
      await remove();
    };
    try {
      if (!areEmpty) await fill(python, server.endpoint, names);
      return { endpoint: server.endpoint, folder, stop };
    } catch (error) {
      await server.stop();
      throw error;
    }
  } catch (error) {
    await remove();
    throw error;
  }
}

async function fill(python: string, endpoint: string, names: readonly string[]): Promise<void> {
  const script = fileURLToPath(new URL('python/seed_rest.py', import.meta.url));
  await promisify(execFile)(python, [script, endpoint, ...names], { timeout: FILLED_MS });
}

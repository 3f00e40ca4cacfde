import { fileURLToPath } from 'node:url';
import { type Server, startServerProcess } from './serverProcess.js';

export interface FastCatalogSize {
  /** How many tables the database or namespace `big` has; every other has three. */
  readonly tables?: number;
  /** How many databases or namespaces there are, `big` among them. */
  readonly namespaces?: number;
  /** How long it waits before each answer, in milliseconds. */
  readonly delayMs?: number;
  /** How many items a page has at most. */
  readonly pageSize?: number;
}

export interface FastCatalog extends Server {
  /** The database or namespace with many tables. */
  readonly big: 'big';
  /** operation → how often it was asked for. */
  requests(): Promise<Readonly<Record<string, number>>>;
}

/**
 * A double of Glue (`GetDatabases`, `GetTables`, `GetTable`) and of an Iceberg REST catalog (the same
 * endpoint, `/v1/…`) for measuring: it makes its answers as they are asked for, so that what is measured is
 * the client. By default as large as the issue asks for, and as slow and with pages as small as AWS.
 */
export async function startFastCatalog(size: FastCatalogSize = {}): Promise<FastCatalog> {
  const script = fileURLToPath(new URL('fastCatalogServer.ts', import.meta.url));
  const { tables = 100_000, namespaces = 10_000, delayMs = 20, pageSize = 100 } = size;
  const options = { tables, namespaces, delayMs, pageSize };
  const server = await startServerProcess(process.execPath, [
    ...['--import', 'tsx', script],
    JSON.stringify(options),
  ]);
  return {
    ...server,
    big: 'big',
    async requests() {
      const response = await fetch(`${server.endpoint}/requests`);
      return (await response.json()) as Record<string, number>; // The server's own counts.
    },
  };
}

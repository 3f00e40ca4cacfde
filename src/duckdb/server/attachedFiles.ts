import { existsSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteName, quoteText } from '../../util/quote.js';
import { ownDatabase } from '../duckDbApi.js';
import { toFailure } from './failure.js';

interface AttachedFile {
  /** Its name in SQL. */
  readonly name: string;
  readonly path: string;
  readonly readOnly: boolean;
}

/**
 * Database files that statements have attached. DuckDB locks them for as long as they are: no other
 * program, nor another window, can write them. So they are let go while nobody uses them.
 */
export class AttachedFiles {
  #released: readonly AttachedFile[] = [];
  #restoring: Promise<void> | undefined;
  /** Why a released file could not be attached again. */
  readonly #failures = new Map<string, Error>();

  /** Closes all files. Nothing may run, and no transaction be open. */
  async release(connection: DuckDBConnection): Promise<void> {
    for (const file of await attached(connection)) {
      await connection.run(`DETACH ${quoteName(file.name)}`);
      if (!file.name.startsWith(ownDatabase)) this.#released = [...this.#released, file];
    }
  }

  /** Attaches what was released. What fails is tried again the next time. */
  restore(connect: () => Promise<DuckDBConnection>): Promise<void> {
    if (this.#released.length === 0) return Promise.resolve();
    this.#restoring ??= connect()
      .then((connection) => this.#restore(connection))
      .finally(() => (this.#restoring = undefined));
    return this.#restoring;
  }

  /** Why a statement failed that names a database whose file could not be attached again. */
  reason(failure: Error): Error {
    const message = failure.message.toLowerCase();
    const name = [...this.#failures.keys()].find((key) => message.includes(key.toLowerCase()));
    return (name === undefined ? undefined : this.#failures.get(name)) ?? failure;
  }

  async #restore(connection: DuckDBConnection): Promise<void> {
    this.#failures.clear();
    const failed: AttachedFile[] = [];
    for (const file of this.#released) {
      try {
        await attach(connection, file);
      } catch (error) {
        failed.push(file);
        this.#failures.set(file.name, toFailure(error, ''));
      }
    }
    this.#released = failed;
    connection.closeSync();
  }
}

async function attach(
  connection: DuckDBConnection,
  { name, path, readOnly }: AttachedFile,
): Promise<void> {
  // DuckDB would make a new one, with nothing in it.
  if (!existsSync(path)) throw new Error(`IO Error: ${path} has been removed`);
  const mode = readOnly ? ' (READ_ONLY)' : '';
  await connection.run(`ATTACH ${quoteText(path)} AS ${quoteName(name)}${mode}`);
}

/** All but encrypted ones, for which the key would have to be kept. */
async function attached(connection: DuckDBConnection): Promise<readonly AttachedFile[]> {
  const reader = await connection.runAndReadAll(
    `SELECT database_name, path, readonly FROM duckdb_databases()
     WHERE NOT internal AND path IS NOT NULL AND type = 'duckdb' AND NOT encrypted`,
  );
  return reader.getRows().map(([name, path, readOnly]) => ({
    name: String(name),
    path: String(path),
    readOnly: readOnly === true,
  }));
}

import { mkdirSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

export interface InstanceOptions {
  /** For what does not fit into memory. Made when it is needed: where it can not be, only that fails. */
  readonly tempDirectory: string | undefined;
  /** As DuckDB writes sizes. */
  readonly memoryLimit: string | undefined;
}

/** A DuckDB in memory that reaches for nothing beyond the files a statement names. */
export function openInstance({
  tempDirectory,
  memoryLimit = halfOfMemory(),
}: InstanceOptions): Promise<DuckDBInstance> {
  if (tempDirectory !== undefined) makeParent(tempDirectory);
  return DuckDBInstance.create(':memory:', {
    // Nothing is downloaded at run time, and nothing is loaded that another program has downloaded.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    extension_directory: nowhere,
    allow_persistent_secrets: 'false',
    // It gives wrong rows: it filters below the `ORDER BY … LIMIT` of a subquery that is joined (1.5.5).
    disabled_optimizers: 'join_filter_pushdown',
    // It takes a file for the one that it read before where size and time are the same: one that was rewritten.
    enable_external_file_cache: 'false',
    threads: String(availableParallelism()),
    memory_limit: memoryLimit,
    ...(tempDirectory === undefined ? {} : { temp_directory: tempDirectory }),
  });
}

/** DuckDB makes the last folder only. */
function makeParent(folder: string): void {
  try {
    mkdirSync(dirname(folder), { recursive: true });
  } catch {
    // DuckDB says so when it needs the folder, which most statements do not.
  }
}

/**
 * No folder can be made below a file. DuckDB makes the one for extensions before it downloads, so that
 * `INSTALL` fails without a word to the network, from wherever it is told to.
 */
const nowhere = `${process.execPath}/extensions`;

/** DuckDB's own limit, four fifths, would let two windows exhaust the machine. */
function halfOfMemory(): string {
  // What a container has is less than the machine has.
  const limit = process.constrainedMemory();
  const all = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return `${Math.floor(all / 2 / 2 ** 20)}MiB`;
}

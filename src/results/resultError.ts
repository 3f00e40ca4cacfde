import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DuckDbError } from '../duckdb/duckDbClient.js';
import { fullFolder, isDiskFull } from '../util/diskFull.js';

/** What is wrong with a stored result, or keeps one from being stored. The host has the sentence for each. */
export type ResultFault =
  /** It can not be read, and will not be: its cell must run again. */
  | { readonly code: 'gone' | 'damaged' }
  /** It, or a sorted copy of it, can not be written: there is no space left on the disk of `folder`. */
  | { readonly code: 'disk-full'; readonly folder: string };

export class ResultError extends Error {
  override readonly name = 'ResultError';
  readonly fault: ResultFault;

  constructor(fault: ResultFault, options?: ErrorOptions) {
    super(textOf(fault), options);
    this.fault = fault;
  }

  get code(): ResultFault['code'] {
    return this.fault.code;
  }
}

function textOf(fault: ResultFault): string {
  switch (fault.code) {
    case 'gone':
      return 'the stored result is gone';
    case 'damaged':
      return 'the stored result is damaged';
    case 'disk-full':
      return `there is no space left on the disk of ${fault.folder}`;
  }
}

/** What a failure of DuckDB with the database file `file` says of the file; nothing where it has another reason. */
export function faultOf(error: unknown, file: string): 'gone' | 'damaged' | undefined {
  if (!(error instanceof DuckDbError)) return undefined;
  if (!existsSync(file)) return 'gone';
  const isDamaged =
    error.kind === 'Serialization' ||
    /is not a valid DuckDB database|Could not read enough bytes from file|Corrupt database file/.test(
      error.message,
    );
  return isDamaged ? 'damaged' : undefined;
}

/** Says of a failure that comes from reading the database file of a result, or writing beside it, what is wrong. */
export async function explained<R>(file: string, read: () => Promise<R>): Promise<R> {
  try {
    return await read();
  } catch (error) {
    const full = diskFault(error, dirname(file));
    if (full !== undefined) throw full;
    const code = faultOf(error, file);
    throw code === undefined ? error : new ResultError({ code }, { cause: error });
  }
}

/** A full disk as the failure of a result; `folder` is where it was written where the failure does not tell. */
export function diskFault(error: unknown, folder: string): ResultError | undefined {
  if (error instanceof ResultError || !isDiskFull(error)) return undefined;
  const fault = { code: 'disk-full', folder: fullFolder(error) ?? folder } as const;
  return new ResultError(fault, { cause: error });
}

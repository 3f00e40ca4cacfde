import { existsSync } from 'node:fs';
import { DuckDbError } from '../duckdb/duckDbClient.js';

/** Why a stored result can not be read, and will not be: its cell must run again. */
export class ResultError extends Error {
  override readonly name = 'ResultError';
  readonly code: 'gone' | 'damaged';

  constructor(code: 'gone' | 'damaged', options?: ErrorOptions) {
    super(code === 'gone' ? 'the stored result is gone' : 'the stored result is damaged', options);
    this.code = code;
  }
}

/** What a failure of DuckDB with the database file `file` says of the file; nothing where it has another reason. */
export function faultOf(error: unknown, file: string): ResultError['code'] | undefined {
  if (!(error instanceof DuckDbError)) return undefined;
  if (!existsSync(file)) return 'gone';
  const isDamaged =
    error.kind === 'Serialization' ||
    /is not a valid DuckDB database|Could not read enough bytes from file|Corrupt database file/.test(
      error.message,
    );
  return isDamaged ? 'damaged' : undefined;
}

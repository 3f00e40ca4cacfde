import { DuckDbError } from '../../duckdb/duckDbClient.js';
import { tokenize } from '../../sql/tokens.js';
import { isDiskFull } from '../../util/diskFull.js';
import type { ErrorCode } from '../../util/errorCode.js';
import type { Span } from '../../util/span.js';
import { QueryError } from '../queryEngine.js';

/** DuckDB's failure of a statement in the words that all engines share, at its place in `sql`. */
export function toQueryError(error: unknown, sql: string): QueryError {
  if (error instanceof QueryError) return error;
  if (!(error instanceof DuckDbError)) {
    const message = error instanceof Error ? error.message : String(error);
    return new QueryError('internal', message, { cause: error });
  }
  const { kind, message, position } = error;
  const isMissing = message.startsWith('No files found');
  const code = isMissing ? 'not-found' : isDiskFull(error) ? 'limit' : (codes[kind] ?? 'internal');
  return new QueryError(code, message, {
    cause: error,
    retryable: kind === 'gone',
    ...(position === undefined ? {} : { span: wordAt(sql, position) }),
  });
}

/** The token at an offset, so that an error marks more than a character. */
export function wordAt(sql: string, position: number): Span {
  const at = Math.min(position, sql.length);
  const token = tokenize(sql, 'duckdb').find(({ start, end }) => start <= at && at < end);
  if (token !== undefined) return { start: token.start, end: token.end };
  // At the end of the text the last thing in it is marked.
  const end = sql.trimEnd().length;
  return at < end ? { start: at, end: at + 1 } : { start: Math.max(0, end - 1), end };
}

/** Everything that is wrong with the statement itself is `syntax`: its message says all there is to say. */
const codes: Readonly<Record<string, ErrorCode>> = {
  Parser: 'syntax',
  Syntax: 'syntax',
  Binder: 'syntax',
  Catalog: 'not-found',
  Conversion: 'syntax',
  'Mismatch Type': 'syntax',
  'Invalid Type': 'syntax',
  'Invalid Input': 'syntax',
  'Out of Range': 'syntax',
  'Divide by Zero': 'syntax',
  Constraint: 'syntax',
  'Not implemented': 'syntax',
  Expression: 'syntax',
  Transaction: 'syntax',
  TransactionContext: 'syntax',
  Dependency: 'syntax',
  Settings: 'syntax',
  IO: 'unavailable',
  HTTP: 'unavailable',
  Permission: 'refused',
  'Missing Extension': 'refused',
  'Out of Memory': 'limit',
  Interrupt: 'cancelled',
  gone: 'internal',
};

import { diskFullText } from '../../util/diskFull.js';
import { RpcError } from '../../util/rpc.js';
import type { DuckDbFailureDetails } from '../duckDbApi.js';

/**
 * DuckDB's failure as the host gets it. With `errors_as_json` DuckDB gives the position in the text
 * it was given, `sql` behind `prefix`: its parser counts code points, all else of it bytes of UTF-8.
 */
export function toFailure(error: unknown, sql: string, prefix = ''): RpcError {
  if (error instanceof RpcError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const json = text.indexOf('{"');
  const parsed = json < 0 ? undefined : parse(text.slice(json));
  if (parsed === undefined) {
    const kind = /^(?:[\w ]*: )?([A-Z]\w*) Error:/.exec(text)?.[1] ?? 'internal';
    return failure(kind === 'INTERRUPT' ? 'Interrupt' : kind, text);
  }
  const { exception_type: kind, exception_message: message, position } = parsed;
  if (position === undefined) return failure(kind, message);
  const toOffset = kind === 'Parser' ? offsetOfCodePoint : offsetOfByte;
  const offset = toOffset(prefix + sql, Number(position)) - prefix.length;
  return failure(kind, message, offset);
}

function failure(kind: string, said: string, position?: number): RpcError {
  const message = inOurWords(said);
  const code = kind.toLowerCase() === 'interrupt' ? 'interrupted' : 'failed';
  const inside = position !== undefined && position >= 0;
  const details: DuckDbFailureDetails = { kind, ...(inside ? { position } : {}) };
  return new RpcError(code, message, details);
}

/** Some of what DuckDB says is advice that does not hold here, or leaves out what to do. */
function inOurWords(message: string): string {
  const full = diskFullText(message);
  if (full !== undefined) return full;
  // It goes on to say how to download an extension.
  if (/\b(INSTALL|LOAD) \S/.test(message)) {
    const [first = message] = message.split('\n', 1);
    return `${first} Extensions are not downloaded or loaded here.`;
  }
  const [, file, holder] =
    /^Could not set lock on file "(.*)": (?:Conflicting lock is held in (.*?)\. See)?/s.exec(
      message,
    ) ??
    /^Cannot open file "(.*)": .*used by another process/s.exec(message) ??
    [];
  if (file === undefined) return message;
  return `${file} is in use by another program${holder === undefined ? '' : `, ${holder}`}. Try again when that has closed it.`;
}

interface ErrorJson {
  readonly exception_type: string;
  readonly exception_message: string;
  readonly position?: string;
}

function parse(text: string): ErrorJson | undefined {
  try {
    const value = JSON.parse(text) as Partial<Record<string, unknown>>;
    const { exception_type, exception_message, position } = value;
    if (typeof exception_type !== 'string' || typeof exception_message !== 'string') return;
    return {
      exception_type,
      exception_message,
      ...(typeof position === 'string' ? { position } : {}),
    };
  } catch {
    return undefined;
  }
}

function offsetOfByte(text: string, bytes: number): number {
  return Buffer.from(text).subarray(0, bytes).toString().length;
}

function offsetOfCodePoint(text: string, count: number): number {
  return Array.from(text).slice(0, count).join('').length;
}

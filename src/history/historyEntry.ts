import { isRecord } from '../util/isRecord.js';

/** One statement that was run. */
export interface HistoryEntry {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** As it was run; see `withoutSecrets` and `mostText` for what is left out of it. */
  readonly sql: string;
  /** Its text was longer than what is kept. */
  readonly isCut?: boolean;
  /** Missing where none was found by the name. */
  readonly connection?: string;
  /** What bare names meant. */
  readonly schema: readonly string[];
  /** The notebook's URI. */
  readonly notebook: string;
  readonly end: 'succeeded' | 'failed' | 'cancelled';
  readonly elapsedMs: number;
  /** Of a query that succeeded. */
  readonly rows?: number;
  /** Of the files that were read. */
  readonly scannedBytes?: number;
  /** Why it failed, in the user's words. */
  readonly message?: string;
  /** The id of its result in the store, where it may be gone since. */
  readonly result?: string;
}

/** Characters of a statement that are kept at most. */
export const mostText = 100_000;

/** `undefined` for what is no entry, such as a line that was cut off. */
export function parseEntry(line: string): HistoryEntry | undefined {
  const value = parseJson(line);
  if (!isRecord(value)) return undefined;
  const { id, startedAt, sql, schema, notebook, end, elapsedMs } = value;
  const { isCut, connection, rows, scannedBytes, message, result } = value;
  if (typeof id !== 'string' || typeof sql !== 'string' || typeof notebook !== 'string') return;
  if (typeof startedAt !== 'number' || typeof elapsedMs !== 'number') return undefined;
  if (!Array.isArray(schema) || !schema.every((name) => typeof name === 'string')) return undefined;
  if (end !== 'succeeded' && end !== 'failed' && end !== 'cancelled') return undefined;
  return {
    ...{ id, startedAt, sql, schema, notebook, end, elapsedMs },
    ...(isCut === true ? { isCut } : {}),
    ...(typeof connection === 'string' ? { connection } : {}),
    ...(typeof rows === 'number' ? { rows } : {}),
    ...(typeof scannedBytes === 'number' ? { scannedBytes } : {}),
    ...(typeof message === 'string' ? { message } : {}),
    ...(typeof result === 'string' ? { result } : {}),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

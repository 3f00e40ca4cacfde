import { CatalogError } from '../../catalog/catalog.js';
import type { HttpAnswer } from './httpAnswer.js';

/** Ends what waits for a server that says nothing. */
export interface Silence {
  /** Aborts with the one that was given, or when the time is over. */
  readonly signal: AbortSignal;
  /** The server has said something: the time starts anew. */
  restart(): void;
  stop(): void;
}

/** Starts to wait, for `limit` milliseconds. */
export function silence(limit: number, signal: AbortSignal): Silence {
  const over = new AbortController();
  const timer = setTimeout(() => {
    over.abort(new Error(`no word for ${limit / 1000} s`));
  }, limit);
  return {
    signal: AbortSignal.any([signal, over.signal]),
    restart: () => timer.refresh(),
    stop: () => {
      clearTimeout(timer);
    },
  };
}

/** More than any catalog has to say, and less than what a process can hold as text. */
const mostBytes = 256 * 2 ** 20;

/** The text of an answer, however slowly it comes, as long as it comes. Throws `CatalogError` for one without end. */
export async function readText(
  what: string,
  { body }: Pick<HttpAnswer, 'body'>,
  timer: Silence,
): Promise<string> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  for await (const part of body) {
    timer.restart();
    bytes += part.byteLength;
    if (bytes > mostBytes) {
      throw new CatalogError('limit', `${what}: the answer is larger than ${mostBytes} bytes`);
    }
    parts.push(decoder.decode(part, { stream: true }));
  }
  return parts.join('') + decoder.decode();
}

import { RpcError } from '../util/rpc.js';
import type { DuckDbFailureDetails } from './duckDbApi.js';

/** A failure of DuckDB, or of the process that holds it (`kind` is then `gone`). */
export class DuckDbError extends Error {
  override readonly name = 'DuckDbError';
  /** DuckDB's word: `Parser`, `Binder`, `Catalog`, `IO`, … */
  readonly kind: string;
  /** Where in the statement, in UTF-16 units. */
  readonly position: number | undefined;

  constructor(kind: string, message: string, position?: number, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.position = position;
  }

  /** Whether it is about something of that name, or another, that does not exist. */
  get isUnknownName(): boolean {
    return this.kind === 'Catalog';
  }

  /** DuckDB answers nothing any more after such a failure, until its process is a new one. */
  get endsDatabase(): boolean {
    return this.kind === 'INTERNAL' || this.kind === 'FATAL';
  }

  /** The same failure with a sentence behind its message. */
  with(sentence: string): DuckDbError {
    const message = `${this.message} ${sentence}`;
    return new DuckDbError(this.kind, message, this.position, { cause: this.cause });
  }
}

/** What a call's failure is in DuckDB's words; what is none of a call is given back as it is. */
export function toDuckDbError(error: unknown): unknown {
  if (!(error instanceof RpcError)) return error;
  if (error.code === 'gone') {
    const message = `DuckDB has ended unexpectedly (${howItEnded(error.message)}). It starts again with the next statement.`;
    return new DuckDbError('gone', message, undefined, { cause: error });
  }
  const { kind, position } = parseDetails(error.details);
  return new DuckDbError(kind, error.message, position, { cause: error });
}

/** How a process ended and, if it had last words, the one line of them that says why. The rest is for the log. */
function howItEnded(reason: string): string {
  const lines = reason.split('\n');
  const [how = reason] = /^process ended with \S+/.exec(reason) ?? lines;
  const why = lines.find((line) => /^\s*\w*Error\b/.test(line))?.trim();
  return why === undefined ? how : `${how}: ${why}`;
}

function parseDetails(details: unknown): DuckDbFailureDetails {
  if (typeof details !== 'object' || details === null) return { kind: 'internal' };
  const { kind, position } = details as Readonly<Record<string, unknown>>;
  return {
    kind: typeof kind === 'string' ? kind : 'internal',
    ...(typeof position === 'number' ? { position } : {}),
  };
}

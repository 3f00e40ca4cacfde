import { DuckDbError } from '../../duckdb/duckDbClient.js';
import { applyEdits, type Edit, toOriginal } from '../../syntax/edits.js';
import type { Span } from '../../util/span.js';
import type { QueryError } from '../queryEngine.js';
import { toQueryError } from './toQueryError.js';

/** A statement as it is run, beside the one that was written, in which errors are shown. */
export class EditedSql {
  readonly written: string;
  readonly text: string;
  /** What no edit touched, with a space for each edit. */
  readonly kept: string;
  readonly #edits: readonly Edit[];

  /** Edits are of `written`. */
  constructor(written: string, edits: readonly Edit[]) {
    this.written = written;
    this.text = applyEdits(written, edits).text;
    this.kept = applyEdits(
      written,
      edits.map((edit) => ({ ...edit, text: ' ' })),
    ).text;
    this.#edits = edits;
  }

  /** Where a stretch of `text` that no edit made stands in what was written. */
  toWritten({ start, end }: Span): Span {
    const from = toOriginal(start, this.#edits);
    return { start: from, end: from + end - start };
  }

  /** DuckDB's failure of `text`, at its place in what was written. */
  toQueryError(error: unknown): QueryError {
    if (!(error instanceof DuckDbError) || error.position === undefined) {
      return toQueryError(error, this.written);
    }
    const { kind, message, position } = error;
    const at = toOriginal(position, this.#edits);
    return toQueryError(new DuckDbError(kind, message, at, { cause: error }), this.written);
  }
}

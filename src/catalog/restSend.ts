import type { ExactJson } from '../util/exactJson.js';
import { CatalogError } from './catalog.js';

export interface RestRequest {
  /** After the catalog's address, encoded: `/v1/config`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is written, by a `POST`. Without it the request is a `GET`. */
  readonly body?: ExactJson;
}

/**
 * Sends a request as the one who is signed in, and answers its JSON, `null` where there is none. `what` is
 * the thing that is asked for, for the message of a failure. Fails in `CatalogError`, and in `ConflictError`
 * where something was written meanwhile.
 */
export type RestSend = (
  request: RestRequest,
  what: string,
  signal: AbortSignal,
) => Promise<ExactJson>;

/** What was to be written is not what it was when it was read (409). */
export class ConflictError extends CatalogError {
  constructor(message: string, options?: ErrorOptions) {
    super('refused', message, options);
  }
}

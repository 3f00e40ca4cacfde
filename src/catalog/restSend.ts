import type { ExactJson } from '../util/exactJson.js';

export interface RestRequest {
  /** After the catalog's address, encoded: `/v1/config`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Sends a `GET` as the one who is signed in, and answers its JSON. `what` is the thing that is asked for,
 * for the message of a failure. Fails in `CatalogError`.
 */
export type RestSend = (
  request: RestRequest,
  what: string,
  signal: AbortSignal,
) => Promise<ExactJson>;

import { setTimeout } from 'node:timers/promises';
import { CatalogError } from '../../catalog/catalog.js';
import type { RestRequest, RestSend } from '../../catalog/restSend.js';
import type { ExactJson } from '../../util/exactJson.js';
import type { Authorizer } from './authorize.js';
import { isPassing, noAnswer, readAnswer } from './httpError.js';

/** A server that says nothing for so long is not waited for any more. In milliseconds. */
const timeLimit = 30_000;

/** How often a request is sent that a server was too busy for. */
const mostAttempts = 4;

/** Sends requests to a catalog at `uri`, again where it is busy, and once more where a token has ended. */
export function restSend(uri: string, authorizer: Authorizer): RestSend {
  return async (request, what, signal) => {
    let isRenewed = false;
    for (let attempt = 1; ; attempt++) {
      try {
        return await sendOnce(uri, authorizer, request, what, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof CatalogError)) throw error;
        if (error.code === 'expired-credentials' && !isRenewed) {
          isRenewed = true;
          await authorizer.renew();
          continue;
        }
        if (!isPassing(error) || attempt >= mostAttempts) throw error;
        // Everybody who was refused at once must not come back at once.
        await setTimeout(100 * 2 ** attempt * (0.5 + Math.random()), undefined, { signal });
      }
    }
  };
}

async function sendOnce(
  uri: string,
  authorizer: Authorizer,
  { path, query = {}, headers = {} }: RestRequest,
  what: string,
  signal: AbortSignal,
): Promise<ExactJson> {
  signal.throwIfAborted();
  const search = new URLSearchParams(query).toString();
  const address = `${uri}${path}${search === '' ? '' : `?${search}`}`;
  const own = await authorizer.headers(new URL(address));
  const ends = AbortSignal.any([signal, AbortSignal.timeout(timeLimit)]);
  try {
    const response = await fetch(address, {
      headers: { Accept: 'application/json', ...headers, ...own },
      signal: ends,
    });
    return await readAnswer(what, response);
  } catch (cause) {
    signal.throwIfAborted();
    throw cause instanceof CatalogError ? cause : noAnswer(what, cause);
  }
}

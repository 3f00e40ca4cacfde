import { setTimeout } from 'node:timers/promises';
import { CatalogError } from '../../catalog/catalog.js';
import type { RestRequest, RestSend } from '../../catalog/restSend.js';
import { type ExactJson, stringifyExactJson } from '../../util/exactJson.js';
import { noteRetry } from '../../util/retries.js';
import type { Authorizer } from './authorize.js';
import { requestHttp } from './httpAnswer.js';
import { mayPass, noAnswer, readAnswer } from './httpError.js';
import { readText, silence } from './readText.js';

export interface RestSendLimits {
  /** A server that says nothing for so long is not waited for any more. In milliseconds. */
  readonly silence: number;
  /** How often a request is sent that a server was too busy for. */
  readonly attempts: number;
  /** Before the second attempt; before each further one twice as long. In milliseconds. */
  readonly pause: number;
}

const usual: RestSendLimits = { silence: 30_000, attempts: 4, pause: 200 };

/** Who says how long to wait is heard up to here. In milliseconds. */
const longestPause = 20_000;

/** Sends requests to a catalog at `uri`, again where it is busy, and once more where a token has ended. */
export function restSend(uri: string, authorizer: Authorizer, limits = usual): RestSend {
  return async (request, what, signal) => {
    const address = addressOf(uri, request);
    const written = request.body === undefined ? undefined : stringifyExactJson(request.body);
    let isRenewed = false;
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      let who: Readonly<Record<string, string>> = {};
      try {
        who = await authorizer.headers(address, written);
        const headers = { ...request.headers, ...who };
        return await sendOnce(address, { headers, written }, what, signal, limits);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof CatalogError)) throw error;
        if (error.code === 'expired-credentials' && !isRenewed) {
          isRenewed = true;
          await authorizer.renew(who);
          continue;
        }
        const passes = mayPass(error, written !== undefined);
        if (passes === undefined || attempt >= limits.attempts) throw error;
        noteRetry(signal, { attempt: attempt + 1 });
        // Everybody who was refused at once must not come back at once.
        const pause = limits.pause * 2 ** (attempt - 1) * (0.5 + Math.random());
        const asked = Math.min((passes.afterSeconds ?? 0) * 1000, longestPause);
        await setTimeout(Math.max(pause, asked), undefined, { signal });
      }
    }
  };
}

function addressOf(uri: string, { path, query = {} }: RestRequest): URL {
  const search = Object.entries(query)
    .map(([key, value]) => `${encode(key)}=${encode(value)}`)
    .join('&');
  return new URL(`${uri}${path}${search === '' ? '' : `?${search}`}`);
}

/** As RFC 3986 has it, with `%20` for a space: a signature is made of what is sent, and of nothing else. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

async function sendOnce(
  address: URL,
  {
    headers,
    written,
  }: { readonly headers: Readonly<Record<string, string>>; readonly written: string | undefined },
  what: string,
  signal: AbortSignal,
  limits: RestSendLimits,
): Promise<ExactJson> {
  const timer = silence(limits.silence, signal);
  try {
    const response = await requestHttp(
      address,
      {
        headers: {
          Accept: 'application/json',
          ...(written === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        body: written,
      },
      timer.signal,
    );
    return readAnswer(what, response, await readText(what, response, timer));
  } catch (cause) {
    signal.throwIfAborted();
    throw cause instanceof CatalogError ? cause : noAnswer(what, cause);
  } finally {
    timer.stop();
  }
}

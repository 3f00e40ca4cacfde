import http from 'node:http';
import https from 'node:https';
import { createGunzip } from 'node:zlib';

export interface HttpRequest {
  readonly headers: Readonly<Record<string, string>>;
  /** What is written, by a `POST`. Without it the request is a `GET`. */
  readonly body?: string | undefined;
}

/** An answer of which the head is there; `body` fails where the rest does not come. */
export interface HttpAnswer {
  readonly url: URL;
  readonly status: number;
  /** By their names in small letters. */
  readonly headers: http.IncomingHttpHeaders;
  readonly body: AsyncIterable<Uint8Array>;
}

const options = { keepAlive: true, maxFreeSockets: 8 };
const agents = { http: new http.Agent(options), https: new https.Agent(options) };

/**
 * Asks a server, and is led nowhere else by it. Node's own `fetch` would do as well, but for 40 MB that it takes
 * in the process of every extension. Rejects with the signal's reason once that is aborted.
 */
export async function requestHttp(
  url: URL,
  { headers, body }: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  signal.throwIfAborted();
  const isSecure = url.protocol === 'https:';
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const request = (isSecure ? https : http).request(
      url,
      {
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'accept-encoding': 'gzip', ...headers },
        signal,
        // What writes must not fail by a connection that the server has given up meanwhile.
        agent: body === undefined ? (isSecure ? agents.https : agents.http) : false,
      },
      resolve,
    );
    request.on('error', (error) => {
      reject(signal.aborted ? reasonOf(signal) : error);
    });
    request.end(body);
  });
  return {
    url,
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: read(response, signal),
  };
}

async function* read(
  response: http.IncomingMessage,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const isPacked = response.headers['content-encoding'] === 'gzip';
  const unpacked = isPacked ? createGunzip() : undefined;
  if (unpacked !== undefined) {
    response.on('error', (error) => unpacked.destroy(error));
    response.pipe(unpacked);
  }
  try {
    for await (const part of unpacked ?? response) if (part instanceof Uint8Array) yield part;
  } catch (error) {
    throw signal.aborted ? reasonOf(signal) : error;
  } finally {
    // What is left of an answer that nobody reads to its end.
    response.destroy();
  }
}

function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

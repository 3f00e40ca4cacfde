import http from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Answer } from './answer.js';

/** What is sent on. */
export interface UpstreamRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The server behind the proxy. */
export class Upstream {
  readonly #url: URL;
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 16 });

  constructor(endpoint: string) {
    this.#url = new URL(endpoint);
  }

  /** The whole answer to a request. */
  async send({ method, path, headers, body }: UpstreamRequest): Promise<Answer> {
    const hasBody = body.length > 0 || method === 'POST' || method === 'PUT';
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      const request = http.request(
        {
          host: this.#url.hostname,
          port: this.#url.port,
          method,
          path,
          agent: this.#agent,
          headers: {
            ...without(headers, ['transfer-encoding', 'expect']),
            host: this.#url.host,
            ...(hasBody ? { 'content-length': String(body.length) } : {}),
          },
        },
        resolve,
      );
      request.on('error', reject).end(body);
    });
    return {
      status: response.statusCode ?? 502,
      headers: without(response.headers, ['transfer-encoding', 'connection']),
      body: await buffer(response),
    };
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** The headers that are of the message, not of the connection. */
function without(headers: http.IncomingHttpHeaders, names: readonly string[]): Answer['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}

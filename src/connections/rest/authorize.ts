import { CatalogError } from '../../catalog/catalog.js';
import type { ExactJson } from '../../util/exactJson.js';
import type { SecretKey, Secrets } from '../secrets.js';
import { type HttpAnswer, requestHttp } from './httpAnswer.js';
import { isRecord, noAnswer, readAnswer } from './httpError.js';
import { readText, silence } from './readText.js';
import type { RestAuth } from './restSettings.js';
import { tokenUriOf } from './secretHost.js';

/** Says who asks, in the headers of a request. */
export interface Authorizer {
  /** Of a `GET`, or of a `POST` where there is a body. */
  headers(url: URL, body?: string): Promise<Readonly<Record<string, string>>>;
  /** The server did not take these headers: the next ones are made anew. */
  renew(refused: Readonly<Record<string, string>>): Promise<void>;
}

/** A token is renewed before it ends: a clock may be behind. In milliseconds. */
const margin = 60_000;

/** Who gives tokens and says nothing for so long is not waited for any more. In milliseconds. */
const mostSilence = 30_000;

/** Who asks for nothing. */
const nobody: Authorizer = {
  headers: () => Promise.resolve({}),
  renew: () => Promise.resolve(),
};

/** Says who asks a catalog at `uri`. */
export function authorizer(
  auth: Exclude<RestAuth, { readonly type: 'sigv4' }>,
  {
    uri,
    connection,
    secrets,
    headers = {},
  }: {
    readonly uri: string;
    readonly connection: string;
    readonly secrets: Secrets;
    /** Of every request, also of that for a token. */
    readonly headers?: Readonly<Record<string, string>>;
  },
): Authorizer {
  const { host } = new URL(uri);
  switch (auth.type) {
    case 'none':
      return { ...nobody, headers: () => Promise.resolve(headers) };
    case 'bearer': {
      const key = { connection, host };
      return {
        headers: async () => ({ ...headers, Authorization: `Bearer ${await secrets.get(key)}` }),
        renew: () => secrets.forget(key),
      };
    }
    case 'oauth2': {
      const tokenUri = tokenUriOf(uri, auth);
      const key = { connection, host: new URL(tokenUri).host };
      return new ClientCredentials(auth, tokenUri, key, secrets, headers);
    }
  }
}

/** OAuth's client credentials: a secret for tokens that end after a while. */
class ClientCredentials implements Authorizer {
  readonly #auth: Extract<RestAuth, { readonly type: 'oauth2' }>;
  readonly #tokenUri: string;
  readonly #key: SecretKey;
  readonly #secrets: Secrets;
  readonly #headers: Readonly<Record<string, string>>;
  #token: { readonly value: string; readonly goodUntil: number } | undefined;
  #asking: Promise<string> | undefined;

  constructor(
    auth: Extract<RestAuth, { readonly type: 'oauth2' }>,
    tokenUri: string,
    key: SecretKey,
    secrets: Secrets,
    headers: Readonly<Record<string, string>>,
  ) {
    this.#auth = auth;
    this.#tokenUri = tokenUri;
    this.#key = key;
    this.#secrets = secrets;
    this.#headers = headers;
  }

  async headers(): Promise<Readonly<Record<string, string>>> {
    return { ...this.#headers, Authorization: `Bearer ${await this.#current()}` };
  }

  renew({ Authorization: refused }: Readonly<Record<string, string>>): Promise<void> {
    // Others may have renewed it already.
    if (refused === `Bearer ${this.#token?.value ?? ''}`) this.#token = undefined;
    return Promise.resolve();
  }

  #current(): Promise<string> {
    const token = this.#token;
    if (token !== undefined && Date.now() < token.goodUntil) return Promise.resolve(token.value);
    // Many requests wait for one token, so none of them can take it back.
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #ask(): Promise<string> {
    const what = 'the token';
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: this.#auth.clientId,
      client_secret: await this.#secrets.get(this.#key),
      scope: this.#auth.scope,
    });
    const [response, text] = await this.#post(body).catch((cause: unknown) => {
      throw noAnswer(what, cause);
    });
    const { value, lifetime } = toToken(what, await this.#read(what, response, text));
    this.#token = { value, goodUntil: Date.now() + Math.max(0, lifetime * 1000 - margin) };
    return value;
  }

  /** A secret that was not taken is asked for anew; one that was is kept, whatever else is wrong. */
  async #read(what: string, response: HttpAnswer, text: string): Promise<ExactJson> {
    try {
      return readAnswer(what, response, text);
    } catch (error) {
      const isWrong = error instanceof CatalogError && error.code === 'expired-credentials';
      if (isWrong) await this.#secrets.forget(this.#key);
      throw error;
    }
  }

  async #post(body: URLSearchParams): Promise<readonly [HttpAnswer, string]> {
    const timer = silence(mostSilence, new AbortController().signal);
    try {
      const headers = { ...this.#headers, 'Content-Type': 'application/x-www-form-urlencoded' };
      const request = { headers, body: body.toString() };
      const answer = await requestHttp(new URL(this.#tokenUri), request, timer.signal);
      return [answer, await readText('the token', answer, timer)];
    } finally {
      timer.stop();
    }
  }
}

function toToken(
  what: string,
  json: ExactJson,
): { readonly value: string; readonly lifetime: number } {
  const { access_token: value, expires_in: lifetime } = isRecord(json) ? json : {};
  if (typeof value !== 'string') {
    throw new CatalogError('unavailable', `${what}: the answer has none`);
  }
  return { value, lifetime: typeof lifetime === 'number' ? lifetime : 3600 };
}

import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { CatalogError } from '../../../src/catalog/catalog.js';
import { authorizer } from '../../../src/connections/rest/authorize.js';
import { restSend } from '../../../src/connections/rest/restSend.js';
import type { RestAuth } from '../../../src/connections/rest/restSettings.js';
import type { SecretKey, Secrets } from '../../../src/connections/secrets.js';
import { serve } from '../../support/servers/proxy/serve.js';
import type { Server } from '../../support/servers/serverProcess.js';

type Unsigned = Exclude<RestAuth, { readonly type: 'sigv4' }>;

/** Secrets that are there, with what was asked of them. Who is asked for one that is not gives `next`. */
class KeptSecrets implements Secrets {
  readonly asked: SecretKey[] = [];
  readonly forgotten: SecretKey[] = [];
  #secret: string | undefined;
  readonly #next: string | undefined;

  constructor(secret: string, next?: string) {
    this.#secret = secret;
    this.#next = next;
  }

  get(key: SecretKey): Promise<string> {
    this.asked.push(key);
    this.#secret ??= this.#next;
    return this.#secret === undefined
      ? Promise.reject(new CatalogError('expired-credentials', 'no secret was given'))
      : Promise.resolve(this.#secret);
  }

  forget(key: SecretKey): Promise<void> {
    this.forgotten.push(key);
    this.#secret = undefined;
    return Promise.resolve();
  }
}

const oauth2: Unsigned = { type: 'oauth2', clientId: 'me & co', scope: 'PRINCIPAL_ROLE:ALL' };
const { signal } = new AbortController();

describe('who asks a REST catalog', () => {
  let server: Server;
  /** What the token endpoint was sent. */
  let tokens: { readonly form: URLSearchParams; readonly headers: IncomingMessage['headers'] }[];
  /** The `Authorization` of every other request. */
  let seen: (string | undefined)[];
  let giveToken: (response: ServerResponse, number: number) => void;
  let answer: (response: ServerResponse, request: IncomingMessage) => void;

  const json = (response: ServerResponse, status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

  before(async () => {
    server = await serve(async (request, response) => {
      const body = await text(request);
      if (request.url?.endsWith('/tokens') === true) {
        tokens.push({ form: new URLSearchParams(body), headers: request.headers });
        giveToken(response, tokens.length);
      } else {
        seen.push(request.headers.authorization);
        answer(response, request);
      }
    });
  });
  after(() => server.stop());
  beforeEach(() => {
    tokens = [];
    seen = [];
    giveToken = (response, number) => {
      json(response, 200, { access_token: `t${number}`, token_type: 'bearer', expires_in: 3600 });
    };
    answer = (response) => {
      json(response, 200, {});
    };
  });

  /** Asks a catalog at the server something, with given secrets. */
  function open(auth: Unsigned, secrets: Secrets = new KeptSecrets('s3cr3t')) {
    const uri = `${server.endpoint}/api/catalog`;
    const who = authorizer(auth, { uri, connection: 'prod', secrets });
    const send = restSend(uri, who, { silence: 2000, attempts: 2, pause: 1 });
    return () => send({ path: '/v1/config' }, 'the configuration', signal);
  }

  /** That it fails with a code, and says no secret and no token. */
  async function fails(asked: Promise<unknown>, code: string, what: RegExp): Promise<void> {
    await assert.rejects(asked, (error: unknown) => {
      assert.ok(error instanceof CatalogError);
      assert.equal(error.code, code);
      assert.match(error.message, what);
      for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
        assert.doesNotMatch(`${cause.message} ${JSON.stringify(cause)}`, /s3cr3t|hunter2|t1|t2/);
      }
      return true;
    });
  }

  it('is nobody where nobody is asked for', async () => {
    await open({ type: 'none' })();
    assert.deepEqual(seen, [undefined]);
  });

  it('is who has a token, which is kept for this connection and this host', async () => {
    const secrets = new KeptSecrets('hunter2');
    await open({ type: 'bearer' }, secrets)();
    assert.deepEqual(seen, ['Bearer hunter2']);
    const { host } = new URL(server.endpoint);
    assert.deepEqual(secrets.asked, [{ connection: 'prod', host }]);
  });

  it('asks for another token once where one was refused, and is refused then', async () => {
    answer = (response) => {
      json(response, 401, { error: { message: 'no', type: 'NotAuthorizedException', code: 401 } });
    };
    const secrets = new KeptSecrets('hunter2', 'hunter2-again');
    await fails(open({ type: 'bearer' }, secrets)(), 'expired-credentials', /^the config/);
    assert.deepEqual(seen, ['Bearer hunter2', 'Bearer hunter2-again']);
    assert.equal(secrets.forgotten[0]?.connection, 'prod');
  });

  it('asks for a token as OAuth 2 has it, by the body of a form and by nothing else', async () => {
    const secrets = new KeptSecrets('s3cr3t&=+ü');
    await open(oauth2, secrets)();
    const [{ form, headers } = assert.fail()] = tokens;
    assert.deepEqual(Object.fromEntries(form), {
      grant_type: 'client_credentials',
      client_id: 'me & co',
      client_secret: 's3cr3t&=+ü',
      scope: 'PRINCIPAL_ROLE:ALL',
    });
    assert.match(headers['content-type'] ?? '', /^application\/x-www-form-urlencoded/);
    assert.equal(headers.authorization, undefined);
    assert.deepEqual(seen, ['Bearer t1']);
  });

  it('sends the secret to whoever gives the tokens, and keeps it for that host', async () => {
    const tokenUri = `${server.endpoint.replace('127.0.0.1', 'localhost')}/login/tokens`;
    const secrets = new KeptSecrets('s3cr3t');
    await open({ ...oauth2, tokenUri }, secrets)();
    assert.match(tokens[0]?.headers.host ?? '', /^localhost:/);
    assert.match(secrets.asked[0]?.host ?? '', /^localhost:\d+$/);
  });

  it('asks for one token however many wait for it, and uses it as long as it holds', async () => {
    const ask = open(oauth2);
    await Promise.all(Array.from({ length: 8 }, ask));
    await ask();
    assert.equal(tokens.length, 1);
    assert.deepEqual([...new Set(seen)], ['Bearer t1']);
    assert.equal(seen.length, 9);
  });

  it('has a new token before the old one ends', async () => {
    // Less than the minute that a clock may be behind.
    giveToken = (response, number) => {
      json(response, 200, { access_token: `t${number}`, expires_in: 59 });
    };
    const ask = open(oauth2);
    await ask();
    await ask();
    assert.deepEqual(seen, ['Bearer t1', 'Bearer t2']);
  });

  for (const status of [401, 419]) {
    it(`has a new token where the old one is refused with ${status}, for all who wait`, async () => {
      const ask = open(oauth2);
      await ask();
      answer = (response, { headers }) => {
        const isOld = headers.authorization === 'Bearer t1';
        json(response, isOld ? status : 200, isOld ? { error: { code: status } } : {});
      };
      await Promise.all([ask(), ask(), ask()]);
      assert.equal(tokens.length, 2);
      await ask();
      assert.equal(tokens.length, 2);
    });
  }

  it('gives up where the new token is refused too', async () => {
    answer = (response) => {
      json(response, 401, { error: { message: 'no', type: 'NotAuthorizedException', code: 401 } });
    };
    await fails(open(oauth2)(), 'expired-credentials', /: no$/);
    assert.equal(seen.length, 2);
    assert.equal(tokens.length, 2);
  });

  const refusals = [
    { status: 401, error: 'invalid_client', code: 'expired-credentials', forgets: true },
    { status: 400, error: 'invalid_client', code: 'expired-credentials', forgets: true },
    { status: 401, error: 'unauthorized_client', code: 'expired-credentials', forgets: true },
    { status: 400, error: 'unauthorized_client', code: 'access-denied', forgets: false },
    { status: 400, error: 'invalid_scope', code: 'refused', forgets: false },
    { status: 400, error: 'unsupported_grant_type', code: 'refused', forgets: false },
    { status: 404, error: 'not_found', code: 'not-found', forgets: false },
    { status: 501, error: 'not_here', code: 'refused', forgets: false },
    { status: 500, error: 'server_error', code: 'unavailable', forgets: false },
  ];
  for (const { status, error, code, forgets } of refusals) {
    it(`fails with ${code} for ${error} (${status})${forgets ? ', and asks for the secret anew' : ''}`, async () => {
      giveToken = (response) => {
        json(response, status, { error, error_description: `it is ${error}` });
      };
      const secrets = new KeptSecrets('s3cr3t', 's3cr3t-again');
      await fails(open(oauth2, secrets)(), code, new RegExp(`^the token: it is ${error}$`));
      assert.equal(secrets.forgotten.length > 0, forgets);
      assert.deepEqual(seen, []);
    });
  }

  const wrong = [
    { what: 'HTML', body: '<html>sign in here</html>' },
    { what: 'no token', body: '{"token_type":"bearer"}' },
    { what: 'a token of a number', body: '{"access_token":7}' },
    { what: 'nothing', body: '' },
  ];
  for (const { what, body } of wrong) {
    it(`is unavailable where the token endpoint answers ${what}`, async () => {
      giveToken = (response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end(body);
      };
      await fails(open(oauth2)(), 'unavailable', /^the token: the answer /);
    });
  }

  it('follows nobody to another address with the secret', async () => {
    giveToken = (response) => {
      response.writeHead(307, { location: `${server.endpoint}/elsewhere/tokens` }).end();
    };
    await fails(open(oauth2)(), 'refused', /leads to/);
    assert.equal(tokens.length, 1);
  });

  it('asks for a token again after a failure', async () => {
    const ok = giveToken;
    giveToken = (response) => {
      json(response, 404, { error: 'not_found' });
    };
    const ask = open(oauth2);
    await assert.rejects(ask());
    giveToken = ok;
    await ask();
    assert.equal(seen.length, 1);
  });
});

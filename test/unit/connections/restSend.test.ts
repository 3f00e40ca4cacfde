import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RestRequest } from '../../../src/catalog/restSend.js';
import type { Authorizer } from '../../../src/connections/rest/authorize.js';
import { restSend } from '../../../src/connections/rest/restSend.js';
import type { ExactJson } from '../../../src/util/exactJson.js';
import { onRetry } from '../../../src/util/retries.js';
import { serve } from '../../support/servers/proxy/serve.js';
import type { Server } from '../../support/servers/serverProcess.js';

type Answer = (response: ServerResponse, request: IncomingMessage) => void | Promise<void>;

describe('requests to a REST catalog', () => {
  let server: Server;
  let answers: Answer[] = [];
  let requests: string[] = [];

  before(async () => {
    server = await serve(async (request, response) => {
      const { method, url, headers } = request;
      const { authorization = '-', 'content-type': type = '-' } = headers;
      requests.push(`${method} ${url} ${authorization} ${type} ${await text(request)}`);
      const [answer = json(200, {})] = answers.splice(0, 1);
      await answer(response, request);
    });
  });
  after(() => server.stop());
  beforeEach(() => {
    answers = [];
    requests = [];
  });

  function json(status: number, body: object, headers: Readonly<Record<string, string>> = {}) {
    return (response: ServerResponse): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    };
  }
  const failing = (status: number, headers: Readonly<Record<string, string>> = {}): Answer =>
    json(status, { error: { message: 'no', type: 'X', code: status } }, headers);
  const raw =
    (status: number, type: string, body: string): Answer =>
    (response) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    };

  const ask = (
    request: Partial<RestRequest> = {},
    {
      signal = new AbortController().signal,
      authorizer = nobody,
    }: { readonly signal?: AbortSignal; readonly authorizer?: Authorizer } = {},
  ): Promise<ExactJson> => {
    const limits = { silence: 600, attempts: 3, pause: 1 };
    const send = restSend(`${server.endpoint}/api`, authorizer, limits);
    return send({ path: '/v1/x', ...request }, 'the thing', signal);
  };
  const nobody: Authorizer = {
    headers: () => Promise.resolve({}),
    renew: () => Promise.resolve(),
  };

  it('asks for packed answers, and unpacks them', async () => {
    answers = [
      (response, { headers }) => {
        assert.equal(headers['accept-encoding'], 'gzip');
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(gzipSync('{"a":"é"}'));
      },
      (response) => {
        const packed = gzipSync(JSON.stringify({ a: 'x'.repeat(100_000) }));
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed.subarray(0, 40));
      },
      json(200, { a: 'again' }),
    ];
    assert.deepEqual(await ask(), { a: 'é' });
    assert.deepEqual(await ask(), { a: 'again' });
    assert.equal(requests.length, 3);
  });

  it('asks by GET, and writes JSON by POST with all digits', async () => {
    await ask({ query: { 'a b': 'c/d' } });
    await ask({ body: { id: 9007199254740993n } });
    assert.deepEqual(requests, [
      'GET /api/v1/x?a%20b=c%2Fd - - ',
      'POST /api/v1/x - application/json {"id":9007199254740993}',
    ]);
  });

  const failures: readonly {
    readonly title: string;
    readonly answer: Answer;
    readonly code: string;
    readonly message?: RegExp;
    readonly sent?: number;
  }[] = [
    { title: '400', answer: failing(400), code: 'syntax', message: /^the thing: no$/ },
    { title: '403', answer: failing(403), code: 'access-denied' },
    { title: '404', answer: failing(404), code: 'not-found' },
    { title: '409', answer: failing(409), code: 'refused' },
    { title: '429 for ever', answer: failing(429), code: 'throttled', sent: 3 },
    { title: '500', answer: failing(500), code: 'unavailable' },
    { title: '502 for ever', answer: failing(502), code: 'unavailable', sent: 3 },
    { title: '503 for ever', answer: failing(503), code: 'unavailable', sent: 3 },
    {
      title: 'a page of HTML',
      answer: raw(200, 'text/html', '<h1>Sign in</h1>'),
      code: 'unavailable',
      message: /not one of a catalog/,
    },
    { title: 'a failure in HTML', answer: raw(404, 'text/html', '<h1>?</h1>'), code: 'not-found' },
    { title: 'half of JSON', answer: raw(200, 'application/json', '{"a":'), code: 'unavailable' },
    { title: 'nothing', answer: raw(200, 'application/json', ''), code: 'unavailable' },
    {
      title: 'another address',
      answer: (response) => {
        response.writeHead(307, { location: 'https://elsewhere.example/v1?token=1' }).end();
      },
      code: 'refused',
      message: /^the thing: HTTP 307, it leads to https:\/\/elsewhere\.example$/,
    },
    {
      title: 'a reset for ever',
      answer: (response) => {
        response.destroy();
      },
      code: 'unavailable',
      sent: 3,
    },
    {
      title: 'no answer for ever',
      answer: () => undefined,
      code: 'unavailable',
      message: /no word for 0\.6 s/,
      sent: 3,
    },
    {
      title: 'half an answer',
      answer: (response) => {
        response.writeHead(200).write('{"a"');
      },
      code: 'unavailable',
      message: /no word/,
      sent: 3,
    },
  ];
  for (const { title, answer, code, message = /^the thing: /, sent = 1 } of failures) {
    it(`fails in the right words, and asks often enough: ${title}`, async () => {
      answers = [answer, answer, answer, answer];
      await assert.rejects(ask(), { name: 'CatalogError', code, message });
      assert.equal(requests.length, sent);
    });
  }

  it('takes JSON of whatever type, and nothing where there is nothing', async () => {
    answers = [raw(200, 'text/plain', '{"a":1}'), raw(204, 'application/json', '')];
    assert.deepEqual(await ask(), { a: 1 });
    assert.equal(await ask(), null);
  });

  it('waits for what comes slowly, as long as it comes', async () => {
    answers = [
      async (response) => {
        response.writeHead(200);
        for (const part of '["slow", "but there"]') {
          response.write(part);
          await sleep(40);
        }
        response.end();
      },
    ];
    assert.deepEqual(await ask(), ['slow', 'but there']);
  });

  it('comes again where the server was busy, when it says, and tells of it', async () => {
    answers = [failing(429, { 'retry-after': '1' }), failing(503, { 'retry-after': 'soon' })];
    const { signal } = new AbortController();
    const told: number[] = [];
    onRetry(signal, ({ attempt }) => told.push(attempt));
    const start = performance.now();
    await ask({}, { signal });
    assert.ok(performance.now() - start >= 990);
    assert.deepEqual(told, [2, 3]);
  });

  for (const status of [500, 502, 504]) {
    it(`does not write twice where it may have been written (${status})`, async () => {
      answers = [failing(status)];
      await assert.rejects(ask({ body: {} }), { code: 'unavailable' });
      assert.equal(requests.length, 1);
    });
  }

  it('writes again where nothing was written', async () => {
    answers = [failing(503), failing(429)];
    await ask({ body: {} });
    assert.equal(requests.length, 3);
  });

  it('has one new token for all who were refused with the old one', async () => {
    let token = 1;
    const authorizer: Authorizer = {
      headers: () => Promise.resolve({ Authorization: `Bearer ${token}` }),
      renew: ({ Authorization: refused }) => {
        if (refused === `Bearer ${token}`) token++;
        return Promise.resolve();
      },
    };
    const onlyNew: Answer = (response, request) => {
      const { headers } = request;
      (headers.authorization === 'Bearer 1' ? failing(401) : json(200, {}))(response, request);
    };
    answers = Array.from({ length: 20 }, () => onlyNew);
    await Promise.all(Array.from({ length: 5 }, () => ask({}, { authorizer })));
    assert.equal(token, 2);
    assert.equal(requests.length, 10);
  });

  it('gives up where a new token is refused too', async () => {
    answers = [failing(401), failing(401), failing(401)];
    await assert.rejects(ask(), { code: 'expired-credentials' });
    assert.equal(requests.length, 2);
  });

  it('asks nothing more once it is cancelled', async () => {
    const abort = new AbortController();
    answers = [
      (response, request) => {
        abort.abort();
        failing(503)(response, request);
      },
    ];
    await assert.rejects(ask({}, { signal: abort.signal }), { name: 'AbortError' });
    assert.equal(requests.length, 1);
  });

  it('says that there is no such server', async () => {
    const send = restSend('http://nowhere.invalid', nobody, {
      silence: 5000,
      attempts: 1,
      pause: 1,
    });
    await assert.rejects(send({ path: '/' }, 'the thing', new AbortController().signal), {
      code: 'unavailable',
      message: /^the thing: .*nowhere\.invalid/,
    });
  });
});

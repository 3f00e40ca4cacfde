import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { allPages } from '../../src/catalog/allPages.js';
import { RestCatalog } from '../../src/catalog/rest/restCatalog.js';
import { RestServer } from '../../src/catalog/restServer.js';
import type { Authorizer } from '../../src/connections/rest/authorize.js';
import { restSend } from '../../src/connections/rest/restSend.js';
import { tableFileIO } from '../../src/connections/rest/tableFileIO.js';
import { onRetry } from '../../src/util/retries.js';
import { type FaultProxy, startFaultProxy } from '../support/servers/proxy/faultProxy.js';
import type { Fault, Rule } from '../support/servers/proxy/rule.js';
import { serve } from '../support/servers/proxy/serve.js';
import { startRestCatalog } from '../support/servers/restCatalog.js';
import type { Server } from '../support/servers/serverProcess.js';
import { useServer } from '../support/servers/useServer.js';

const teams = Array.from({ length: 10 }, (_, i) => `team_${i}`);
const noS3 = () => {
  throw new Error('its tables lie on this machine');
};

describe('A REST catalog whose server fails (the reference catalog behind the fault proxy)', () => {
  const { signal } = new AbortController();
  const rest = useServer('the reference REST catalog', startRestCatalog);
  let proxy: FaultProxy;
  let token: number;

  before(async () => {
    for (const team of teams) await post('/v1/namespaces', { namespace: [team] });
    proxy = await startFaultProxy({ upstream: rest().endpoint.replace(/\/lake$/, '') });
  });
  after(() => proxy.stop());
  beforeEach(() => {
    proxy.reset([]);
    token = 1;
  });

  async function post(path: string, body: object): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const request = { method: 'POST', headers, body: JSON.stringify(body) };
    assert.equal((await fetch(`${rest().endpoint}${path}`, request)).status, 200);
  }

  const counting: Authorizer = {
    headers: () => Promise.resolve({ Authorization: `Bearer ${token}` }),
    renew: () => {
      token++;
      return Promise.resolve();
    },
  };

  /** The catalog behind faults, with its configuration known. */
  async function open(rules: readonly Rule[], pageSize = 2): Promise<RestCatalog> {
    const uri = `${proxy.endpoint}/lake`;
    const limits = { silence: 2000, attempts: 2, pause: 1 };
    const server = new RestServer({ send: restSend(uri, counting, limits), pageSize });
    await server.config(signal);
    proxy.reset(rules);
    return new RestCatalog({ name: 'rest', server, io: tableFileIO(uri, noS3), pageSize });
  }

  const names = async (catalog: RestCatalog, namespace: string): Promise<readonly string[]> => {
    const all: string[] = [];
    const list = (page: string | undefined) => catalog.listTables([namespace], page, signal);
    for await (const items of allPages(list)) {
      all.push(...items.map(({ identifier: { name } }) => name));
    }
    return all;
  };
  const inSales = (fault: Fault, counts: Pick<Rule, 'skip' | 'times'> = {}): Rule => ({
    operation: 'listTables',
    where: { namespace: 'sales' },
    ...counts,
    fault,
  });
  const error = (status: number, name: string, headers = {}): Fault => ({
    kind: 'error',
    name,
    status,
    headers,
  });
  const answer = (status: number, contentType: string, body: string): Fault => ({
    kind: 'answer',
    status,
    contentType,
    body,
  });

  const failures: readonly {
    readonly title: string;
    readonly fault: Fault;
    readonly code: string;
    readonly message?: RegExp;
    /** How often the page is asked for. */
    readonly sent?: number;
  }[] = [
    { title: 'access denied', fault: error(403, 'ForbiddenException'), code: 'access-denied' },
    { title: 'a fault of its own', fault: error(500, 'RuntimeException'), code: 'unavailable' },
    {
      title: 'too many requests, for ever',
      fault: error(429, 'TooManyRequestsException', { 'retry-after': '0' }),
      code: 'throttled',
      sent: 2,
    },
    {
      title: 'no service, for ever',
      fault: error(503, 'ServiceUnavailableException'),
      code: 'unavailable',
      sent: 2,
    },
    {
      title: 'a page of HTML',
      fault: answer(200, 'text/html', '<html><h1>Sign in</h1></html>'),
      code: 'unavailable',
      message: /the answer is not one of a catalog \(HTTP 200\)$/,
    },
    {
      title: 'an error in HTML',
      fault: answer(502, 'text/html', '<h1>Bad Gateway</h1>'),
      code: 'unavailable',
      message: /: HTTP 502$/,
      sent: 2,
    },
    {
      title: 'JSON of something else',
      fault: answer(200, 'application/json', '{"tables":[]}'),
      code: 'syntax',
      message: /identifiers should be a list, but is missing$/,
    },
    {
      title: 'half of JSON',
      fault: answer(200, 'application/json', '{"identifiers":['),
      code: 'unavailable',
    },
    { title: 'a reset', fault: { kind: 'reset' }, code: 'unavailable', sent: 2 },
    {
      title: 'an answer that is cut',
      fault: { kind: 'cut', bytes: 9 },
      code: 'unavailable',
      sent: 2,
    },
    {
      title: 'no answer at all',
      fault: { kind: 'hang' },
      code: 'unavailable',
      message: /: no word for 2 s$/,
      sent: 2,
    },
    {
      title: 'an expired token, again and again',
      fault: error(401, 'NotAuthorizedException'),
      code: 'expired-credentials',
      sent: 2,
    },
    {
      title: 'a namespace that is gone',
      fault: error(404, 'NoSuchNamespaceException'),
      code: 'not-found',
    },
  ];
  for (const { title, fault, code, message = /^the tables of sales: /, sent = 1 } of failures) {
    it(`says what is wrong in one namespace, and the others are as they were: ${title}`, async () => {
      const catalog = await open([inSales(fault)]);
      const [failed, ...others] = await Promise.allSettled(
        ['sales', ...teams].map((namespace) => catalog.listTables([namespace], undefined, signal)),
      );
      assert.ok(failed?.status === 'rejected');
      const throwFailed = () => {
        throw failed.reason;
      };
      assert.throws(throwFailed, { name: 'CatalogError', code, message });
      assert.ok(others.every(({ status }) => status === 'fulfilled'));
      const asked = proxy.log.filter(({ input, operation }) => {
        return operation === 'listTables' && input['namespace'] === 'sales';
      });
      assert.equal(asked.length, sent);
    });
  }

  const passing: readonly { readonly title: string; readonly fault: Fault }[] = [
    {
      title: 'too many requests',
      fault: error(429, 'TooManyRequestsException', { 'retry-after': '1' }),
    },
    { title: 'no service for a moment', fault: error(503, 'ServiceUnavailableException') },
    { title: 'a gateway that is lost', fault: error(504, 'GatewayTimeout') },
    { title: 'a reset', fault: { kind: 'reset' } },
    { title: 'an answer that is cut', fault: { kind: 'cut', bytes: 9 } },
  ];
  for (const { title, fault } of passing) {
    it(`is slow and not failed, and says so, in the middle of a listing: ${title}`, async () => {
      const catalog = await open([inSales(fault, { skip: 1, times: 1 })]);
      let retries = 0;
      const told = onRetry(signal, () => retries++);
      assert.equal((await names(catalog, 'sales')).length, 3);
      told.dispose();
      assert.equal(retries, 1);
    });
  }

  it('renews a token once where it ends in the middle of a listing', async () => {
    const expired = error(401, 'NotAuthorizedException');
    const catalog = await open([inSales(expired, { skip: 1, times: 1 })]);
    assert.equal((await names(catalog, 'sales')).length, 3);
    assert.equal(token, 2);
    const used = proxy.log.map(({ headers }) => headers.authorization);
    assert.deepEqual(used.slice(0, 3), ['Bearer 1', 'Bearer 1', 'Bearer 2']);
  });

  it('waits for a body that comes slowly', async () => {
    const catalog = await open([inSales({ kind: 'slow', bytes: 4, everyMs: 60 })], 200);
    assert.equal((await names(catalog, 'sales')).length, 3);
  });

  it('passes over an empty page that is not the last', async () => {
    const catalog = await open([inSales({ kind: 'emptyPage' }, { times: 1 })]);
    const { items } = await catalog.listTables(['sales'], undefined, signal);
    assert.equal(items.length, 2);
  });

  it('stops with a word where a page repeats', async () => {
    const catalog = await open([inSales({ kind: 'repeatedToken' })]);
    await assert.rejects(names(catalog, 'sales'), {
      name: 'CatalogError',
      code: 'internal',
      message: /names a page as the next one that it gave before$/,
    });
    assert.ok(proxy.log.length <= 3);
  });

  it('says that a table was dropped a moment ago, and lists it no more', async () => {
    const schema = { type: 'struct', fields: [] };
    await post('/v1/namespaces/team_3/tables', { name: 'brief', schema });
    const catalog = await open([]);
    assert.deepEqual(await names(catalog, 'team_3'), ['brief']);
    const brief = { namespace: ['team_3'], name: 'brief' };
    assert.deepEqual((await catalog.loadTable(brief, signal)).columns, []);
    const uri = `${rest().endpoint}/v1/namespaces/team_3/tables/brief`;
    assert.ok((await fetch(uri, { method: 'DELETE' })).ok);
    await assert.rejects(catalog.loadTable(brief, signal), { code: 'not-found' });
    assert.deepEqual(await names(catalog, 'team_3'), []);
  });

  describe('that leads to another host', () => {
    let elsewhere: Server;
    let asked = 0;
    before(async () => {
      elsewhere = await serve((_, response) => {
        asked++;
        response.end('{"identifiers":[]}');
        return Promise.resolve();
      });
    });
    after(() => elsewhere.stop());

    for (const status of [301, 302, 307, 308]) {
      it(`does not follow it, and says so (${status})`, async () => {
        const location = `${elsewhere.endpoint}/v1/namespaces?token=${token}`;
        const catalog = await open([inSales(error(status, 'Moved', { location }))]);
        await assert.rejects(catalog.listTables(['sales'], undefined, signal), {
          code: 'refused',
          message: `the tables of sales: HTTP ${status}, it leads to ${elsewhere.endpoint}`,
        });
        assert.equal(asked, 0);
      });
    }
  });

  it('says that there is no such host', async () => {
    const limits = { silence: 5000, attempts: 1, pause: 1 };
    const server = new RestServer({
      send: restSend('http://catalog.invalid', counting, limits),
      pageSize: 2,
    });
    const io = tableFileIO('http://catalog.invalid', noS3);
    const catalog = new RestCatalog({ name: 'rest', server, io });
    await assert.rejects(catalog.listNamespaces([], undefined, signal), {
      name: 'CatalogError',
      code: 'unavailable',
      message: /^the configuration of the catalog: .*catalog\.invalid/,
    });
  });

  for (const fault of [{ kind: 'hang' }, { kind: 'slow', bytes: 1, everyMs: 50 }] as const) {
    it(`asks nothing more once a listing is cancelled (${fault.kind})`, async () => {
      const catalog = await open([inSales(fault)]);
      const abort = new AbortController();
      const listing = catalog.listTables(['sales'], undefined, abort.signal);
      const cancelled = assert.rejects(listing, { name: 'AbortError' });
      while (proxy.log.length === 0) await sleep(5);
      abort.abort();
      await cancelled;
      while (proxy.log[0]?.aborted !== true) await sleep(5);
      assert.equal(proxy.log.length, 1);
      proxy.reset([]);
      assert.equal((await names(catalog, 'sales')).length, 3);
    });
  }

  it('gives the others what one who went away had asked for too', async () => {
    const uri = `${proxy.endpoint}/lake`;
    const send = restSend(uri, counting, { silence: 5000, attempts: 3, pause: 1 });
    const server = new RestServer({ send, pageSize: 2 });
    proxy.reset([{ operation: 'getConfig', times: 1, fault: { kind: 'delay', ms: 200 } }]);
    const abort = new AbortController();
    const leaves = assert.rejects(server.config(abort.signal), { name: 'AbortError' });
    const stays = server.config(signal);
    while (proxy.log.length === 0) await sleep(5);
    abort.abort();
    await leaves;
    assert.ok((await stays).endpoints.size > 0);
  });
});

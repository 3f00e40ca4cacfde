import assert from 'node:assert/strict';
import { polarisPrincipals, startPolarisFront } from '../support/servers/polarisFront.js';
import { useServer } from '../support/servers/useServer.js';

const BASE = '/api/catalog/v1';

describe('the reference REST catalog behind the paths and tokens of Polaris, a double', () => {
  const polaris = useServer('the double of Polaris', startPolarisFront);

  const signIn = async (
    id: string,
    secret: string,
    scope = 'PRINCIPAL_ROLE:ALL',
  ): Promise<{ status: number; token: string }> => {
    const response = await fetch(`${polaris().endpoint}${BASE}/oauth/tokens`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: id,
        client_secret: secret,
        scope,
      }),
    });
    const token = /"access_token":"([^"]+)"/.exec(await response.text())?.[1] ?? '';
    return { status: response.status, token };
  };
  const ask = async (
    token: string,
    path: string,
    method = 'GET',
  ): Promise<{ status: number; text: string }> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = method === 'POST' ? '{"namespace":["new"]}' : null;
    const response = await fetch(`${polaris().endpoint}${path}`, { method, headers, body });
    return { status: response.status, text: await response.text() };
  };

  it('gives a token for a secret and a scope of roles, and for nothing else', async () => {
    assert.equal((await signIn('root', polarisPrincipals.root)).status, 200);
    assert.equal((await signIn('root', 'wrong')).status, 401);
    assert.equal((await signIn('stranger', '')).status, 401);
    assert.equal((await signIn('root', polarisPrincipals.root, 'catalog')).status, 400);
  });

  it('has the path of each catalog in its configuration', async () => {
    const { token } = await signIn('root', polarisPrincipals.root);
    const { text } = await ask(token, `${BASE}/config?warehouse=lake`);
    assert.match(text, /"overrides":\{"prefix":"lake"\}/);
    const namespaces = await ask(token, `${BASE}/lake/namespaces`);
    assert.match(namespaces.text, /\[\["sales"\],\["scratch"\]\]/);
    const nested = await ask(token, `${BASE}/other/namespaces/sales%1Feu/tables`);
    assert.match(nested.text, /"name":"returns"/);
  });

  const refusals = [
    { as: 'root', path: `${BASE}/config?warehouse=nope`, status: 404 },
    { as: 'root', path: `${BASE}/nope/namespaces`, status: 404 },
    { as: 'root', path: `${BASE}/lake/namespaces/sales/tables/nope`, status: 404 },
    { as: 'root', path: '/api/management/v1/catalogs', status: 404 },
    { as: 'reader', path: `${BASE}/lake/namespaces`, status: 200 },
    { as: 'reader', path: `${BASE}/lake/namespaces`, method: 'POST', status: 403 },
    { as: 'nobody', path: `${BASE}/lake/namespaces`, status: 403 },
  ] as const;
  for (const { as, path, status, ...rest } of refusals) {
    const method = 'method' in rest ? rest.method : 'GET';
    it(`answers ${status} to ${as} for ${method} ${path}`, async () => {
      const { token } = await signIn(as, polarisPrincipals[as]);
      const answer = await ask(token, path, method);
      assert.equal(answer.status, status);
      assert.ok(!answer.text.includes('"stack"'));
      if (status !== 200) assert.match(answer.text, new RegExp(`"code":${status}`));
    });
  }

  it('takes a token no longer after it was revoked', async () => {
    const { token } = await signIn('reader', polarisPrincipals.reader);
    polaris().revokeTokens();
    assert.equal((await ask(token, `${BASE}/lake/namespaces`)).status, 401);
  });
});

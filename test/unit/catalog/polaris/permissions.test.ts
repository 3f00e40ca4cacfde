import assert from 'node:assert/strict';
import { CatalogError } from '../../../../src/catalog/catalog.js';
import { ManagementApi } from '../../../../src/catalog/polaris/managementApi.js';
import { Permissions } from '../../../../src/catalog/polaris/permissions.js';
import type { ErrorCode } from '../../../../src/util/errorCode.js';
import type { ExactJson } from '../../../../src/util/exactJson.js';

const paths = {
  principals: '/v1/principals',
  roles: '/v1/principals/ann%2Fbob/principal-roles',
  catalogRoles: '/v1/principal-roles/readers/catalog-roles/lake',
  grants: '/v1/catalogs/lake/catalog-roles/reads/grants',
};
const answers: Readonly<Record<string, ExactJson>> = {
  [paths.principals]: { principals: [{ name: 'eve' }, { name: 'ann/bob', clientId: 'id' }] },
  [paths.roles]: { roles: [{ name: 'readers' }] },
  [paths.catalogRoles]: { roles: [{ name: 'reads' }] },
  [paths.grants]: {
    grants: [
      { type: 'catalog', privilege: 'TABLE_READ_DATA' },
      { type: 'semantic-model', privilege: 'SEMANTIC_MODEL_READ', namespace: ['sales'] },
    ],
  },
};
const orders = { identifier: { namespace: ['sales'], name: 'orders' }, kind: 'table' } as const;

describe('what Polaris says of privileges', () => {
  const { signal } = new AbortController();

  function open(clientId = 'id') {
    const failing = new Map<string, ErrorCode>();
    const requests: string[] = [];
    const send = async ({ path }: { readonly path: string }): Promise<ExactJson> => {
      requests.push(path);
      await Promise.resolve();
      const code = failing.get(path);
      if (code !== undefined) throw new CatalogError(code, 'no');
      return answers[path] ?? {};
    };
    const who = { clientId, scope: 'PRINCIPAL_ROLE:ALL' };
    const permissions = new Permissions(new ManagementApi(send), 'lake', who);
    return { permissions, failing, requests };
  }

  it('follows the roles once for all tables, until it is told to forget', async () => {
    const { permissions, requests } = open();
    const found = await permissions.of(orders, signal);
    assert.deepEqual(found?.privileges, ['TABLE_READ_DATA']);
    await permissions.of({ ...orders, kind: 'view' }, signal);
    assert.deepEqual(requests, Object.values(paths));
    permissions.forget();
    await permissions.of(orders, signal);
    assert.equal(requests.length, 8);
  });

  it('follows them once for all who ask at the same time, and one who leaves is no matter', async () => {
    const { permissions, requests } = open();
    const abort = new AbortController();
    const left = permissions.of(orders, abort.signal);
    const [first, second] = [permissions.of(orders, signal), permissions.of(orders, signal)];
    abort.abort();
    await assert.rejects(left, { name: 'AbortError' });
    assert.deepEqual(await first, await second);
    assert.deepEqual(requests, Object.values(paths));
  });

  it('keeps nothing of what was asked for before it was told to forget', async () => {
    const { permissions, requests } = open();
    const before = permissions.of(orders, signal);
    permissions.forget();
    await before;
    await permissions.of(orders, signal);
    assert.equal(requests.length, 8);
  });

  for (const [step, path] of Object.entries(paths)) {
    for (const code of ['access-denied', 'not-found', 'refused'] as const) {
      it(`is not known, and not nothing, where the service keeps it to itself: ${step}, ${code}`, async () => {
        const { permissions, failing } = open();
        failing.set(path, code);
        assert.equal(await permissions.of(orders, signal), undefined);
      });
    }
    it(`fails where the service fails, and is asked again: ${step}`, async () => {
      const { permissions, failing } = open();
      failing.set(path, 'unavailable');
      await assert.rejects(permissions.of(orders, signal), { code: 'unavailable' });
      failing.clear();
      assert.notEqual(await permissions.of(orders, signal), undefined);
    });
  }

  it('is not known for somebody whom the server does not list', async () => {
    assert.equal(await open('stranger').permissions.of(orders, signal), undefined);
  });
});

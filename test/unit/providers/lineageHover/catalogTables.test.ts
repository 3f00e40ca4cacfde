import assert from 'node:assert/strict';
import { CatalogError } from '../../../../src/catalog/catalog.js';
import { Connections } from '../../../../src/connections/connections.js';
import type { KnownTable } from '../../../../src/lineage/knownTables.js';
import { lookUpTables } from '../../../../src/providers/lineageHover/catalogTables.js';
import { FakeCatalog, view } from '../../../support/fakeCatalog.js';
import { fakeConnection } from '../../../support/fakeConnection.js';

describe('tables looked up in catalogs', () => {
  const failing = new CatalogError('unavailable', 'try again');
  const denied = new CatalogError('access-denied', 'not yours');
  const first = new FakeCatalog('first', { 's.t': 'SELECT 1', 's.down': failing, 's.no': denied });
  const second = new FakeCatalog('second', {
    's.t': 'SELECT 2',
    's.u': 'SELECT 3',
    'S.Kept': 'SELECT 4',
    's.v': view('SELECT 1', 's'),
  });
  const connections = new Connections(({ name }) => fakeConnection(name, first, second));
  connections.update({
    settings: [{ type: 'local', name: 'c', path: '/lake', readOnly: true }],
    problems: [],
  });
  const { signal } = new AbortController();
  const ask = (name: string, connection = 'c'): Promise<readonly KnownTable[]> =>
    lookUpTables(connections, [{ connection, name: name.split('.') }], signal);

  const cases: readonly [string, string][] = [
    ['s.t', 't'],
    ['S.U', 'u'],
    ['S.Kept', 'Kept'],
    ['second.s.u', 'u'],
    ['SECOND.S.U', 'u'],
  ];
  for (const [written, found] of cases) {
    it(`finds ${written}, and answers under the name as written`, async () => {
      const [table] = await ask(written);
      assert.equal(table?.kind === 'table' && table.dataset.name, found);
      assert.deepEqual(table?.name, written.split('.'));
    });
  }

  for (const written of ['s.gone', 'first.s.u', 't', 'third.s.t']) {
    it(`says that ${written} is in no catalog`, async () => {
      assert.deepEqual(
        (await ask(written)).map(({ kind }) => kind),
        ['missing'],
      );
    });
  }

  for (const [written, connection] of [
    ['s.down', 'c'],
    ['s.no', 'c'],
    ['s.t', 'other'],
  ] as const) {
    it(`says nothing of ${written} in ${connection}, which could not be asked`, async () => {
      assert.deepEqual(await ask(written, connection), []);
    });
  }

  it('answers for many, without those that fail', async () => {
    const names = [...Array.from({ length: 20 }, () => 's.t'), 's.down', 's.u'];
    const requests = names.map((name) => ({ connection: 'c', name: name.split('.') }));
    assert.equal((await lookUpTables(connections, requests, signal)).length, 21);
  });

  it('does not hide a fault of ours, and stops when nobody waits', async () => {
    const faulty = new FakeCatalog('faulty', {});
    faulty.loadTable = () => Promise.reject(new TypeError('a fault'));
    const others = new Connections(({ name }) => fakeConnection(name, faulty));
    others.update({
      settings: [{ type: 'local', name: 'c', path: '/lake', readOnly: true }],
      problems: [],
    });
    const requests = [{ connection: 'c', name: ['s', 't'] }];
    await assert.rejects(lookUpTables(others, requests, signal), TypeError);
    await assert.rejects(lookUpTables(connections, requests, AbortSignal.abort()), {
      name: 'AbortError',
    });
  });
});

import assert from 'node:assert/strict';
import { AwsSession } from '../../../src/connections/aws/awsSession.js';

class FakeClient {
  isDestroyed = false;
  destroy(): void {
    this.isDestroyed = true;
  }
}

describe('the session of an AWS connection', () => {
  const expired = Object.assign(new Error('expired'), { name: 'ExpiredTokenException' });
  const { signal } = new AbortController();

  function open() {
    const session = new AwsSession({ name: 'prod' }, () =>
      Promise.reject(new Error('nobody is asked')),
    );
    const clients: FakeClient[] = [];
    const call = session.caller(() => {
      const client = new FakeClient();
      clients.push(client);
      return Promise.resolve(client);
    });
    return { session, call, clients };
  }

  it('makes a client once', async () => {
    const { call, clients } = open();
    const used = await Promise.all(
      [1, 2].map(() => call('x', (client) => Promise.resolve(client), signal)),
    );
    assert.equal(clients.length, 1);
    assert.deepEqual(used, [clients[0], clients[0]]);
  });

  it('calls again with new credentials where the old ones have expired, for all who wait', async () => {
    const { call, clients } = open();
    const send = (client: FakeClient): Promise<string> =>
      client === clients[0] ? Promise.reject(expired) : Promise.resolve('rows');
    const all = await Promise.all([1, 2, 3].map(() => call('x', send, signal)));
    assert.deepEqual(all, ['rows', 'rows', 'rows']);
    assert.deepEqual(
      clients.map(({ isDestroyed }) => isDestroyed),
      [true, false],
    );
  });

  it('says that they have expired where new ones have too', async () => {
    const { call, clients } = open();
    const failing = call('the databases', () => Promise.reject(expired), signal);
    await assert.rejects(failing, { name: 'CatalogError', code: 'expired-credentials' });
    assert.equal(clients.length, 2);
  });

  it('tells of a session that could not be renewed, each time, and of no other failure', async () => {
    const told: string[] = [];
    const session = new AwsSession(
      { name: 'prod' },
      () => Promise.reject(new Error('nobody is asked')),
      (name) => told.push(name),
    );
    const call = session.caller(() => Promise.resolve(new FakeClient()));
    await assert.rejects(call('x', () => Promise.reject(expired), signal));
    assert.deepEqual(told, ['prod']);
    await assert.rejects(call('x', () => Promise.reject(new Error('down')), signal));
    let times = 0;
    await call('x', () => (times++ === 0 ? Promise.reject(expired) : Promise.resolve()), signal);
    assert.deepEqual(told, ['prod']);
  });

  it('asks nothing when nobody waits, and says so and nothing else', async () => {
    const { call, clients } = open();
    const neverSent = call('x', () => Promise.resolve(1), AbortSignal.abort());
    await assert.rejects(neverSent, { name: 'AbortError' });
    assert.equal(clients.length, 0);
    const abort = new AbortController();
    const cancelled = call('x', () => (abort.abort(), Promise.reject(expired)), abort.signal);
    await assert.rejects(cancelled, { name: 'AbortError' });
    assert.equal(clients.length, 1);
  });
});

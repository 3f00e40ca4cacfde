import assert from 'node:assert/strict';
import type { OpenConnection } from '../../../src/connections/connections.js';
import { lazyConnection } from '../../../src/connections/lazyConnection.js';

describe('a connection that is opened by its first use', () => {
  const settings = { type: 'local', name: 'lake', path: '/lake', readOnly: true } as const;

  function open(...failures: readonly Error[]) {
    let opened = 0;
    let forgotten = 0;
    const made: OpenConnection = {
      listCatalogs: () => Promise.resolve({ items: [] }),
      engine: undefined,
      forget: () => forgotten++,
    };
    const connection = lazyConnection(settings, () => {
      const failure = failures[opened++];
      return failure === undefined ? Promise.resolve(made) : Promise.reject(failure);
    });
    return { connection, made, opened: () => opened, forgotten: () => forgotten };
  }

  it('opens it once, however many ask', async () => {
    const { connection, made, opened } = open();
    assert.equal(opened(), 0);
    assert.deepEqual(await Promise.all([connection.open(), connection.open()]), [made, made]);
    assert.equal(opened(), 1);
  });

  it('tries again after a failure', async () => {
    const { connection, made } = open(new Error('down'));
    await assert.rejects(connection.open(), { message: 'down' });
    assert.equal(await connection.open(), made);
  });

  it('forgets what it remembers only where it was opened', async () => {
    const { connection, opened, forgotten } = open();
    connection.forget();
    await connection.open();
    assert.deepEqual([opened(), forgotten()], [1, 0]);
    connection.forget();
    await connection.open();
    assert.equal(forgotten(), 1);
  });
});

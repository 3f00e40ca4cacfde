import assert from 'node:assert/strict';
import { collect } from '../../../src/util/collect.js';
import { forkPort } from '../../../src/util/ports.js';
import { Remote } from '../../../src/util/rpc.js';
import type { TestApi } from '../../fixtures/util/rpcChild.js';

const entry = new URL('../../fixtures/util/rpcChild.ts', import.meta.url);

describe('rpc to a process', () => {
  const { signal } = new AbortController();
  const remote = new Remote<TestApi>(() => forkPort(entry));
  after(() => {
    remote.dispose();
  });

  it('carries 64-bit integers exactly', async () => {
    assert.equal(await remote.call('double', { n: 2n ** 62n }, signal), 2n ** 63n);
  });

  it('carries the code and the details of a failure', async () => {
    await assert.rejects(remote.call('fail', null, signal), {
      code: 'refused',
      details: { at: 3 },
    });
  });

  it('streams every item in order', async () => {
    assert.deepEqual(await collect(remote.stream('count', { to: 20 }, signal)), [
      ...Array(20).keys(),
    ]);
  });

  it('stops producing when the reader leaves', async () => {
    const before = await remote.call('produced', null, signal);
    for await (const item of remote.stream('count', { to: 100_000 }, signal)) if (item === 3) break;
    const after = await remote.call('produced', null, signal);
    assert.ok(after - before < 20, `produced ${after - before}`);
  });

  it('rejects a call that is aborted', async () => {
    const controller = new AbortController();
    const call = remote.call('hang', null, controller.signal);
    controller.abort();
    await assert.rejects(call, { name: 'AbortError' });
  });

  it('rejects what waits when the process dies, and starts it anew', async () => {
    await assert.rejects(remote.call('die', null, signal), { code: 'gone' });
    assert.equal(await remote.call('double', { n: 1n }, signal), 2n);
  });

  it('ends a process that is over its time limit', async () => {
    const limited = new Remote<TestApi>(() => forkPort(entry), { timeLimitMs: 300 });
    await assert.rejects(limited.call('hang', null, signal), { code: 'time-limit' });
    limited.dispose();
  });
});

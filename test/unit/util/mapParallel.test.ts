import assert from 'node:assert/strict';
import { mapParallel } from '../../../src/util/mapParallel.js';

describe('mapping in parallel', () => {
  it('keeps the order and runs no more than the limit at the same time', async () => {
    let running = 0;
    let most = 0;
    const results = await mapParallel([30, 10, 20, 0, 5], 2, async (delay) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, delay));
      running--;
      return delay;
    });
    assert.deepEqual(results, [30, 10, 20, 0, 5]);
    assert.equal(most, 2);
  });

  it('starts nothing after a failure', async () => {
    const started: number[] = [];
    const failing = mapParallel([1, 2, 3, 4, 5], 2, async (item) => {
      started.push(item);
      await new Promise((resolve) => setImmediate(resolve));
      if (item === 1) throw new Error('first');
      return item;
    });
    await assert.rejects(failing, /first/);
    assert.ok(!started.includes(5));
  });

  it('does nothing for no items', async () => {
    assert.deepEqual(await mapParallel([], 4, () => Promise.reject(new Error('never'))), []);
  });
});

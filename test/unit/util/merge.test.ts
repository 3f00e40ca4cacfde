import assert from 'node:assert/strict';
import { merge } from '../../../src/util/merge.js';

describe('several sources at once', () => {
  async function* from<T>(...items: readonly T[]): AsyncGenerator<T> {
    for (const item of items) {
      await Promise.resolve();
      yield item;
    }
  }
  const never: AsyncIterable<string> = {
    [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }),
  };
  const take = async <T>(source: AsyncIterable<T>, count: number): Promise<readonly T[]> => {
    const taken: T[] = [];
    for await (const item of source) {
      taken.push(item);
      if (taken.length === count) break;
    }
    return taken;
  };

  it('give all that they have, each in its own order', async () => {
    const all = await take(merge([from('a1', 'a2', 'a3'), from<string>(), from('b1', 'b2')]), 9);
    assert.deepEqual(
      all.filter((item) => item.startsWith('a')),
      ['a1', 'a2', 'a3'],
    );
    assert.deepEqual(
      all.filter((item) => item.startsWith('b')),
      ['b1', 'b2'],
    );
  });

  it('are not kept waiting by one that never answers', async () => {
    assert.deepEqual(await take(merge([never, from('b1', 'b2')]), 2), ['b1', 'b2']);
  });

  it('fail with the first that fails, and the others are told to stop', async () => {
    let isStopped = false;
    async function* endless(): AsyncGenerator<string> {
      try {
        for (;;) {
          await Promise.resolve();
          yield 'more';
        }
      } finally {
        isStopped = true;
      }
    }
    async function* failing(): AsyncGenerator<string> {
      yield 'one';
      await Promise.resolve();
      throw new Error('no');
    }
    await assert.rejects(take(merge([endless(), failing()]), Infinity), { message: 'no' });
    await new Promise(setImmediate);
    assert.ok(isStopped);
  });

  it('are told to stop when nobody wants more', async () => {
    let isStopped = false;
    async function* source(): AsyncGenerator<string> {
      try {
        yield 'one';
        yield 'two';
      } finally {
        await Promise.resolve();
        isStopped = true;
      }
    }
    await take(merge([source(), source()]), 1);
    await new Promise(setImmediate);
    assert.ok(isStopped);
  });

  it('end at once where there are none', async () => {
    assert.deepEqual(await take(merge<string>([]), 1), []);
  });
});

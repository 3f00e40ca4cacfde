import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { untilAborted } from '../../../src/util/untilAborted.js';

describe('untilAborted', () => {
  async function* numbers(to: number): AsyncGenerator<number> {
    for (let n = 0; n < to; n++) yield await Promise.resolve(n);
  }

  it('gives the same items in their order', async () => {
    const seen: number[] = [];
    for await (const n of untilAborted(numbers(5), new AbortController().signal)) seen.push(n);
    assert.deepEqual(seen, [0, 1, 2, 3, 4]);
  });

  it('throws what the source throws', async () => {
    const broken = (async function* () {
      yield await Promise.resolve(1);
      throw new Error('the source is broken');
    })();
    const items = untilAborted(broken, new AbortController().signal);
    await items.next();
    await assert.rejects(items.next(), /the source is broken/);
  });

  it('ends a wait for a source that hangs, with the reason of the abort, and tells the source', async () => {
    const abort = new AbortController();
    let isTold = false;
    const hanging: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => undefined),
        return: () => {
          isTold = true;
          return Promise.resolve({ done: true, value: undefined });
        },
      }),
    };
    const next = untilAborted(hanging, abort.signal).next();
    abort.abort(new Error('enough'));
    await assert.rejects(next, /enough/);
    assert.equal(isTold, true);
  });

  it('asks for nothing once the signal has fired', async () => {
    const abort = new AbortController();
    const items = untilAborted(numbers(5), abort.signal);
    await items.next();
    abort.abort(new Error('enough'));
    await assert.rejects(items.next(), /enough/);
  });

  it('holds no item that was given, so that a stream of any length takes no memory', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const given: WeakRef<object>[] = [];
    async function* objects(): AsyncGenerator<object> {
      for (let n = 0; n < 50; n++) {
        const item = { n };
        given.push(new WeakRef(item));
        yield await Promise.resolve(item);
      }
    }
    const items = untilAborted(objects(), new AbortController().signal);
    for (let n = 0; n < 40; n++) await items.next();
    // A weak reference holds what it points to until the turn in which it was made has ended.
    await new Promise(setImmediate);
    collect();
    const alive = given.filter((item) => item.deref() !== undefined).length;
    assert.ok(alive <= 2, `${alive} of 40 items are held`);
    await items.return(undefined);
  });
});

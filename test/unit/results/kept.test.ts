import assert from 'node:assert/strict';
import { Kept } from '../../../src/results/kept.js';

describe('what is kept open', () => {
  it('closes the one used longest ago, and none in use', async () => {
    const closed: string[] = [];
    const kept = new Kept<string>(2, (key) => {
      closed.push(key);
      return Promise.resolve();
    });
    const touch = (key: string): Promise<string> =>
      kept.use(
        key,
        () => key,
        (value) => Promise.resolve(value),
      );
    await kept.use(
      'a',
      () => 'a',
      async () => {
        await touch('b');
        await touch('c');
        await touch('d');
        assert.deepEqual(closed, ['b', 'c']);
      },
    );
    await touch('d');
    await touch('e');
    assert.deepEqual(closed, ['b', 'c', 'a']);
    await kept.drop((key) => key === 'd');
    assert.deepEqual(closed, ['b', 'c', 'a', 'd']);
  });

  it('opens again what is being closed, and not before it is closed', async () => {
    const events: string[] = [];
    let close: () => void = () => undefined;
    const closing = new Promise<void>((resolve) => (close = resolve));
    const kept = new Kept<null>(1, async () => {
      await closing;
      events.push('closed');
    });
    const use = (): Promise<void> =>
      kept.use(
        'a',
        () => {
          events.push('opened');
          return null;
        },
        () => Promise.resolve(),
      );
    await use();
    const dropped = kept.drop(() => true);
    const again = use();
    close();
    await Promise.all([dropped, again]);
    assert.deepEqual(events, ['opened', 'closed', 'opened']);
  });
});

import assert from 'node:assert/strict';
import { noteRetry, onRetry } from '../../../src/util/retries.js';

describe('retries', () => {
  it('are told to those who wait for the call, until they stop listening', () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const heard: string[] = [];
    const listening = onRetry(one.signal, ({ attempt }) => heard.push(`one ${attempt}`));
    onRetry(one.signal, ({ attempt }) => heard.push(`too ${attempt}`));
    onRetry(other.signal, ({ attempt }) => heard.push(`other ${attempt}`));
    noteRetry(one.signal, { attempt: 2 });
    listening.dispose();
    noteRetry(one.signal, { attempt: 3 });
    noteRetry(new AbortController().signal, { attempt: 2 });
    assert.deepEqual(heard, ['one 2', 'too 2', 'too 3']);
  });
});

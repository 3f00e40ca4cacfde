import assert from 'node:assert/strict';
import { SharedRequest } from '../../../src/util/sharedRequest.js';

describe('a request that several share', () => {
  /** Requests that end when they are told to. */
  function requests() {
    const sent: {
      signal: AbortSignal;
      resolve: (text: string) => void;
      reject: (error: Error) => void;
    }[] = [];
    const request = new SharedRequest<string>(
      (signal) => new Promise((resolve, reject) => sent.push({ signal, resolve, reject })),
    );
    return { sent, request };
  }
  const never = new AbortController().signal;

  it('is sent once for all who wait at the same time, and again for who comes later', async () => {
    const { sent, request } = requests();
    const both = Promise.all([request.get(never), request.get(never)]);
    sent[0]?.resolve('one');
    assert.deepEqual(await both, ['one', 'one']);
    const later = request.get(never);
    sent[1]?.resolve('two');
    assert.equal(await later, 'two');
    assert.equal(sent.length, 2);
  });

  it('goes on for the others when one leaves', async () => {
    const { sent, request } = requests();
    const abort = new AbortController();
    const [leaving, staying] = [request.get(abort.signal), request.get(never)];
    abort.abort();
    await assert.rejects(leaving, { name: 'AbortError' });
    assert.equal(sent.at(0)?.signal.aborted, false);
    sent[0]?.resolve('there');
    assert.equal(await staying, 'there');
  });

  it('is given up when the last has left, and sent anew for the next', async () => {
    const { sent, request } = requests();
    const abort = new AbortController();
    const both = [request.get(abort.signal), request.get(abort.signal)];
    abort.abort();
    for (const one of both) await assert.rejects(one, { name: 'AbortError' });
    assert.equal(sent.at(0)?.signal.aborted, true);
    const next = request.get(never);
    sent[0]?.reject(new Error('given up'));
    sent[1]?.resolve('anew');
    assert.equal(await next, 'anew');
  });

  it('fails for all who wait, and is not remembered', async () => {
    const { sent, request } = requests();
    const both = [request.get(never), request.get(never)];
    sent[0]?.reject(new Error('no'));
    for (const one of both) await assert.rejects(one, { message: 'no' });
    const next = request.get(never);
    sent[1]?.resolve('yes');
    assert.equal(await next, 'yes');
  });

  it('is not sent for one who has left already', async () => {
    const { sent, request } = requests();
    await assert.rejects(request.get(AbortSignal.abort()), { name: 'AbortError' });
    assert.equal(sent.length, 0);
  });
});

/** The same items, until the signal fires: then whoever waits for the next hears so, whatever the source does. */
export async function* untilAborted<T>(
  items: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = (): void => {
      reject(signal.reason as Error);
    };
  });
  // Nobody may be waiting when it fires.
  aborted.catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  let isEnded = false;
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await Promise.race([iterator.next(), aborted]);
      if (next.done === true) {
        isEnded = true;
        return;
      }
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    // A source that hangs would not answer: it is told, and not waited for.
    if (!isEnded) iterator.return?.().catch(() => undefined);
  }
}

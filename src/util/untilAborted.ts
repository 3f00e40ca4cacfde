/** The same items, until the signal fires: then whoever waits for the next hears so, whatever the source does. */
export async function* untilAborted<T>(
  items: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  // Each wait has a promise of its own: one that lives as long as the stream, raced with every item, would hold them all.
  let stop = (): void => undefined;
  const onAbort = (): void => {
    stop();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  let isEnded = false;
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await new Promise<IteratorResult<T, unknown>>((resolve, reject) => {
        stop = (): void => {
          reject(signal.reason as Error);
        };
        iterator.next().then(resolve, reject);
      });
      if (next.done === true) {
        isEnded = true;
        return;
      }
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    // A source that hangs would not answer: it is told, and not waited for.
    if (!isEnded) iterator.return?.().catch(() => undefined);
  }
}

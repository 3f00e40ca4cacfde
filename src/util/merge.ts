/**
 * The items of several sources as they come, each source in its own order: one that is slow, or never answers, keeps
 * nobody from those of the others. Throws what the first to fail throws.
 */
export async function* merge<T>(sources: readonly AsyncIterable<T>[]): AsyncGenerator<T, void> {
  type Answer = readonly [AsyncIterator<T>, IteratorResult<T, unknown>];
  const waiting = new Map<AsyncIterator<T>, Promise<Answer>>();
  const ask = (iterator: AsyncIterator<T>): void => {
    const answer = iterator.next().then((result): Answer => [iterator, result]);
    // After another has failed nobody waits for it.
    answer.catch(() => undefined);
    waiting.set(iterator, answer);
  };
  for (const source of sources) ask(source[Symbol.asyncIterator]());
  try {
    while (waiting.size > 0) {
      const [iterator, result] = await Promise.race(waiting.values());
      waiting.delete(iterator);
      if (result.done === true) continue;
      yield result.value;
      ask(iterator);
    }
  } finally {
    // A source that hangs would not answer: it is told, and not waited for.
    for (const iterator of waiting.keys()) iterator.return?.().catch(() => undefined);
  }
}

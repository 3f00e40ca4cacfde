/** How often a call has been sent, the first time included. */
export interface Retry {
  readonly attempt: number;
}

const listeners = new WeakMap<AbortSignal, Set<(retry: Retry) => void>>();

/**
 * Tells `listener` whenever a call that was given `signal` is sent once more: the service is slow, and
 * has not failed. Whoever waits for a call knows it by its signal. Returns what ends the listening.
 */
export function onRetry(
  signal: AbortSignal,
  listener: (retry: Retry) => void,
): { dispose(): void } {
  const all = listeners.get(signal) ?? new Set();
  listeners.set(signal, all.add(listener));
  return { dispose: () => all.delete(listener) };
}

/** Says to those who wait that a call of theirs is sent once more. */
export function noteRetry(signal: AbortSignal, retry: Retry): void {
  for (const listener of listeners.get(signal) ?? []) listener(retry);
}

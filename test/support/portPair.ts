import type { Port } from '../../src/util/rpc.js';

/** Two ends of a pipe in this process. What passes is cloned, as between processes. */
export function portPair(): { readonly near: Port; readonly far: Port } {
  const nearListeners = new Set<(message: unknown) => void>();
  const farListeners = new Set<(message: unknown) => void>();
  const closeListeners = new Set<(reason: string) => void>();
  let open = true;
  const end = (
    to: Set<(message: unknown) => void>,
    from: Set<(message: unknown) => void>,
  ): Port => ({
    post(message) {
      const copy: unknown = structuredClone(message);
      setImmediate(() => {
        if (open) for (const listener of to) listener(copy);
      });
    },
    onMessage(listener) {
      from.add(listener);
    },
    onClose(listener) {
      closeListeners.add(listener);
    },
    kill() {
      if (!open) return;
      open = false;
      for (const listener of closeListeners) listener('killed');
    },
  });
  return { near: end(farListeners, nearListeners), far: end(nearListeners, farListeners) };
}

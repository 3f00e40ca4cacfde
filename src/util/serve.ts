import { type Api, type Control, type Port, type Reply, type Request, RpcError } from './rpc.js';

/** The served side: answers what comes through `port` with the methods of `api`. */
export function serve(port: Port, api: Api): void {
  const running = new Map<number, { abort: AbortController; more: () => void }>();
  port.onMessage((message) => {
    const incoming = message as Request | Control; // Only `Remote` posts on the other side.
    switch (incoming.kind) {
      case 'cancel':
        running.get(incoming.id)?.abort.abort();
        return;
      case 'more':
        running.get(incoming.id)?.more();
        return;
      case 'request':
        void answer(incoming);
    }
  });

  async function answer({ id, method, params }: Request): Promise<void> {
    const abort = new AbortController();
    let credit = streamWindow;
    let wake = (): void => undefined;
    const more = (): void => {
      credit++;
      wake();
    };
    running.set(id, { abort, more });
    abort.signal.addEventListener('abort', () => {
      wake();
    });
    try {
      const handler = api[method];
      if (handler === undefined) throw new RpcError('internal', `no method ${method}`);
      const result = handler(params as never, abort.signal);
      if (Symbol.asyncIterator in result) {
        for await (const value of result) {
          if (abort.signal.aborted) break;
          port.post({ id, kind: 'item', value } satisfies Reply);
          credit--;
          if (credit <= 0) await new Promise<void>((resolve) => (wake = resolve));
        }
        port.post({ id, kind: 'end' } satisfies Reply);
      } else {
        port.post({ id, kind: 'answer', value: await result } satisfies Reply);
      }
    } catch (error) {
      port.post(toErrorReply(id, error));
    } finally {
      running.delete(id);
    }
  }
}

/** How many items of a stream may be under way before the reader asks for more. */
const streamWindow = 4;

function toErrorReply(id: number, error: unknown): Reply {
  const message = error instanceof Error ? error.message : String(error);
  const { code, details } = error as { code?: unknown; details?: unknown };
  return {
    id,
    kind: 'error',
    code: typeof code === 'string' ? code : 'internal',
    message,
    details,
  };
}

import type { FromGrid, GridAsks, GridMethod, ToGrid } from './protocol.js';

export interface AskOptions {
  /** Tells the host to stop; the answer then never comes. */
  readonly signal?: AbortSignal;
  /** From 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

/** What a grid asks about its result. Rejects with the host's sentence for the user. */
export type Ask = <M extends GridMethod>(
  method: M,
  params: GridAsks[M]['params'],
  options?: AskOptions,
) => Promise<GridAsks[M]['answer']>;

interface Waiting {
  readonly onProgress: ((done: number) => void) | undefined;
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** The renderer's side of the conversation with the host. */
export class HostClient {
  readonly #post: (message: FromGrid) => void;
  readonly #waiting = new Map<number, Waiting>();
  #lastRequest = 0;

  constructor(post: (message: FromGrid) => void) {
    this.#post = post;
  }

  /** What asks about one result. */
  about(id: string): Ask {
    return async (method, params, { signal, onProgress } = {}) => {
      const request = ++this.#lastRequest;
      const cancel = (): void => {
        this.#waiting.delete(request);
        this.#post({ type: 'cancel', request });
      };
      signal?.throwIfAborted();
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        const answer = await new Promise<unknown>((resolve, reject) => {
          this.#waiting.set(request, { resolve, reject, onProgress });
          this.#post({ type: 'ask', request, id, method, params });
        });
        return answer as GridAsks[typeof method]['answer']; // Only our own host posts here.
      } finally {
        signal?.removeEventListener('abort', cancel);
      }
    };
  }

  receive(message: ToGrid): void {
    const waiting = this.#waiting.get(message.request);
    if (message.type === 'progress') {
      waiting?.onProgress?.(message.done);
      return;
    }
    this.#waiting.delete(message.request);
    if (message.type === 'answer') waiting?.resolve(message.answer);
    else waiting?.reject(new Error(message.message));
  }
}

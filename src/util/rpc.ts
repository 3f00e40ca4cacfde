/** Typed requests between two of our own processes: answers, streams, cancel, time limit, restart, idle exit. */

/** A two-way pipe of messages to a process or a worker that is already running. */
export interface Port {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The other side is gone; `reason` is what is known of why. */
  onClose(listener: (reason: string) => void): void;
  /** Ends the other side at once, whatever it does. */
  kill(): void;
}

/** What the served side implements: an answer or a stream per method. Written as a `type`, not an `interface`. */
export type Api = Readonly<Record<string, Handler>>;
type Handler = (params: never, signal: AbortSignal) => Promise<unknown> | AsyncIterable<unknown>;

export type Params<H extends Handler> = Parameters<H>[0];
export type Answer<H extends Handler> = Awaited<Extract<ReturnType<H>, Promise<unknown>>>;
export type Item<H extends Handler> =
  Extract<ReturnType<H>, AsyncIterable<unknown>> extends AsyncIterable<infer T> ? T : never;

/** A failure of the other side, or of the way to it (`code` is then `gone` or `time-limit`). */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: string;
  /** What the failure carries beside its message; plain data. */
  readonly details: unknown;

  constructor(code: string, message: string, details?: unknown) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

export interface RemoteOptions {
  /** A call that takes longer ends the other side: what it runs may not be stoppable. */
  readonly timeLimitMs?: number;
  /** The other side is ended after this long without a call. */
  readonly idleMs?: number;
}

/** What `Remote` posts to ask. */
export interface Request {
  readonly id: number;
  readonly kind: 'request';
  readonly method: string;
  readonly params: unknown;
}

/** What the served side posts back. */
export type Reply =
  | { readonly id: number; readonly kind: 'answer'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'item'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'end' }
  | {
      readonly id: number;
      readonly kind: 'error';
      readonly code: string;
      readonly message: string;
      readonly details: unknown;
    };

/** What `Remote` posts while a request is under way: `more` asks for one more item of a stream. */
export type Control = { readonly id: number; readonly kind: 'cancel' | 'more' };

/** The calling side. The other side is started on first use and again after it is gone. */
export class Remote<A extends Api> {
  readonly #start: () => Port;
  readonly #options: RemoteOptions;
  readonly #pending = new Map<number, (reply: Reply) => void>();
  #port: Port | undefined;
  #lastId = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(start: () => Port, options: RemoteOptions = {}) {
    this.#start = start;
    this.#options = options;
  }

  /** Rejects with `AbortError` when the signal fires, and the other side is told to stop. */
  async call<K extends keyof A & string>(
    method: K,
    params: Params<A[K]>,
    signal: AbortSignal,
  ): Promise<Answer<A[K]>> {
    for await (const value of this.#send(method, params, signal)) {
      return value as Answer<A[K]>; // The other side implements `A`.
    }
    throw new RpcError('gone', `${method} gave no answer`);
  }

  /** Leaving the loop early tells the other side to stop. */
  stream<K extends keyof A & string>(
    method: K,
    params: Params<A[K]>,
    signal: AbortSignal,
  ): AsyncIterable<Item<A[K]>> {
    return this.#send(method, params, signal) as AsyncIterable<Item<A[K]>>;
  }

  /** Ends the other side; a later call starts it anew. */
  dispose(): void {
    clearTimeout(this.#idle);
    const port = this.#port;
    this.#port = undefined;
    port?.kill();
    this.#rejectAll('the process was stopped');
  }

  async *#send(method: string, params: unknown, signal: AbortSignal): AsyncGenerator {
    signal.throwIfAborted();
    const port = this.#connect();
    const id = ++this.#lastId;
    const inbox = new Inbox<Reply>();
    const abort = (): void => {
      inbox.fail(abortError());
    };
    const limit = this.#limit(method);
    signal.addEventListener('abort', abort, { once: true });
    this.#pending.set(id, (reply) => {
      inbox.push(reply);
    });
    let ended = false;
    try {
      port.post({ id, kind: 'request', method, params } satisfies Request);
      for (;;) {
        const reply = await inbox.next();
        if (reply.kind === 'error') {
          ended = true;
          throw new RpcError(reply.code, reply.message, reply.details);
        }
        if (reply.kind === 'end') {
          ended = true;
          return;
        }
        if (reply.kind === 'answer') {
          ended = true;
          yield reply.value;
          return;
        }
        clearTimeout(limit);
        yield reply.value;
        port.post({ id, kind: 'more' } satisfies Control);
      }
    } finally {
      clearTimeout(limit);
      signal.removeEventListener('abort', abort);
      this.#pending.delete(id);
      if (!ended && this.#port === port) port.post({ id, kind: 'cancel' } satisfies Control);
      this.#restAWhile();
    }
  }

  #connect(): Port {
    clearTimeout(this.#idle);
    if (this.#port !== undefined) return this.#port;
    const port = this.#start();
    port.onMessage((message) => {
      const reply = message as Reply; // Only `serve` posts on the other side.
      this.#pending.get(reply.id)?.(reply);
    });
    port.onClose((reason) => {
      if (this.#port !== port) return;
      this.#port = undefined;
      this.#rejectAll(reason);
    });
    this.#port = port;
    return port;
  }

  #limit(method: string): NodeJS.Timeout | undefined {
    const { timeLimitMs } = this.#options;
    if (timeLimitMs === undefined) return undefined;
    return setTimeout(() => {
      const port = this.#port;
      this.#port = undefined;
      port?.kill();
      this.#rejectAll(`${method} took longer than ${timeLimitMs} ms`, 'time-limit');
    }, timeLimitMs);
  }

  #restAWhile(): void {
    const { idleMs } = this.#options;
    clearTimeout(this.#idle);
    if (idleMs === undefined || this.#pending.size > 0 || this.#port === undefined) return;
    this.#idle = setTimeout(() => {
      this.dispose();
    }, idleMs);
    this.#idle.unref();
  }

  #rejectAll(message: string, code = 'gone'): void {
    for (const [id, settle] of this.#pending) {
      settle({ id, kind: 'error', code, message, details: undefined });
    }
    this.#pending.clear();
  }
}

function abortError(): Error {
  return new DOMException('The operation was aborted.', 'AbortError');
}

/** A queue with one reader. */
class Inbox<T> {
  readonly #items: T[] = [];
  #failure: Error | undefined;
  #wake: (() => void) | undefined;

  push(item: T): void {
    this.#items.push(item);
    this.#wake?.();
  }

  fail(error: Error): void {
    this.#failure = error;
    this.#wake?.();
  }

  async next(): Promise<T> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure;
      const item = this.#items.shift();
      if (item !== undefined) return item;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

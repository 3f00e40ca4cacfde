interface Running<T> {
  readonly answer: Promise<T>;
  readonly abort: AbortController;
  waiting: number;
}

/** One request for all who want its answer at the same time. It is given up when the last of them has left. */
export class SharedRequest<T> {
  readonly #send: (signal: AbortSignal) => Promise<T>;
  #running: Running<T> | undefined;

  constructor(send: (signal: AbortSignal) => Promise<T>) {
    this.#send = send;
  }

  /** Rejects with the signal's reason as soon as it fires; the others go on waiting. */
  async get(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const running = (this.#running ??= this.#start());
    running.waiting++;
    let leave = (): void => undefined;
    const left = new Promise<never>((_, reject) => {
      leave = (): void => {
        reject(signal.reason as Error);
      };
    });
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([running.answer, left]);
    } finally {
      signal.removeEventListener('abort', leave);
      if (--running.waiting === 0) this.#end(running);
    }
  }

  #start(): Running<T> {
    const abort = new AbortController();
    const answer = this.#send(abort.signal);
    const running = { answer, abort, waiting: 0 };
    // Who has left hears nothing of how it ended.
    answer.then(
      () => {
        this.#end(running);
      },
      () => {
        this.#end(running);
      },
    );
    return running;
  }

  #end(running: Running<T>): void {
    if (this.#running === running) this.#running = undefined;
    running.abort.abort();
  }
}

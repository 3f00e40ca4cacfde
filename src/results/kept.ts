/**
 * What is costly to open and open for the next use: beyond `most` of them, those that nobody uses are
 * closed, the one used longest ago first.
 */
export class Kept<T> {
  readonly #most: number;
  readonly #close: (key: string, value: T) => Promise<void>;
  /** The one used last stands last. */
  readonly #entries = new Map<string, { readonly value: T; users: number }>();
  readonly #closing = new Map<string, Promise<void>>();

  constructor(most: number, close: (key: string, value: T) => Promise<void>) {
    this.#most = most;
    this.#close = close;
  }

  /** Nothing closes it while `use` runs. */
  async use<R>(key: string, open: () => T, use: (value: T) => Promise<R>): Promise<R> {
    while (this.#closing.has(key)) await this.#closing.get(key);
    const entry = this.#entries.get(key) ?? { value: open(), users: 0 };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    entry.users++;
    try {
      return await use(entry.value);
    } finally {
      entry.users--;
      await this.#shrink();
    }
  }

  /** Closes those of which `key` holds, also when they are in use. */
  async drop(holds: (key: string) => boolean): Promise<void> {
    const keys = Array.from(this.#entries.keys()).filter(holds);
    await Promise.all(keys.map((key) => this.#closeOne(key)));
  }

  async #shrink(): Promise<void> {
    const unused = Array.from(this.#entries).filter(([, { users }]) => users === 0);
    const excess = Math.max(0, this.#entries.size - this.#most);
    await Promise.all(unused.slice(0, excess).map(([key]) => this.#closeOne(key)));
  }

  async #closeOne(key: string): Promise<void> {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    const closing = this.#close(key, entry.value).finally(() => this.#closing.delete(key));
    this.#closing.set(key, closing);
    await closing;
  }
}

import { CatalogError } from '../catalog/catalog.js';
import type { FileIO } from '../iceberg/fileIO.js';

/** What a preview may cost at most. */
export interface PreviewLimits {
  readonly bytes: number;
  readonly requests: number;
  readonly milliseconds: number;
}

export const previewLimits: PreviewLimits = {
  bytes: 64 * 2 ** 20,
  requests: 500,
  milliseconds: 60_000,
};

/** What one preview has fetched so far, and where it must stop. Fails in `CatalogError`, code `limit`. */
export class Budget {
  readonly #limits: PreviewLimits;
  readonly #ends: AbortSignal;
  #fetched = 0;
  #requests = 0;

  constructor(limits: PreviewLimits) {
    this.#limits = limits;
    this.#ends = AbortSignal.timeout(limits.milliseconds);
  }

  /** In bytes. */
  get fetched(): number {
    return this.#fetched;
  }

  get requests(): number {
    return this.#requests;
  }

  /** How many bytes may still be fetched. */
  get left(): number {
    return Math.max(0, this.#limits.bytes - this.#fetched);
  }

  /** Runs one request for about so many bytes; `bytesOf` tells how many came. */
  async spend<T>(
    location: string,
    expected: number,
    signal: AbortSignal,
    run: (signal: AbortSignal) => Promise<T>,
    bytesOf: (answer: T) => number,
  ): Promise<T> {
    signal.throwIfAborted();
    if (this.#requests >= this.#limits.requests) {
      throw this.#tooMuch(location, `more than ${this.#limits.requests} requests`);
    }
    if (expected > this.left) throw this.tooLarge(location);
    this.#requests++;
    const either = AbortSignal.any([signal, this.#ends]);
    try {
      const answer = await run(either);
      this.#fetched += bytesOf(answer);
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      if (!this.#ends.aborted) throw error;
      throw this.#tooMuch(location, `more than ${this.#limits.milliseconds / 1000} seconds`);
    }
  }

  /** What is thrown where more bytes would be needed than there may be. */
  tooLarge(location: string): CatalogError {
    return this.#tooMuch(location, `more than ${this.#limits.bytes} bytes`);
  }

  #tooMuch(location: string, what: string): CatalogError {
    return new CatalogError('limit', `${location}: the preview would need ${what}`);
  }
}

/** The beginning of a folder is enough to find its first files. */
export const mostListed = 1000;

/** Files whose reading is counted and ends where the budget does. */
export function metered(io: FileIO, budget: Budget): FileIO {
  const length = (bytes: Uint8Array): number => bytes.length;
  const nothing = (): number => 0;
  return {
    // How long a file is nobody has said: no more of it is fetched than may be, and one byte to know.
    read: async (location, signal) => {
      const most = budget.left;
      const bytes = await budget.spend(
        location,
        0,
        signal,
        (either) => io.readRange(location, 0, most + 1, either),
        length,
      );
      if (bytes.length > most) throw budget.tooLarge(location);
      return bytes;
    },
    readRange: (location, start, end, signal) =>
      budget.spend(
        location,
        end - start,
        signal,
        (either) => io.readRange(location, start, end, either),
        length,
      ),
    list: (location, signal, most = mostListed) =>
      budget.spend(location, 0, signal, (either) => io.list(location, either, most), nothing),
    size: (location, signal) =>
      budget.spend(location, 0, signal, (either) => io.size(location, either), nothing),
    realPath: (location, signal) => io.realPath(location, signal),
  };
}

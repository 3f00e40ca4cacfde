import type { FileIO } from '../../iceberg/fileIO.js';
import { IcebergError } from '../../iceberg/icebergError.js';
import { mapParallel } from '../../util/mapParallel.js';

/** Bytes of a file; `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Parts of a file that were fetched. What lies near each other is fetched with one request. */
export class FetchedRanges {
  readonly #io: FileIO;
  readonly #location: string;
  readonly #parts: (Range & { readonly bytes: Uint8Array })[] = [];

  constructor(io: FileIO, location: string) {
    this.#io = io;
    this.#location = location;
  }

  /** Takes what is there already. */
  add(start: number, bytes: Uint8Array): void {
    this.#parts.push({ start, end: start + bytes.length, bytes });
  }

  /** Fetches what of the ranges is not there yet. */
  async fetch(ranges: readonly Range[], signal: AbortSignal): Promise<void> {
    const missing = ranges.filter(({ start, end }) => end > start && !this.#has(start, end));
    // The rest of what has begun goes behind its beginning, the others are parts of their own.
    const rests = missing.flatMap((range) => {
      const before = this.#parts.find((one) => one.start <= range.start && range.start < one.end);
      return before === undefined ? [] : [{ before, end: range.end }];
    });
    const fresh = joined(
      missing.filter(
        ({ start }) => !this.#parts.some((one) => one.start <= start && start < one.end),
      ),
    );
    const wanted = [
      ...rests.map(({ before, end }) => ({ start: before.end, end, before })),
      ...fresh.map((range) => ({ ...range, before: undefined })),
    ];
    await mapParallel(wanted, parallelRanges, async ({ start, end, before }) => {
      const bytes = await this.#io.readRange(this.#location, start, end, signal);
      if (bytes.length < end - start) {
        throw new IcebergError('malformed', this.#location, 'the file is cut off');
      }
      this.#parts.unshift(
        before === undefined
          ? { start, end, bytes }
          : { start: before.start, end, bytes: Buffer.concat([before.bytes, bytes]) },
      );
    });
  }

  /** What was fetched before. */
  bytes(start: number, end: number): Uint8Array {
    if (start === end) return new Uint8Array();
    const part = this.#parts.find((one) => one.start <= start && end <= one.end);
    if (part === undefined) {
      throw new IcebergError('malformed', this.#location, 'its columns lie outside of it');
    }
    return part.bytes.subarray(start - part.start, end - part.start);
  }

  #has(start: number, end: number): boolean {
    return this.#parts.some((one) => one.start <= start && end <= one.end);
  }
}

const parallelRanges = 8;

/** A gap of so many bytes costs less than a request more. */
const smallGap = 32 * 1024;

/** Larger requests are not made of several small ones. */
const largestJoined = 8 * 2 ** 20;

function joined(ranges: readonly Range[]): readonly Range[] {
  const result: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    const end = Math.max(last?.end ?? 0, range.end);
    if (
      last !== undefined &&
      range.start - last.end <= smallGap &&
      (end - last.start <= largestJoined || range.end <= last.end)
    ) {
      result[result.length - 1] = { start: last.start, end };
    } else {
      result.push(range);
    }
  }
  return result;
}

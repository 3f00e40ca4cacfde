/** Reads forward through bytes, and throws `RangeError` where they end too early. */
class Reader {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#at === this.#view.byteLength;
  }

  uint16(): number {
    return this.#view.getUint16(this.#move(2), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#move(4), true);
  }

  uint64(): bigint {
    return this.#view.getBigUint64(this.#move(8), true);
  }

  bytes(length: number): Uint8Array {
    const from = this.#move(length);
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + from, length);
  }

  /** From where on `length` bytes were passed. */
  #move(length: number): number {
    const from = this.#at;
    if (from + length > this.#view.byteLength) throw new RangeError('the bitmap is cut off');
    this.#at += length;
    return from;
  }
}

/** Numbers from `start` up to `stop`, exclusive. */
export interface Run {
  readonly start: number;
  readonly stop: number;
}

/** Numbers that come in ascending order, as runs: a few bytes can stand for very many. */
class Runs {
  readonly runs: { start: number; stop: number }[] = [];
  count = 0;

  add(start: number, stop: number): void {
    this.count += stop - start;
    const last = this.runs.at(-1);
    if (last?.stop === start) last.stop = stop;
    else this.runs.push({ start, stop });
  }
}

/**
 * The numbers in a 64-bit Roaring bitmap of the portable format, ascending, and how many there are.
 * Its containers hold lists, bits or runs of 16-bit numbers. Throws `RangeError` where the bytes
 * are not such a bitmap.
 */
export function readRoaring(bytes: Uint8Array): {
  readonly runs: readonly Run[];
  readonly count: number;
} {
  const reader = new Reader(bytes);
  const runs = new Runs();
  const bitmaps = reader.uint64();
  let last = -1;
  for (let i = 0n; i < bitmaps; i++) {
    const high = reader.uint32();
    if (high <= last) throw new RangeError('the keys of the bitmap do not ascend');
    last = high;
    readBitmap(reader, high * 2 ** 32, runs);
  }
  if (!reader.isAtEnd) throw new RangeError('there are bytes behind the bitmap');
  return runs;
}

const cookieWithoutRuns = 12346;
const cookieWithRuns = 12347;
/** From so many containers on, bitmaps with runs have offsets as well. */
const offsetsFrom = 4;
/** A list of more would be longer than bits. */
const longestList = 4096;

/** A 32-bit bitmap whose numbers are above `base`. */
function readBitmap(reader: Reader, base: number, numbers: Runs): void {
  const cookie = reader.uint32();
  const hasRuns = (cookie & 0xffff) === cookieWithRuns;
  if (!hasRuns && cookie !== cookieWithoutRuns) throw new RangeError('not a Roaring bitmap');
  const size = hasRuns ? (cookie >>> 16) + 1 : reader.uint32();
  if (size > 0x10000) throw new RangeError('the bitmap has too many containers');
  const isRuns = hasRuns ? reader.bytes(Math.ceil(size / 8)) : new Uint8Array();
  const containers: { readonly base: number; readonly count: number }[] = [];
  let last = -1;
  for (let i = 0; i < size; i++) {
    const key = reader.uint16();
    if (key <= last) throw new RangeError('the containers of the bitmap do not ascend');
    last = key;
    containers.push({ base: base + key * 0x10000, count: reader.uint16() + 1 });
  }
  // Containers follow one another: where each begins is of use only to those who skip some.
  if (!hasRuns || size >= offsetsFrom) reader.bytes(size * 4);
  for (const [i, container] of containers.entries()) {
    const before = numbers.count;
    if ((((isRuns[i >> 3] ?? 0) >> (i & 7)) & 1) === 1) readRuns(reader, container.base, numbers);
    else if (container.count > longestList) readBits(reader, container.base, numbers);
    else readList(reader, container.base, container.count, numbers);
    if (numbers.count - before !== container.count) {
      throw new RangeError('a container has another size than it says');
    }
  }
}

function readRuns(reader: Reader, base: number, numbers: Runs): void {
  let next = 0;
  for (let left = reader.uint16(); left > 0; left--) {
    const start = reader.uint16();
    const stop = start + reader.uint16() + 1;
    if (start < next || stop > 0x10000) throw new RangeError('runs that are out of order');
    next = stop;
    numbers.add(base + start, base + stop);
  }
}

function readBits(reader: Reader, base: number, numbers: Runs): void {
  for (const [i, byte] of reader.bytes(0x10000 / 8).entries()) {
    for (let bit = 0; bit < 8; bit++) {
      const value = base + i * 8 + bit;
      if (((byte >> bit) & 1) === 1) numbers.add(value, value + 1);
    }
  }
}

function readList(reader: Reader, base: number, count: number, numbers: Runs): void {
  let last = -1;
  for (let i = 0; i < count; i++) {
    const low = reader.uint16();
    if (low <= last) throw new RangeError('numbers that are out of order');
    last = low;
    numbers.add(base + low, base + low + 1);
  }
}

import { IcebergError } from './icebergError.js';

/** A place in bytes of Avro. Reading past the end is an `IcebergError`, whatever the bytes claim. */
export class AvroCursor {
  readonly file: string;
  readonly #buffer: Buffer;
  #offset = 0;

  constructor(bytes: Uint8Array, file: string) {
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.file = file;
  }

  get offset(): number {
    return this.#offset;
  }

  get left(): number {
    return this.#buffer.length - this.#offset;
  }

  take(length: number): Buffer {
    const start = this.#offset;
    this.skip(length);
    return this.#buffer.subarray(start, this.#offset);
  }

  skip(length: number): void {
    if (length < 0 || length > this.left) throw this.#cutOff();
    this.#offset += length;
  }

  /** A `long` or `int`: zigzag, seven bits a byte, the lowest first. */
  long(): bigint {
    const short = this.#short();
    return short === undefined ? this.#long() : BigInt(short);
  }

  /** An `int`, a count or a number of a branch. What no `number` holds exactly is none of these. */
  int(): number {
    const short = this.#short();
    if (short === undefined) throw this.fault('a number of the Avro file is too long');
    return short;
  }

  skipLong(): void {
    for (let length = 1; length <= longestLong; length++) {
      if (this.#byte() < 0x80) return;
    }
    throw this.fault('a number of the Avro file is too long');
  }

  /** A count or a length: no more than there are bytes, so that a few bytes can not claim millions. */
  length(): number {
    const length = this.#short();
    if (length === undefined || length < 0 || length > this.left) throw this.#cutOff();
    return length;
  }

  bytes(): Buffer {
    return this.take(this.length());
  }

  text(): string {
    const length = this.length();
    const start = this.#offset;
    this.#offset += length;
    return this.#buffer.toString('utf8', start, this.#offset);
  }

  /** Goes through the items of an array or a map, which come in blocks with a count before each. */
  items(read: (cursor: this) => void): void {
    for (;;) {
      let count = this.int();
      if (count === 0) return;
      if (count < 0) {
        count = -count;
        this.skipLong(); // The block's size in bytes, for those who skip it.
      }
      if (count > this.left) throw this.#cutOff();
      for (let i = 0; i < count; i++) {
        const start = this.#offset;
        read(this);
        // Items of no bytes would let a few bytes claim any number of them.
        if (this.#offset === start) throw this.fault('an empty item in the Avro file');
      }
    }
  }

  fault(what: string): IcebergError {
    return new IcebergError('malformed', this.file, what);
  }

  #cutOff(): IcebergError {
    return this.fault('the Avro file is cut off');
  }

  #byte(): number {
    const byte = this.#buffer[this.#offset];
    if (byte === undefined) throw this.#cutOff();
    this.#offset++;
    return byte;
  }

  /** A number of at most seven bytes, which is nearly any; `undefined`, and nothing read, if longer. */
  #short(): number | undefined {
    const start = this.#offset;
    let value = 0;
    for (let scale = 1; scale < 2 ** 49; scale *= 128) {
      const byte = this.#byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    }
    this.#offset = start;
    return undefined;
  }

  #long(): bigint {
    let value = 0n;
    for (let length = 0; length < longestLong; length++) {
      const byte = this.#byte();
      value |= BigInt(byte & 0x7f) << BigInt(length * 7);
      if (byte < 0x80) return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
    }
    throw this.fault('a number of the Avro file is too long');
  }
}

/** The bytes of the longest `long`. */
const longestLong = 10;

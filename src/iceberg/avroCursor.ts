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
    if (length < 0 || length > this.left) throw this.fault('the Avro file is cut off');
    const start = this.#offset;
    this.#offset += length;
    return this.#buffer.subarray(start, this.#offset);
  }

  /** A `long` or `int`: zigzag, seven bits a byte, the lowest first. */
  long(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.take(1)[0] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
    }
    throw this.fault('a number of the Avro file is too long');
  }

  /** A count or a length: no more than there are bytes, so that a few bytes can not claim millions. */
  length(): number {
    const length = this.long();
    if (length < 0n || length > BigInt(this.left)) throw this.fault('the Avro file is cut off');
    return Number(length);
  }

  bytes(): Buffer {
    return this.take(this.length());
  }

  text(): string {
    return this.bytes().toString('utf8');
  }

  /** The items of an array or a map, which come in blocks with a count before each. */
  *blocks<T>(item: (cursor: AvroCursor) => T): Generator<T> {
    for (;;) {
      let count = this.long();
      if (count === 0n) return;
      if (count < 0n) {
        count = -count;
        this.long(); // The block's size in bytes, for those who skip it.
      }
      if (count > BigInt(this.left)) throw this.fault('the Avro file is cut off');
      for (let i = 0n; i < count; i++) yield item(this);
    }
  }

  fault(what: string): IcebergError {
    return new IcebergError('malformed', this.file, what);
  }
}

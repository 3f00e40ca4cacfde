/** Thrift's compact protocol as far as the frame of a Parquet file needs it: where values are, and a few numbers. */

/** A value, by where it is. The value of a boolean is its type. */
export interface ThriftField {
  readonly type: number;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

export type ThriftStruct = ReadonlyMap<number, ThriftField>;

export const thriftType = { i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const;

/** Deeper values are no Parquet. */
const mostDepth = 32;

/** Reads on from a place. Throws `RangeError` where the bytes end, or are none of the protocol. */
export class ThriftReader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** Where the next byte is read. */
  get at(): number {
    return this.#at;
  }

  /** The fields of a struct by their ids; their values are not read. */
  struct(): ThriftStruct {
    const fields = new Map<number, ThriftField>();
    let last = 0;
    for (let next = this.#field(last, 0); next !== undefined; next = this.#field(last, 0)) {
      last = next.id;
      fields.set(next.id, next);
    }
    return fields;
  }

  /** Where the elements of a list are. */
  list(): readonly ThriftField[] {
    const { type, count } = this.#listHead();
    return Array.from({ length: count }, () => this.#value(type, 0, true));
  }

  /** A whole number of 16, 32 or 64 bits. Throws `RangeError` for one that a number would round. */
  integer(): number {
    const zigzag = this.#varint();
    const value = zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
    if (!Number.isSafeInteger(zigzag)) throw new RangeError('a number is too large');
    return value;
  }

  text(): string {
    const length = this.#varint();
    const start = this.#at;
    this.#skip(length);
    return new TextDecoder().decode(this.#bytes.subarray(start, this.#at));
  }

  /** The next field of a struct, after the one of the id `last`; `undefined` at its end. */
  #field(last: number, depth: number): (ThriftField & { readonly id: number }) | undefined {
    const head = this.#byte();
    if (head === 0) return undefined;
    const delta = head >> 4;
    const id = delta === 0 ? this.integer() : last + delta;
    return { id, ...this.#value(head & 15, depth, false) };
  }

  #value(type: number, depth: number, inList: boolean): ThriftField {
    if (depth > mostDepth) throw new RangeError('values lie too deep in each other');
    const start = this.#at;
    switch (type) {
      case 1:
      case 2:
        if (inList) this.#skip(1);
        break;
      case 3:
        this.#skip(1);
        break;
      case 4:
      case 5:
      case 6:
        this.#varint();
        break;
      case 7:
        this.#skip(8);
        break;
      case 8:
        this.#skip(this.#varint());
        break;
      case 9:
      case 10: {
        const { type: element, count } = this.#listHead();
        for (let i = 0; i < count; i++) this.#value(element, depth + 1, true);
        break;
      }
      case 11: {
        const count = this.#varint();
        const types = count === 0 ? 0 : this.#byte();
        for (let i = 0; i < count; i++) {
          this.#value(types >> 4, depth + 1, true);
          this.#value(types & 15, depth + 1, true);
        }
        break;
      }
      case 12:
        // Only the places of the outermost fields are of use.
        while (this.#field(0, depth + 1) !== undefined);
        break;
      case 13:
        this.#skip(16);
        break;
      default:
        throw new RangeError(`there is no type ${type}`);
    }
    return { type, start, end: this.#at };
  }

  #listHead(): { readonly type: number; readonly count: number } {
    const head = this.#byte();
    const count = head >> 4 === 15 ? this.#varint() : head >> 4;
    // An element has a byte at least: a damaged count must not make a list without end.
    if (count > this.#bytes.length - this.#at) throw new RangeError('a list is too long');
    return { type: head & 15, count };
  }

  #varint(): number {
    let value = 0;
    for (let factor = 1; factor < 2 ** 70; factor *= 128) {
      const byte = this.#byte();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
    throw new RangeError('a number does not end');
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new RangeError('it ends early');
    this.#at++;
    return byte;
  }

  #skip(count: number): void {
    if (count > this.#bytes.length - this.#at) throw new RangeError('it ends early');
    this.#at += count;
  }
}

/** A field to be written: `bytes` is its value as the protocol has it. */
export interface WrittenField {
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** A struct of these fields, in the order of their ids. */
export function thriftStruct(fields: ReadonlyMap<number, WrittenField>): Uint8Array {
  const parts: Uint8Array[] = [];
  let last = 0;
  for (const [id, { type, bytes }] of [...fields].sort(([a], [b]) => a - b)) {
    const delta = id - last;
    parts.push(
      delta > 0 && delta <= 15
        ? Uint8Array.of((delta << 4) | type)
        : Buffer.concat([Uint8Array.of(type), thriftInteger(id)]),
      bytes,
    );
    last = id;
  }
  return new Uint8Array(Buffer.concat([...parts, Uint8Array.of(0)]));
}

/** A list of elements of one type. */
export function thriftList(type: number, items: readonly Uint8Array[]): Uint8Array {
  const head =
    items.length < 15
      ? Uint8Array.of((items.length << 4) | type)
      : Buffer.concat([Uint8Array.of(0xf0 | type), varint(items.length)]);
  return new Uint8Array(Buffer.concat([head, ...items]));
}

/** A whole number, zigzag. */
export function thriftInteger(value: number): Uint8Array {
  return varint(value >= 0 ? value * 2 : -value * 2 - 1);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Uint8Array.from([...bytes, rest]);
}

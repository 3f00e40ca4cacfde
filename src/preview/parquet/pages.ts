import { integerOf } from './footer.js';
import { ThriftReader, type ThriftStruct } from './thrift.js';

/** How far the pages at the beginning of a column chunk go that have the first rows. */
export type FirstPages =
  /** So many bytes of the chunk have at least the wanted rows. */
  | { readonly kind: 'found'; readonly bytes: number; readonly values: number }
  /** So many bytes of it must be there to tell. */
  | { readonly kind: 'more'; readonly bytes: number }
  /** Only the whole chunk is sure to have them. */
  | { readonly kind: 'whole' };

/**
 * Walks the pages of a column chunk, of which `head` is the beginning, until they have `rows` rows. The
 * headers alone tell, except for repeated values in pages of the first version, which do not say how many
 * rows they have. Throws `RangeError` where there is no header.
 */
export function firstPages(
  head: Uint8Array,
  chunkBytes: number,
  rows: number,
  isRepeated: boolean,
): FirstPages {
  let at = 0;
  let values = 0;
  let found = 0;
  while (at < chunkBytes) {
    const header = readHeader(head, at);
    if (header === undefined) {
      if (head.length >= chunkBytes) throw new RangeError('the header of a page ends early');
      return { kind: 'more', bytes: Math.min(chunkBytes, head.length * 2) };
    }
    at += header.headerBytes + header.pageBytes;
    if (header.values !== undefined) {
      if (isRepeated && header.rows === undefined) return { kind: 'whole' };
      values += header.values;
      found += header.rows ?? header.values;
    }
    if (found >= rows) break;
    if (at < chunkBytes && at >= head.length) {
      return { kind: 'more', bytes: Math.min(chunkBytes, at + nextHeader) };
    }
  }
  const bytes = Math.min(at, chunkBytes);
  return bytes <= head.length ? { kind: 'found', bytes, values } : { kind: 'more', bytes };
}

/** What the header of a page mostly fits into. */
const nextHeader = 8192;

interface PageHeader {
  readonly headerBytes: number;
  readonly pageBytes: number;
  /** Missing where it is no page of data. */
  readonly values?: number;
  /** Missing where it does not say. */
  readonly rows?: number;
}

/** `undefined` where the header is not all there. */
function readHeader(bytes: Uint8Array, at: number): PageHeader | undefined {
  if (at >= bytes.length) return undefined;
  const reader = new ThriftReader(bytes, at);
  let fields: ThriftStruct;
  try {
    fields = reader.struct();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  const frame = {
    headerBytes: reader.at - at,
    pageBytes: integerOf(bytes, fields, 3),
  };
  if (frame.pageBytes < 0) throw new RangeError('a page has less than no bytes');
  const first = fields.get(5);
  const second = fields.get(8);
  if (second !== undefined) {
    const header = new ThriftReader(bytes, second.start).struct();
    return { ...frame, values: integerOf(bytes, header, 1), rows: integerOf(bytes, header, 3) };
  }
  if (first === undefined) return frame;
  const header = new ThriftReader(bytes, first.start).struct();
  return { ...frame, values: integerOf(bytes, header, 1) };
}

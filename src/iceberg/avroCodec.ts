import * as zlib from 'node:zlib';
import { IcebergError } from './icebergError.js';

/** No manifest is near it; a small file that unpacks to more was made to do harm. */
const maxOutputLength = 1 << 26;

type Unpack = (block: Uint8Array, options: { readonly maxOutputLength: number }) => Buffer;

/** A block of an Avro file, unpacked by the codec that the file names; none is named for `null`. */
export function unpackBlock(block: Buffer, codec: string | undefined, file: string): Buffer {
  if (codec === undefined || codec === 'null') return block;
  const unpack = codecs.get(codec);
  if (unpack === undefined) {
    throw new IcebergError('unsupported', file, `Avro packed with ${codec}`);
  }
  try {
    return unpack(block, { maxOutputLength });
  } catch (cause) {
    throw new IcebergError('malformed', file, 'a block of the Avro file is broken', { cause });
  }
}

const codecs: ReadonlyMap<string, Unpack> = new Map<string, Unpack>([
  ['deflate', zlib.inflateRawSync],
  ...zstandard(),
]);

/** Node has it from 22.15 on: the editor does, its tools may run on an older one. */
function zstandard(): readonly (readonly [string, Unpack])[] {
  const unpack: unknown = Reflect.get(zlib, 'zstdDecompressSync');
  return isUnpack(unpack) ? [['zstandard', unpack]] : [];
}

function isUnpack(value: unknown): value is Unpack {
  return typeof value === 'function';
}

import { constants, gunzipSync } from 'node:zlib';
import type { FileIO } from '../../iceberg/fileIO.js';
import { IcebergError } from '../../iceberg/icebergError.js';

/** The beginning of a text file, which is enough for a preview. */
const firstBytes = 1024 * 1024;
/** What is unpacked of a packed one. */
const mostUnpacked = 16 * 2 ** 20;

/** Whole lines from the beginning of a text file. */
export interface FirstLines {
  readonly bytes: Uint8Array;
  /** All lines of the file are there. */
  readonly isWhole: boolean;
}

/** Failures are `IcebergError`, of a file that is packed in a way that is not known here too. */
export async function firstLines(
  io: FileIO,
  location: string,
  size: number,
  signal: AbortSignal,
): Promise<FirstLines> {
  const packed = /\.(gz|gzip|bz2|zst|zstd|snappy|lzo|lz4|deflate|xz)$/i.exec(location)?.[1];
  if (packed !== undefined && !/^gz/i.test(packed)) {
    throw new IcebergError('unsupported', location, `a file that is packed as .${packed}`);
  }
  const stored = await io.readRange(location, 0, Math.min(size, firstBytes), signal);
  const isAll = stored.length >= size;
  const text = packed === undefined ? stored : unpack(stored, location);
  const isWhole = isAll && text.length < mostUnpacked;
  if (isWhole) return { bytes: text, isWhole };
  const end = text.lastIndexOf(10);
  if (end === -1) {
    throw new IcebergError('unsupported', location, `its first line has over ${text.length} bytes`);
  }
  return { bytes: text.subarray(0, end + 1), isWhole };
}

/** As much as the packed bytes give: they may end anywhere. */
function unpack(bytes: Uint8Array, location: string): Uint8Array {
  try {
    const whole = gunzipSync(bytes, {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: 4 * mostUnpacked,
    });
    return whole.subarray(0, mostUnpacked);
  } catch (cause) {
    throw new IcebergError('malformed', location, 'it can not be unpacked', { cause });
  }
}

import { crc32 } from 'node:zlib';
import type { FileIO } from '../fileIO.js';
import { IcebergError } from '../icebergError.js';
import type { ScanFile } from '../scanPlan.js';
import type { DeletedPositions } from './deletedRows.js';
import { readRoaring, type Run } from './roaring.js';
import type { Scopes } from './scopes.js';

/**
 * The rows that deletion vectors delete of the data files they hold for. Failures are `IcebergError`s
 * that name the Puffin file.
 */
export async function readDeletionVectors(
  io: FileIO,
  vectors: readonly ScanFile[],
  data: readonly ScanFile[],
  scopes: Scopes,
  signal: AbortSignal,
): Promise<DeletedPositions> {
  const positions = new Map<string, readonly Run[]>();
  if (vectors.length === 0) return positions;
  const byLocation = new Map(data.map((file) => [file.recorded, file]));
  for (const vector of vectors) {
    const { referencedDataFile, blob, location } = vector;
    if (referencedDataFile === undefined || blob === undefined) {
      const what = 'a deletion vector without its data file or its place';
      throw new IcebergError('malformed', location, what);
    }
    const file = byLocation.get(referencedDataFile);
    if (file === undefined || file.sequenceNumber > vector.sequenceNumber) continue;
    if (scopes.of(file) !== scopes.of(vector)) continue;
    if (positions.has(referencedDataFile)) {
      const what = `a second deletion vector for ${referencedDataFile}`;
      throw new IcebergError('malformed', location, what);
    }
    const bytes = await readBlob(io, location, blob, signal);
    positions.set(referencedDataFile, decode(bytes, vector, file.rows));
  }
  return positions;
}

async function readBlob(
  io: FileIO,
  location: string,
  { offset, bytes }: NonNullable<ScanFile['blob']>,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const size = BigInt((await io.size(location, signal)) ?? 0);
  if (offset < 0n || bytes < 0n || offset + bytes > size) {
    const what = `a deletion vector at ${offset}, ${bytes} bytes long, in a file of ${size} bytes`;
    throw new IcebergError('malformed', location, what);
  }
  return io.readRange(location, Number(offset), Number(offset + bytes), signal);
}

const magic = 0xd1d33964;

/** The blob `deletion-vector-v1` of the Puffin specification. `rows` is what the data file has. */
function decode(
  blob: Uint8Array,
  { location, rows: count }: ScanFile,
  rows: bigint,
): readonly Run[] {
  const malformed = (what: string, cause?: unknown): IcebergError =>
    new IcebergError('malformed', location, `a deletion vector: ${what}`, { cause });
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  if (blob.length < 12) throw malformed(`it has only ${blob.length} bytes`);
  if (view.getUint32(0) !== blob.length - 8)
    throw malformed('it is of another length than it says');
  if (view.getUint32(4) !== magic) throw malformed('it does not begin as one');
  const checked = blob.subarray(4, blob.length - 4);
  if (view.getUint32(blob.length - 4) !== crc32(checked)) throw malformed('its checksum is wrong');
  const found = read(blob.subarray(8, blob.length - 4));
  if (BigInt(found.count) !== count)
    throw malformed(`it deletes ${found.count} rows, and should ${count}`);
  if (BigInt(found.runs.at(-1)?.stop ?? 0) > rows)
    throw malformed('it deletes rows that are not there');
  return found.runs;

  function read(bitmap: Uint8Array): ReturnType<typeof readRoaring> {
    try {
      return readRoaring(bitmap);
    } catch (cause) {
      if (cause instanceof RangeError) throw malformed(cause.message, cause);
      throw cause;
    }
  }
}

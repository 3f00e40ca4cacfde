import type { FileIO } from '../../iceberg/fileIO.js';
import { IcebergError } from '../../iceberg/icebergError.js';
import { FetchedRanges, type Range } from './fetchedRanges.js';
import {
  type ColumnChunk,
  footerLength,
  type ParquetFooter,
  type ParquetLeaf,
  parseFooter,
  parseRowGroup,
  type RowGroup,
  tailBytes,
} from './footer.js';
import { firstPages } from './pages.js';
import { type SlicedChunk, type SlicedRowGroup, writeSlice } from './writeSlice.js';

/** The first rows of a Parquet file as a Parquet file. */
export interface ParquetSlice {
  readonly bytes: Uint8Array;
  readonly rows: number;
  /** Of the whole file. */
  readonly totalRows: number;
  /** The names of the top-level columns. */
  readonly columns: readonly string[];
  /** Columns whose first values alone are too large: they must not be read. */
  readonly leftOut: readonly Pick<ParquetLeaf, 'column' | 'fieldId'>[];
}

/** What is wanted of a file. */
export interface SliceRequest {
  readonly location: string;
  /** As those say who name the file. */
  readonly bytes: number;
  /** How many of its first rows. */
  readonly rows: number;
}

/** More bytes are not fetched of one column of a row group. */
const mostOfColumn = 8 * 2 ** 20;

/** So small a row group is fetched as it is, with fewer requests. */
const smallRowGroup = 2 * 2 ** 20;

/** What the first request of a column asks for. */
const firstOfColumn = 64 * 1024;

/** What footers mostly fit into. */
const firstOfFooter = 64 * 1024;

/** Longer footers would hold up all else while they are looked through. */
const largestFooter = 16 * 2 ** 20;

/**
 * Fetches the first rows of a Parquet file: its footer, and of each column the pages that have them. They
 * are put together as a file of their own, for DuckDB to read. Failures are `IcebergError`.
 */
export async function sliceParquet(
  io: FileIO,
  { location, bytes, rows }: SliceRequest,
  signal: AbortSignal,
): Promise<ParquetSlice> {
  const fetched = new FetchedRanges(io, location);
  const footer = await fetchFooter(io, { location, bytes }, fetched, signal);
  const groups: SlicedRowGroup[] = [];
  const leftOut = new Map<string, ParquetLeaf>();
  let found = 0;
  for (let i = 0; i < footer.rowGroups.length && (found < rows || groups.length === 0); i++) {
    const group = parseRowGroup(footer, i, location);
    const wanted = Math.min(group.rows, rows - found);
    const chunks = await firstChunks(footer, group, wanted, fetched, location, signal);
    chunks.forEach((chunk, leaf) => {
      const of = footer.leaves[leaf];
      if (chunk === undefined && of !== undefined) leftOut.set(of.column, of);
    });
    groups.push({ group, rows: wanted, chunks });
    found += wanted;
  }
  return {
    bytes: writeSlice(footer, groups),
    rows: found,
    totalRows: footer.rows,
    columns: [...new Set(footer.leaves.map(({ column }) => column))],
    leftOut: [...leftOut.values()],
  };
}

/** The end of the file; of a small one, that is all of it. */
async function fetchFooter(
  io: FileIO,
  { location, bytes: expected }: Pick<SliceRequest, 'location' | 'bytes'>,
  fetched: FetchedRanges,
  signal: AbortSignal,
): Promise<ParquetFooter> {
  const size = expected >= tailBytes + 4 ? expected : await sizeOf(io, location, signal);
  const end = await io.readRange(location, Math.max(0, size - firstOfFooter), size, signal);
  if (end.length < Math.min(size, firstOfFooter)) {
    const actual = await sizeOf(io, location, signal);
    const what = `the file is cut off: it has ${actual} of ${size} bytes`;
    throw new IcebergError('malformed', location, what);
  }
  fetched.add(size - end.length, end);
  const length = footerLength(end, location);
  if (length + tailBytes > size) {
    throw new IcebergError('malformed', location, 'its footer is longer than itself');
  }
  if (length > largestFooter) {
    throw new IcebergError('unsupported', location, `a Parquet footer of ${length} bytes`);
  }
  const missing = length + tailBytes - end.length;
  if (missing <= 0) return parseFooter(end.subarray(-(length + tailBytes), -tailBytes), location);
  const start = size - tailBytes - length;
  const before = await io.readRange(location, start, start + missing, signal);
  const whole = new Uint8Array(Buffer.concat([before, end.subarray(0, -tailBytes)]));
  return parseFooter(whole, location);
}

async function sizeOf(io: FileIO, location: string, signal: AbortSignal): Promise<number> {
  const size = await io.size(location, signal);
  if (size === undefined) {
    throw new IcebergError('not-found', location, 'a data file of the table is missing');
  }
  if (size < tailBytes + 4) throw new IcebergError('malformed', location, 'it is no Parquet file');
  return size;
}

/** Of each leaf what has the first rows; `undefined` for one that would need too much. */
async function firstChunks(
  { leaves }: ParquetFooter,
  group: RowGroup,
  rows: number,
  fetched: FetchedRanges,
  location: string,
  signal: AbortSignal,
): Promise<readonly (SlicedChunk | undefined)[]> {
  const { chunks } = group;
  const total = chunks.reduce((sum, { bytes }) => sum + bytes, 0);
  const isWhole = total <= smallRowGroup;
  const have = chunks.map(({ bytes }) => (isWhole ? bytes : Math.min(bytes, firstOfColumn)));
  const result = new Map<number, SlicedChunk | undefined>();
  while (result.size < chunks.length) {
    const open = chunks.flatMap((chunk, leaf) => (result.has(leaf) ? [] : [{ chunk, leaf }]));
    await fetched.fetch(
      open.map(({ chunk, leaf }) => headOf(chunk, have[leaf] ?? 0)),
      signal,
    );
    for (const { chunk, leaf } of open) {
      const got = have[leaf] ?? 0;
      const next = isWhole
        ? { kind: 'whole' as const }
        : pagesOf(chunk, fetched.bytes(chunk.start, chunk.start + got), rows, leaf);
      const needed = next.kind === 'whole' ? chunk.bytes : next.bytes;
      if (needed > mostOfColumn) {
        result.set(leaf, undefined);
      } else if (needed > got) {
        have[leaf] = needed;
      } else {
        const bytes = fetched.bytes(chunk.start, chunk.start + needed);
        const values = next.kind === 'found' ? { values: next.values } : {};
        result.set(leaf, { chunk, bytes, ...values });
      }
    }
  }
  return chunks.map((_, leaf) => result.get(leaf));

  function pagesOf(
    chunk: ColumnChunk,
    head: Uint8Array,
    wanted: number,
    leaf: number,
  ): ReturnType<typeof firstPages> {
    try {
      const isRepeated = leaves[leaf]?.isRepeated ?? true;
      return wanted >= group.rows
        ? { kind: 'whole' }
        : firstPages(head, chunk.bytes, wanted, isRepeated);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      const what = `a damaged page: ${cause.message}`;
      throw new IcebergError('malformed', location, what, { cause });
    }
  }
}

function headOf({ start }: ColumnChunk, bytes: number): Range {
  return { start, end: start + bytes };
}

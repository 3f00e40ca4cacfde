import { IcebergError } from '../../iceberg/icebergError.js';
import { type ThriftField, ThriftReader, type ThriftStruct } from './thrift.js';

/** The frame of a Parquet file: what lies where. Values are DuckDB's to read. */
export interface ParquetFooter {
  readonly bytes: Uint8Array;
  readonly fields: ThriftStruct;
  readonly rows: number;
  readonly leaves: readonly ParquetLeaf[];
  readonly rowGroups: readonly ThriftField[];
}

/** A column that has values, as row groups list them. */
export interface ParquetLeaf {
  /** The top-level column that it is, or is in. */
  readonly column: string;
  /** Iceberg's id of that column, where the file has one. */
  readonly fieldId?: number;
  /** A row may have several values of it. */
  readonly isRepeated: boolean;
}

export interface RowGroup {
  readonly fields: ThriftStruct;
  readonly rows: number;
  /** In the order of the leaves. */
  readonly chunks: readonly ColumnChunk[];
}

/** The values of a leaf in a row group. */
export interface ColumnChunk {
  readonly fields: ThriftStruct;
  readonly metadata: ThriftStruct;
  /** Where its pages are in the file. */
  readonly start: number;
  readonly bytes: number;
  readonly dataPage: number;
  readonly dictionaryPage?: number;
}

/** What a Parquet file ends with: the length of its footer in four bytes, and `PAR1`. */
export const tailBytes = 8;

/** How long the footer is, by the last bytes of the file. */
export function footerLength(tail: Uint8Array, file: string): number {
  const magic = Buffer.from(tail.subarray(-4)).toString('latin1');
  if (magic === 'PARE') {
    throw new IcebergError('unsupported', file, 'an encrypted Parquet file is not supported');
  }
  if (magic !== 'PAR1') throw new IcebergError('malformed', file, 'it does not end as Parquet');
  return new DataView(tail.buffer, tail.byteOffset, tail.byteLength).getUint32(
    tail.length - 8,
    true,
  );
}

/** `bytes` is the footer without the tail. Throws `malformed`, or `unsupported` for an encrypted one. */
export function parseFooter(bytes: Uint8Array, file: string): ParquetFooter {
  return inFile(file, () => {
    const fields = new ThriftReader(bytes).struct();
    if (fields.has(8)) {
      throw new IcebergError('unsupported', file, 'an encrypted Parquet file is not supported');
    }
    return {
      bytes,
      fields,
      rows: integerOf(bytes, fields, 3),
      leaves: leavesOf(bytes, listOf(bytes, fields, 2)),
      rowGroups: listOf(bytes, fields, 4),
    };
  });
}

export function parseRowGroup(
  { bytes, rowGroups, leaves }: ParquetFooter,
  index: number,
  file: string,
): RowGroup {
  return inFile(file, () => {
    const place = rowGroups[index];
    if (place === undefined) throw new RangeError(`there is no row group ${index}`);
    const fields = new ThriftReader(bytes, place.start).struct();
    const chunks = listOf(bytes, fields, 1).map((chunk) => parseChunk(bytes, chunk, file));
    if (chunks.length !== leaves.length) throw new RangeError('a row group lacks columns');
    return { fields, rows: integerOf(bytes, fields, 3), chunks };
  });
}

function parseChunk(bytes: Uint8Array, place: ThriftField, file: string): ColumnChunk {
  const fields = new ThriftReader(bytes, place.start).struct();
  const inner = fields.get(3);
  if (fields.has(8) || fields.has(9)) {
    throw new IcebergError('unsupported', file, 'an encrypted column is not supported');
  }
  if (fields.has(1)) {
    throw new IcebergError('unsupported', file, 'values in another file are not supported');
  }
  if (inner === undefined) throw new RangeError('a column chunk has no metadata');
  const metadata = new ThriftReader(bytes, inner.start).struct();
  const dataPage = integerOf(bytes, metadata, 9);
  const said = metadata.has(11) ? integerOf(bytes, metadata, 11) : 0;
  // Some writers say 0 where there is none.
  const dictionaryPage = said >= 4 && said < dataPage ? said : undefined;
  const size = integerOf(bytes, metadata, 7);
  if (size < 0 || dataPage < 0) throw new RangeError('a column chunk lies nowhere');
  return {
    fields,
    metadata,
    start: dictionaryPage ?? dataPage,
    bytes: size,
    dataPage,
    ...(dictionaryPage === undefined ? {} : { dictionaryPage }),
  };
}

/** Walks the flat list of schema elements as the tree that it is. */
function leavesOf(bytes: Uint8Array, elements: readonly ThriftField[]): readonly ParquetLeaf[] {
  const leaves: ParquetLeaf[] = [];
  let at = 0;
  type Column = Pick<ParquetLeaf, 'column' | 'fieldId'>;
  const walk = (within: Column | undefined, isRepeated: boolean, depth: number): void => {
    const place = elements[at++];
    if (place === undefined || depth > mostSchemaDepth) throw new RangeError('a broken schema');
    const element = new ThriftReader(bytes, place.start).struct();
    const children = element.has(5) ? integerOf(bytes, element, 5) : 0;
    const name = element.get(4);
    const own = name === undefined ? '' : new ThriftReader(bytes, name.start).text();
    const isRoot = depth === 0;
    const repeats = isRepeated || (!isRoot && element.has(3) && integerOf(bytes, element, 3) === 2);
    const id = element.has(9) ? { fieldId: integerOf(bytes, element, 9) } : {};
    const top = isRoot ? undefined : (within ?? { column: own, ...id });
    for (let i = 0; i < children; i++) walk(top, repeats, depth + 1);
    if (children === 0 && top !== undefined) leaves.push({ ...top, isRepeated: repeats });
  };
  walk(undefined, false, 0);
  return leaves;
}

const mostSchemaDepth = 200;

function listOf(bytes: Uint8Array, fields: ThriftStruct, id: number): readonly ThriftField[] {
  const place = fields.get(id);
  if (place === undefined) throw new RangeError(`the field ${id} is missing`);
  return new ThriftReader(bytes, place.start).list();
}

export function integerOf(bytes: Uint8Array, fields: ThriftStruct, id: number): number {
  const place = fields.get(id);
  if (place === undefined) throw new RangeError(`the field ${id} is missing`);
  return new ThriftReader(bytes, place.start).integer();
}

function inFile<T>(file: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const what = `a damaged Parquet footer: ${cause.message}`;
    throw new IcebergError('malformed', file, what, { cause });
  }
}

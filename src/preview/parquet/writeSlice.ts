import type { ColumnChunk, ParquetFooter, RowGroup } from './footer.js';
import {
  type ThriftStruct,
  thriftInteger,
  thriftList,
  thriftStruct,
  thriftType,
  type WrittenField,
} from './thrift.js';

/** What of a row group is in a slice. */
export interface SlicedRowGroup {
  readonly group: RowGroup;
  readonly rows: number;
  /** In the order of the leaves; `undefined` for one that is not in it. */
  readonly chunks: readonly (SlicedChunk | undefined)[];
}

/** The pages of a column, from the first on. */
export interface SlicedChunk {
  readonly chunk: ColumnChunk;
  readonly bytes: Uint8Array;
  /** How many values they have; missing where they are all. */
  readonly values?: number;
}

const magic = Buffer.from('PAR1', 'latin1');

/**
 * A Parquet file of pages of another one: they are copied as they are, and the footer says where they
 * lie now. What it says of the whole column still holds for a part: no value is beyond its bounds.
 */
export function writeSlice(footer: ParquetFooter, groups: readonly SlicedRowGroup[]): Uint8Array {
  const parts: Uint8Array[] = [magic];
  let at = magic.length;
  const rowGroups = groups.map(({ group, rows, chunks }) => {
    const start = at;
    const columns = group.chunks.map((chunk, leaf) => {
      const sliced = chunks[leaf];
      const place = at;
      if (sliced !== undefined) {
        parts.push(sliced.bytes);
        at += sliced.bytes.length;
      }
      return writeChunk(footer.bytes, chunk, sliced, place);
    });
    return copied(footer.bytes, group.fields, [1, 2, 4, 7], {
      1: list(columns),
      3: int64(rows),
      5: int64(start),
      6: int64(at - start),
    });
  });
  const total = groups.reduce((sum, { rows }) => sum + rows, 0);
  const written = copied(footer.bytes, footer.fields, [1, 2, 5, 6, 7], {
    3: int64(total),
    4: list(rowGroups),
  });
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, written.length, true);
  return new Uint8Array(Buffer.concat([...parts, written, length, magic]));
}

/** Without its indexes and filters, which lie elsewhere in the file. */
function writeChunk(
  footer: Uint8Array,
  { fields, metadata, dataPage, dictionaryPage, start }: ColumnChunk,
  sliced: SlicedChunk | undefined,
  place: number,
): Uint8Array {
  const shift = place - start;
  const written = copied(footer, metadata, [1, 2, 3, 4, 5, 6, 8, 12, 13, 17], {
    ...(sliced?.values === undefined ? {} : { 5: int64(sliced.values) }),
    7: int64(sliced?.bytes.length ?? 0),
    9: int64(dataPage + shift),
    ...(dictionaryPage === undefined ? {} : { 11: int64(dictionaryPage + shift) }),
  });
  return copied(footer, fields, [], {
    2: int64(place),
    3: { type: thriftType.struct, bytes: written },
  });
}

/** A struct with the kept fields of another one, and others in their place or beside them. */
function copied(
  bytes: Uint8Array,
  fields: ThriftStruct,
  kept: readonly number[],
  others: Readonly<Record<number, WrittenField>>,
): Uint8Array {
  const written = new Map<number, WrittenField>();
  for (const id of kept) {
    const field = fields.get(id);
    if (field === undefined) continue;
    written.set(id, { type: field.type, bytes: bytes.subarray(field.start, field.end) });
  }
  for (const [id, field] of Object.entries(others)) written.set(Number(id), field);
  return thriftStruct(written);
}

function int64(value: number): WrittenField {
  return { type: thriftType.i64, bytes: thriftInteger(value) };
}

function list(structs: readonly Uint8Array[]): WrittenField {
  return { type: thriftType.list, bytes: thriftList(thriftType.struct, structs) };
}

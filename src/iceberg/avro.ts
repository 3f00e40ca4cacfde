import { unpackBlock } from './avroCodec.js';
import { AvroCursor } from './avroCursor.js';
import { type AvroReader, type AvroSelection, compileAvro } from './avroType.js';
import { IcebergError } from './icebergError.js';

/** What a container file holds: the writer's key-value metadata, and its records with longs as `bigint`. */
export interface AvroFile {
  readonly metadata: Readonly<Record<string, string>>;
  readonly records: readonly unknown[];
}

/**
 * Reads the records of an Avro object container file, as much of each as is selected; fields whose
 * ids are among `names` are called so. Iceberg's are manifests and their lists. Read by our own
 * small reader and not by `avsc`, which a damaged count sends into a loop without an end.
 */
export function readAvro(
  bytes: Uint8Array,
  file: string,
  selection: AvroSelection = 'all',
  names: ReadonlyMap<number, string> = new Map(),
): AvroFile {
  const cursor = new AvroCursor(bytes, file);
  if (cursor.left < 4 || cursor.take(4).toString('latin1') !== 'Obj\x01') {
    throw new IcebergError('malformed', file, 'not an Avro file');
  }
  const entries: (readonly [string, string])[] = [];
  cursor.items(() => entries.push([cursor.text(), cursor.text()]));
  const metadata = Object.fromEntries(entries);
  const sync = cursor.take(syncLength);
  const read = compileAvro(parseSchema(metadata['avro.schema'], file), file, selection, names);
  const records: unknown[] = [];
  while (cursor.left > 0) {
    const count = cursor.int();
    const block = unpackBlock(cursor.bytes(), metadata['avro.codec'], file);
    readBlock(new AvroCursor(block, file), count, read, records);
    if (!cursor.take(syncLength).equals(sync)) {
      throw cursor.fault('a block of the Avro file ends in the wrong place');
    }
  }
  return { metadata, records };
}

const syncLength = 16;

/** A manifest has some thousands; a small file that unpacks to more than these was made to do harm. */
const mostRecords = 1 << 20;

function readBlock(block: AvroCursor, count: number, read: AvroReader, records: unknown[]): void {
  for (let i = 0; i < count; i++) {
    const start = block.offset;
    records.push(read(block));
    // A record of no bytes would let a small file claim any number of them.
    if (block.offset === start) throw block.fault('an empty Avro record');
    if (records.length > mostRecords) {
      throw new IcebergError('unsupported', block.file, `more than ${mostRecords} Avro records`);
    }
  }
  // A count that was made smaller would leave files out without a word.
  if (block.left > 0) throw block.fault('a block of the Avro file has more than its records');
}

function parseSchema(schema: string | undefined, file: string): unknown {
  if (schema === undefined) throw new IcebergError('malformed', file, 'Avro without a schema');
  try {
    return JSON.parse(schema);
  } catch (cause) {
    throw new IcebergError('malformed', file, 'broken Avro schema: not JSON', { cause });
  }
}

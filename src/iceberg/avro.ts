import { inflateRawSync } from 'node:zlib';
import avro from 'avsc';
import { longType } from './avroLong.js';
import { IcebergError } from './icebergError.js';

/** What a container file holds: the writer's key-value metadata, and its records with longs as `bigint`. */
export interface AvroFile {
  readonly metadata: Readonly<Record<string, string>>;
  readonly records: readonly unknown[];
}

/** Reads an Avro object container file, whole. Iceberg's are manifests and their lists. */
export function readAvro(bytes: Uint8Array, file: string): AvroFile {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.subarray(0, 4).toString('latin1') !== 'Obj\x01') {
    throw new IcebergError('malformed', file, 'not an Avro file');
  }
  const header = decode(headerType, buffer, 4, file);
  const metadata = toMetadata(header.value, file);
  const sync = buffer.subarray(header.offset, header.offset + syncLength);
  const type = parseType(metadata['avro.schema'], file);
  const records: unknown[] = [];
  for (let offset = header.offset + syncLength; offset < buffer.length;) {
    const count = decode(longType, buffer, offset, file);
    const size = decode(longType, buffer, count.offset, file);
    const end = size.offset + Number(size.value);
    if (end + syncLength > buffer.length || end < size.offset) throw truncated(file);
    const block = inflate(buffer.subarray(size.offset, end), metadata['avro.codec'], file);
    for (let i = 0, at = 0; i < Number(count.value); i++) {
      const record = decode(type, block, at, file);
      // A record of no bytes would let a small file claim any number of them.
      if (record.offset === at) throw new IcebergError('malformed', file, 'an empty Avro record');
      records.push(record.value);
      at = record.offset;
    }
    if (!buffer.subarray(end, end + syncLength).equals(sync)) {
      throw new IcebergError('malformed', file, 'a block of the Avro file ends in the wrong place');
    }
    offset = end + syncLength;
  }
  return { metadata, records };
}

const syncLength = 16;

const headerType = avro.Type.forSchema({ type: 'map', values: 'bytes' });

interface Decoded {
  readonly value: unknown;
  readonly offset: number;
}

function decode(type: avro.Type, buffer: Buffer, at: number, file: string): Decoded {
  let decoded: Decoded;
  try {
    decoded = type.decode(buffer, at);
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new IcebergError('malformed', file, `broken Avro: ${what}`, { cause });
  }
  // avsc's word for "the value goes on after the buffer's end".
  if (decoded.offset < 0) throw truncated(file);
  return decoded;
}

function truncated(file: string): IcebergError {
  return new IcebergError('malformed', file, 'the Avro file is cut off');
}

function toMetadata(value: unknown, file: string): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) throw truncated(file);
  return Object.fromEntries(
    Object.entries(value).map(([key, bytes]) => [
      key,
      bytes instanceof Uint8Array ? Buffer.from(bytes).toString('utf8') : '',
    ]),
  );
}

function parseType(schema: string | undefined, file: string): avro.Type {
  if (schema === undefined) throw new IcebergError('malformed', file, 'Avro without a schema');
  try {
    // avsc checks what it is given and throws for what is no schema.
    const parsed = JSON.parse(schema) as avro.Schema;
    return avro.Type.forSchema(parsed, { registry: { long: longType }, wrapUnions: false });
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new IcebergError('malformed', file, `broken Avro schema: ${what}`, { cause });
  }
}

function inflate(block: Buffer, codec: string | undefined, file: string): Buffer {
  switch (codec) {
    case undefined:
    case 'null':
      return block;
    case 'deflate':
      try {
        return inflateRawSync(block);
      } catch (cause) {
        throw new IcebergError('malformed', file, 'a block of the Avro file is broken', { cause });
      }
    default:
      throw new IcebergError('unsupported', file, `Avro packed with ${codec}`);
  }
}

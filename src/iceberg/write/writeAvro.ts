import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import avro from 'avsc';
import { longType } from './avroLong.js';

/**
 * An Avro object container file with all records in one block. The same records give the same
 * bytes: the marker between blocks, which others draw at random, is taken from the content.
 */
export function writeAvro(
  schema: avro.Schema,
  metadata: Readonly<Record<string, string>>,
  records: readonly unknown[],
): Buffer {
  const type = avro.Type.forSchema(schema, { typeHook: toLongType, wrapUnions: false });
  const body = Buffer.concat(records.map((record) => type.toBuffer(record)));
  const block = deflateRawSync(body);
  const sync = createHash('sha256').update(block).digest().subarray(0, 16);
  const header = { ...metadata, 'avro.codec': 'deflate', 'avro.schema': JSON.stringify(schema) };
  return Buffer.concat([
    Buffer.from('Obj\x01', 'latin1'),
    headerType.toBuffer(
      Object.fromEntries(Object.entries(header).map(([key, text]) => [key, Buffer.from(text)])),
    ),
    sync,
    ...(records.length === 0
      ? []
      : [
          longType.toBuffer(BigInt(records.length)),
          longType.toBuffer(BigInt(block.length)),
          block,
          sync,
        ]),
  ]);
}

/** Longs with attributes, such as those of times, as well as without. */
function toLongType(schema: unknown): avro.Type | undefined {
  const isLong =
    schema === 'long' ||
    (typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'long');
  return isLong ? longType : undefined;
}

const headerType = avro.Type.forSchema({ type: 'map', values: 'bytes' });

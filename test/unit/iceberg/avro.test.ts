import assert from 'node:assert/strict';
import avro from 'avsc';
import { readAvro } from '../../../src/iceberg/avro.js';

const file = '/lake/orders/metadata/snap.avro';

/** A container file with one record a row, written by avsc itself. */
async function write(codec: 'null' | 'deflate', ids: readonly number[]): Promise<Buffer> {
  const type = avro.Type.forSchema({
    type: 'record',
    name: 'r',
    fields: [
      { name: 'id', type: 'long' },
      { name: 'parent', type: ['null', 'long'], default: null },
    ],
  });
  const encoder = new avro.streams.BlockEncoder(type, { codec });
  const chunks: Buffer[] = [];
  encoder.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => encoder.on('end', resolve));
  for (const id of ids) encoder.write({ id, parent: id });
  encoder.end();
  await ended;
  return Buffer.concat(chunks);
}

describe('an Avro file', () => {
  for (const codec of ['null', 'deflate'] as const) {
    it(`gives its records with longs as bigint, packed with ${codec}`, async () => {
      const { records } = readAvro(await write(codec, [1, 2]), file);
      assert.deepEqual(
        records.map((record) => ({ ...(record as object) })),
        [
          { id: 1n, parent: 1n },
          { id: 2n, parent: 2n },
        ],
      );
    });

    it(`is refused wherever it is cut, packed with ${codec}`, async () => {
      const whole = await write(codec, [1, 2, 3]);
      const { length } = readAvro(whole, file).records;
      for (let end = 0; end < whole.length; end++) {
        let found: number;
        try {
          found = readAvro(whole.subarray(0, end), file).records.length;
        } catch (error) {
          assert.ok(error instanceof Error && error.name === 'IcebergError', String(error));
          assert.ok(error.message.startsWith(file));
          continue;
        }
        // Between two blocks a cut can not be seen: the format has no count of its blocks.
        assert.ok(found === 0 || found === length, `cut at ${end} gave ${found} records`);
      }
    });
  }

  it('keeps what a number would round', async () => {
    const bytes = await write('null', [1]);
    // The two longs are one byte each; the largest long is nine bytes of ones and a last one.
    const largest = Buffer.from('feffffffffffffffff01', 'hex');
    const at = bytes.length - 16 - 3;
    const body = Buffer.concat([largest, Buffer.from([2]), largest]);
    const block = Buffer.concat([Buffer.from([2, body.length * 2]), body]);
    const sync = bytes.subarray(-16);
    const start = bytes.subarray(0, at - 2);
    const { records } = readAvro(Buffer.concat([start, block, sync]), file);
    assert.deepEqual({ ...(records[0] as object) }, { id: 2n ** 63n - 1n, parent: 2n ** 63n - 1n });
  });

  const container = (schema: unknown, codec: string, blocks: readonly Buffer[]): Buffer => {
    const sync = Buffer.alloc(16, 7);
    const text = (value: string): Buffer => Buffer.concat([long(value.length), Buffer.from(value)]);
    const long = (value: number): Buffer => {
      const bytes: number[] = [];
      let rest = value * 2;
      for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest & 127) | 128);
      return Buffer.from([...bytes, rest]);
    };
    return Buffer.concat([
      Buffer.from('Obj\x01'),
      long(2),
      ...[text('avro.schema'), text(JSON.stringify(schema)), text('avro.codec'), text(codec)],
      Buffer.from([0]),
      sync,
      ...blocks.flatMap((block) => [long(1), long(block.length), block, sync]),
    ]);
  };

  it('is read or refused by name, packed with zstandard, as Node has it or not', () => {
    const schema = { type: 'record', name: 'r', fields: [{ name: 'id', type: 'long' }] };
    // A frame with the one byte 14, the long 7.
    const bytes = container(schema, 'zstandard', [Buffer.from('28b52ffd20010900000e', 'hex')]);
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    if (major > 22 || (major === 22 && minor >= 15)) {
      assert.deepEqual(readAvro(bytes, file).records, [{ id: 7n }]);
    } else {
      assert.throws(() => readAvro(bytes, file), { code: 'unsupported', message: /zstandard/ });
    }
  });

  it('is refused by name, packed with snappy', () => {
    const bytes = container('long', 'snappy', [Buffer.from([0])]);
    assert.throws(() => readAvro(bytes, file), { code: 'unsupported', message: /snappy/ });
  });

  const endless = Array.from({ length: 40 }, (_, i) => ({
    type: 'record',
    name: `r${i + 1}`,
    fields: ['a', 'b'].map((name) => ({ name, type: `r${i}` })),
  }));
  const nested = (depth: number): unknown =>
    depth === 0 ? 'long' : { type: 'array', items: nested(depth - 1) };
  const schemas = [
    { title: 'has types of types without an end', schema: nested(1000), says: /without an end/ },
    {
      title: 'doubles its types over and over',
      schema: [{ type: 'record', name: 'r0', fields: [] }, ...endless],
      says: /too many types/,
    },
    {
      title: 'has a type that contains itself',
      schema: { type: 'record', name: 'r', fields: [{ name: 'x', type: 'r' }] },
      says: /no type r/,
    },
    {
      title: 'has a list of items of no bytes',
      schema: { type: 'array', items: 'null' },
      says: /an empty item/,
    },
  ];
  for (const { title, schema, says } of schemas) {
    it(`is refused when it ${title}`, () => {
      const bytes = container(schema, 'null', [Buffer.from([4, 0, 0, 0])]);
      assert.throws(() => readAvro(bytes, file), { code: 'malformed', message: says });
    });
  }

  const selected = {
    type: 'record',
    name: 'r',
    fields: [
      { name: 'skipped', type: ['null', { type: 'map', values: 'double' }] },
      {
        name: 'counts',
        type: {
          type: 'array',
          items: {
            type: 'record',
            name: 'k_v',
            fields: [
              { name: 'key', type: 'int' },
              { name: 'value', type: 'long' },
            ],
          },
        },
      },
      { name: 'more', type: ['string', 'bytes', { type: 'fixed', name: 'f', size: 3 }] },
      { name: 'last', type: { type: 'enum', name: 'e', symbols: ['A', 'B'] } },
    ],
  };

  it('gives no more than what is selected, and that as it would without', () => {
    const type = avro.Type.forSchema(selected as unknown as avro.Schema, { wrapUnions: true });
    const values = [
      { skipped: null, counts: [], more: { string: 'x' }, last: 'A' },
      {
        skipped: { map: { a: 1.5, b: 2 } },
        counts: [1, 2, 700].map((key) => ({ key, value: key * 1000 })),
        more: { bytes: Buffer.from([1, 2]) },
        last: 'B',
      },
      {
        skipped: { map: {} },
        counts: [{ key: 2, value: -1 }],
        more: { f: Buffer.from([1, 2, 3]) },
        last: 'B',
      },
    ];
    const bytes = container(
      selected,
      'null',
      values.map((value) => type.toBuffer(value)),
    );
    const { records } = readAvro(bytes, file, {
      fields: { counts: { keys: new Set([2]) }, last: 'all' },
    });
    assert.deepEqual(records, [
      { counts: new Map(), last: 'A' },
      { counts: new Map([[2, 2000n]]), last: 'B' },
      { counts: new Map([[2, -1n]]), last: 'B' },
    ]);
    assert.equal(readAvro(bytes, file).records.length, 3);
  });

  const broken = [
    { title: 'is something else', bytes: Buffer.from('PAR1'), says: /not an Avro file/ },
    { title: 'is empty', bytes: Buffer.alloc(0), says: /not an Avro file/ },
  ];
  for (const { title, bytes, says } of broken) {
    it(`is refused when it ${title}`, () => {
      assert.throws(() => readAvro(bytes, file), { code: 'malformed', message: says });
    });
  }
});

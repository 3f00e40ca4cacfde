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

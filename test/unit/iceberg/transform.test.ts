import assert from 'node:assert/strict';
import type { IcebergValue } from '../../../src/iceberg/icebergValue.js';
import { murmur3 } from '../../../src/iceberg/murmur3.js';
import { applyTransform, parseTransform } from '../../../src/iceberg/transform.js';

const text = (value: string): Uint8Array => Buffer.from(value);
const hex = (value: string): Uint8Array => Buffer.from(value, 'hex');
const micros = (value: string): bigint => BigInt(Date.parse(value)) * 1000n;
const days = (value: string): bigint => BigInt(Date.parse(value)) / 86_400_000n;
/** So many buckets that the bucket is the hash without its sign. */
const buckets = 2 ** 31;
const positive = (hash: number): bigint => BigInt(hash & 0x7fffffff);

describe('a partition transform', () => {
  // The specification's own vectors ("32-bit Hash Requirements").
  const hashes: readonly (readonly [string, IcebergValue, number])[] = [
    ['int', 34n, 2017239379],
    ['long', 34n, 2017239379],
    ['decimal(9, 2)', 1420n, -500754589],
    ['date', days('2017-11-16'), -653330422],
    ['time', 81_068_000_000n, -662762989],
    ['timestamp', micros('2017-11-16T22:31:08Z'), -2047944441],
    ['timestamp', micros('2017-11-16T22:31:08Z') + 1n, -1207196810],
    ['timestamptz', micros('2017-11-16T14:31:08-08:00'), -2047944441],
    ['timestamp_ns', micros('2017-11-16T22:31:08Z') * 1000n + 1001n, -1207196810],
    ['timestamptz_ns', micros('2017-11-16T22:31:08Z') * 1000n, -2047944441],
    ['string', text('iceberg'), 1210000089],
    ['uuid', hex('f79c3e09677c4bbda4793f349cb785e7'), 1488055340],
    ['fixed[4]', hex('00010203'), -188683207],
    ['binary', hex('00010203'), -188683207],
  ];
  for (const [type, value, hash] of hashes) {
    it(`hashes a ${type} as the specification does`, () => {
      const transform = { kind: 'bucket', count: buckets } as const;
      assert.equal(applyTransform(transform, type, value), positive(hash));
    });
  }

  const cases: readonly (readonly [string, string, IcebergValue, IcebergValue | undefined])[] = [
    ['identity', 'string', text('a'), text('a')],
    ['bucket[16]', 'int', 34n, 3n],
    ['bucket[16]', 'double', 1, undefined],
    ['bucket[16]', 'boolean', 1n, undefined],
    ['bucket[0]', 'int', 1n, undefined],
    ['truncate[10]', 'int', 1n, 0n],
    ['truncate[10]', 'int', -1n, -10n],
    ['truncate[10]', 'long', -10n, -10n],
    ['truncate[3]', 'int', -(2n ** 31n), 2n ** 31n - 1n],
    ['truncate[3]', 'long', -(2n ** 63n), 2n ** 63n - 1n],
    ['truncate[50]', 'decimal(9, 2)', 1065n, 1050n],
    ['truncate[3]', 'string', text('iceberg'), text('ice')],
    ['truncate[3]', 'string', text('ab'), text('ab')],
    ['truncate[2]', 'string', text('ü☕😀'), text('ü☕')],
    ['truncate[3]', 'string', text('ü☕😀x'), text('ü☕😀')],
    ['truncate[3]', 'binary', hex('0102030405'), hex('010203')],
    ['truncate[3]', 'uuid', hex('f79c3e09677c4bbda4793f349cb785e7'), undefined],
    ['year', 'date', days('2017-11-16'), 47n],
    ['year', 'date', -1n, -1n],
    ['month', 'date', -1n, -1n],
    ['month', 'timestamp', micros('2017-12-01T10:12:55Z'), 575n],
    ['day', 'date', -1n, -1n],
    ['day', 'timestamptz', -1n, -1n],
    ['day', 'timestamp_ns', micros('2017-12-01T10:12:55Z') * 1000n, days('2017-12-01')],
    ['hour', 'timestamp', micros('1970-01-02T01:59:59Z'), 25n],
    ['hour', 'timestamp', -1n, -1n],
    ['hour', 'date', 1n, undefined],
    ['day', 'string', text('2017-12-01'), undefined],
    ['year', 'timestamp', 2n ** 63n - 1n, undefined],
    ['void', 'int', 1n, undefined],
    ['zorder', 'int', 1n, undefined],
    ['bucket', 'int', 1n, undefined],
  ];
  for (const [name, type, value, expected] of cases) {
    it(`${name} of a ${type} ${String(value)} is ${String(expected)}`, () => {
      assert.deepEqual(plain(applyTransform(parseTransform(name), type, value)), plain(expected));
    });
  }

  it('hashes bytes of any length', () => {
    // By mmh3, the library that PyIceberg hashes with.
    const known = { '': 0, a: 1009084850, ab: -1681926305, abc: -1277324294, abcd: 1139631978 };
    for (const [word, hash] of Object.entries(known)) assert.equal(murmur3(text(word)), hash);
  });
});

function plain(value: IcebergValue | undefined): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}

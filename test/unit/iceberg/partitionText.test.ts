import assert from 'node:assert/strict';
import fc from 'fast-check';
import { partitionText } from '../../../src/iceberg/partitionText.js';

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

/** As the specification and its Java library write them for people. */
const cases: readonly (readonly [
  transform: string,
  type: string,
  value: unknown,
  text: string | null,
])[] = [
  ['identity', 'string', null, null],
  ['identity', 'string', '', ''],
  ['identity', 'boolean', true, 'true'],
  ['identity', 'long', 9_007_199_254_740_993n, '9007199254740993'],
  ['identity', 'double', 0.5, '0.5'],
  ['identity', 'date', 20_413, '2025-11-21'],
  ['identity', 'date', -719_528, '0000-01-01'],
  ['identity', 'date', -719_529, '-0001-12-31'],
  ['identity', 'date', 2_147_483_647, '5881580-07-11'],
  ['identity', 'time', 81_068_000_001n, '22:31:08.000001'],
  ['identity', 'timestamp', 0n, '1970-01-01T00:00:00'],
  ['identity', 'timestamp', -1n, '1969-12-31T23:59:59.999999'],
  ['identity', 'timestamptz', 1_500_000n, '1970-01-01T00:00:01.500000+00:00'],
  ['identity', 'timestamp_ns', 1n, '1970-01-01T00:00:00.000000001'],
  ['identity', 'decimal(9, 2)', bytes('ff85'), '-1.23'],
  ['identity', 'decimal(9, 0)', bytes('7b'), '123'],
  [
    'identity',
    'uuid',
    bytes('f79c3e09677c4bbda4793f349cb785e7'),
    'f79c3e09-677c-4bbd-a479-3f349cb785e7',
  ],
  ['identity', 'binary', bytes('00ff'), '00ff'],
  ['year', 'date', 56, '2026'],
  ['year', 'timestamp', -1971, '-0001'],
  ['month', 'date', -1, '1969-12'],
  ['month', 'date', 682, '2026-11'],
  ['day', 'timestamp', 0, '1970-01-01'],
  ['hour', 'timestamptz', -1, '1969-12-31-23'],
  ['bucket[16]', 'date', 7, '7'],
  ['truncate[10]', 'long', 120n, '120'],
  ['truncate[2]', 'string', 'ab', 'ab'],
  ['spiral[3]', 'date', 20_413, '2025-11-21'],
];

describe('a partition value as a person reads it', () => {
  for (const [transform, type, value, text] of cases) {
    it(`is ${text ?? 'NULL'} for ${transform} of ${type}`, () => {
      assert.equal(partitionText(transform, type, value), text);
    });
  }

  it('has the days that JavaScript has', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_528, max: 2_932_896 }), (days) => {
        const date = new Date(days * 86_400_000).toISOString().slice(0, 10);
        assert.equal(partitionText('identity', 'date', days), date);
      }),
    );
  });
});

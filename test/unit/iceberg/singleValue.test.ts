import assert from 'node:assert/strict';
import { decodeSingleValue } from '../../../src/iceberg/singleValue.js';

describe('a single value', () => {
  const cases: readonly (readonly [string, string, bigint | number | string | undefined])[] = [
    ['boolean', '00', 0n],
    ['boolean', '07', 1n],
    ['int', 'ffffffff', -1n],
    ['long', 'feffffffffffffff', -2n],
    ['long', 'feffffff', -2n],
    ['float', '0000c03f', 1.5],
    ['double', '000000000000f83f', 1.5],
    ['double', '0000c03f', 1.5],
    ['float', '0000c07f', undefined],
    ['double', '000000000000f87f', undefined],
    ['date', '01000000', 1n],
    ['time', '0100000000000000', 1n],
    ['timestamp', 'ffffffffffffffff', -1n],
    ['timestamp', '02000000', 172_800_000_000n],
    ['timestamptz', '0100000000000000', 1n],
    ['timestamptz', '02000000', undefined],
    ['timestamp_ns', 'ffffffff', -86_400_000_000_000n],
    ['timestamptz_ns', '0100000000000000', 1n],
    ['decimal(9, 2)', '058c', 1420n],
    ['decimal(9, 2)', 'ff', -1n],
    ['decimal(38, 0)', '80000000000000000000000000000000', -(2n ** 127n)],
    ['decimal(9, 2)', '', undefined],
    ['string', 'c3bc', 'c3bc'],
    ['string', '', ''],
    ['uuid', 'f79c3e09677c4bbda4793f349cb785e7', 'f79c3e09677c4bbda4793f349cb785e7'],
    ['uuid', 'f7', undefined],
    ['fixed[2]', '0102', '0102'],
    ['binary', '01', '01'],
    ['int', '0100', undefined],
    ['long', '', undefined],
    ['variant', '01', undefined],
    ['geometry', '01', undefined],
  ];
  for (const [type, hex, expected] of cases) {
    it(`of ${hex === '' ? 'no bytes' : hex} as ${type} is ${String(expected)}`, () => {
      const value = decodeSingleValue(type, Buffer.from(hex, 'hex'));
      assert.equal(
        value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
        expected,
      );
    });
  }
});

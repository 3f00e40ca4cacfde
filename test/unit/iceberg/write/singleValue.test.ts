import assert from 'node:assert/strict';
import {
  compareValues,
  toAvroValue,
  toSingleValue,
} from '../../../../src/iceberg/write/singleValue.js';

/** Type, text, the bytes of the specification's appendix D. */
const bounds = [
  ['boolean', 'true', '01'],
  ['int', '34', '22000000'],
  ['int', '-1', 'ffffffff'],
  ['long', '9007199254740993', '0100000000002000'],
  ['float', '-4.5', '000090c0'],
  ['float', '-0.0', '00000080'],
  ['double', '6.0', '0000000000001840'],
  ['double', 'inf', '000000000000f07f'],
  ['date', '17486', '4e440000'],
  ['timestamp', '-1', 'ffffffffffffffff'],
  ['string', 'iceberg', '69636562657267'],
  ['uuid', 'f79c3e09-677c-4bbd-a479-3f349cb785e7', 'f79c3e09677c4bbda4793f349cb785e7'],
  ['binary', '00AAFF', '00aaff'],
  ['fixed[2]', '0A0B', '0a0b'],
  ['decimal(9, 2)', '14.20', '058c'],
  ['decimal(9, 2)', '0.00', '00'],
  ['decimal(9, 2)', '1.28', '0080'],
  ['decimal(9, 2)', '-1.28', '80'],
] as const;

describe('the binary form of a value', () => {
  for (const [type, text, hex] of bounds) {
    it(`of ${type} ${text} is ${hex}`, () => {
      assert.equal(toSingleValue(type, text).toString('hex'), hex);
    });
  }

  it('has in Avro the size of the type for a decimal', () => {
    assert.deepEqual(toAvroValue('decimal(9, 2)', '-1.28'), Buffer.from('ffffff80', 'hex'));
  });
});

/** Type, and values in their order. */
const orders = [
  ['int', '-10', '-9', '2', '10'],
  ['decimal(9, 2)', '-1.28', '-0.05', '0.10', '11.00'],
  ['double', '-inf', '-1.5', '0.0', '2.0', 'inf'],
  ['string', '', 'B', 'a', 'aa', 'é', '\uffee', '😀'],
  ['binary', '00', '0000', '7F', 'FF'],
] as const;

describe('the order of values', () => {
  for (const [type, ...values] of orders) {
    it(`is right for ${type}`, () => {
      const sorted = [...values].reverse().sort((a, b) => compareValues(type, a, b));
      assert.deepEqual(sorted, values);
    });
  }
});

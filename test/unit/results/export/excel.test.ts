import assert from 'node:assert/strict';
import { cellValueOf } from '../../../../src/results/export/excel/cellValue.js';
import { Sheet } from '../../../../src/results/export/excel/sheet.js';
import { cellText } from '../../../../src/results/export/excel/xmlText.js';

describe('a cell of Excel', () => {
  const numbers: readonly [type: string, text: string, value: string, style?: string][] = [
    ['BIGINT', '999999999999999', '999999999999999'],
    ['BIGINT', '-1', '-1'],
    ['DECIMAL(38,2)', '.50', '0.50'],
    ['DECIMAL(38,20)', '0.00000000000000000001', '0.00000000000000000001'],
    ['DOUBLE', '0.30000000000000004', '0.30000000000000004'],
    ['DOUBLE', '1.7976931348623157e+308', '1.7976931348623157e+308'],
    ['DOUBLE', '0.0', '0.0'],
    ['FLOAT', '0.1', '0.1'],
    ['DATE', '1900-03-01', '61', 'date'],
    ['DATE', '9999-12-31', '2958465', 'date'],
    ['TIMESTAMP', '2024-01-01 12:00:00', '45292.5', 'timestamp'],
    ['TIMESTAMP', '2024-01-01 00:00:00.5', '45292.000005787035', 'milliseconds'],
    ['TIMESTAMP_NS', '2024-01-01 00:00:00.125000000', '45292.00000144676', 'milliseconds'],
    ['TIME', '06:00:00', '0.25', 'time'],
  ];
  for (const [type, text, value, style = 'plain'] of numbers) {
    it(`holds ${text} of ${type} as a number`, () => {
      assert.deepEqual(cellValueOf(type)(text), { kind: 'number', text: value, style });
    });
  }

  const texts: readonly [type: string, text: string][] = [
    ['BIGINT', '1000000000000001'],
    ['HUGEINT', '-170141183460469231731687303715884105728'],
    ['DECIMAL(38,2)', '12345678901234.50'],
    ['DOUBLE', 'nan'],
    ['DOUBLE', '-inf'],
    ['DOUBLE', '-0.0'],
    ['DOUBLE', '5e-324'],
    ['DOUBLE', ''],
    ['DOUBLE', 'Infinity'],
    ['DOUBLE', '0x10'],
    ['BOOLEAN', 'yes'],
    ['BIGINT', ''],
    ['BIGINT', '007'],
    ['BIGINT', '1e3'],
    ['DATE', '1900-02-28'],
    ['DATE', '0044-03-15 (BC)'],
    ['DATE', '10000-01-01'],
    ['DATE', 'infinity'],
    ['TIMESTAMP', '2024-01-01 00:00:00.000001'],
    ['TIMESTAMP_NS', '2024-01-01 00:00:00.123456789'],
    ['TIMESTAMP', '1582-10-15 00:00:00'],
    ['TIMESTAMP', 'infinity'],
    ['TIMESTAMP WITH TIME ZONE', '2024-06-01 10:00:00+00'],
    ['TIME', '24:00:00'],
    ['TIME', '23:59:59.999999'],
    ['VARCHAR', '=1+1'],
    ['VARCHAR', '1'],
    ['INTEGER[]', '[1]'],
  ];
  for (const [type, text] of texts) {
    it(`holds ${text} of ${type} as text`, () => {
      assert.deepEqual(cellValueOf(type)(text), { kind: 'text', text });
    });
  }

  const escapes: readonly [text: string, xml: string][] = [
    ['a & b < c > d "e" \'f\'', 'a &amp; b &lt; c &gt; d "e" \'f\''],
    ['a\nb\tc', 'a\nb\tc'],
    ['a\r\n', 'a_x000D_\n'],
    ['\0\u001b[31m', '_x0000__x001B_[31m'],
    ['_x000D_ _x00_ __x0041_', '_x005F_x000D_ _x00_ __x005F_x0041_'],
    ['\uffff\ufffe\ufffd', '_xFFFF__xFFFE_\ufffd'],
    ['é𝒳\u202e', 'é𝒳\u202e'],
  ];
  for (const [text, xml] of escapes) {
    it(`writes ${JSON.stringify(text)}`, () => {
      assert.equal(cellText(text), xml);
    });
  }

  it('stands under the letters of its column, and is none where there is NULL', () => {
    const columns = Array.from({ length: 703 }, (_value, i) => {
      const name = `c${i}`;
      return { name, type: 'INTEGER', stored: name, storedType: 'INTEGER' };
    });
    const row = new Sheet(columns).row(columns.map((_column, i) => (i < 25 ? null : '1')));
    const found = [...row.matchAll(/r="([A-Z]+)2"/g)].map(([, letters]) => letters);
    assert.deepEqual([found[0], found[1], found.at(-2), found.at(-1)], ['Z', 'AA', 'ZZ', 'AAA']);
  });

  it('is a number where an engine gave it as text', () => {
    const column = { name: 'n', type: 'bigint', stored: 'n', storedType: 'VARCHAR' };
    const sheet = new Sheet([{ ...column, key: { stored: 'k', type: 'BIGINT' } }, column]);
    assert.match(sheet.row(['7', '7']), /<c r="A2"><v>7<\/v><\/c><c r="B2" t="inlineStr">/);
  });

  it('tells which columns have text in place of numbers', () => {
    const columns = ['BIGINT', 'BIGINT', 'VARCHAR'].map((storedType, i) => {
      return { name: `c${i}`, type: storedType, stored: `c${i}`, storedType };
    });
    const sheet = new Sheet(columns);
    sheet.row(['1', '9007199254740993', 'x']);
    assert.deepEqual(sheet.asText, [columns[1]]);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hexDump } from '../../../../src/notebooks/renderer/viewer/hexDump.js';
import { parseJson, printJson } from '../../../../src/notebooks/renderer/viewer/jsonTree.js';

describe('JSON in the viewer of a cell', () => {
  it('is what it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.boolean(), (value, isSpread) => {
        const node = parseJson(JSON.stringify(value, null, isSpread ? 2 : 0));
        assert.ok(node !== undefined);
        // `JSON.parse` takes `-0` for what `JSON.stringify` writes as `0`.
        assert.deepEqual(JSON.parse(printJson(node)), JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('keeps the order of keys, those that occur twice, and every digit', () => {
    const text = '{"b":1.10,"a":12345678901234567890.12,"b":1e400,"1":NaN,"0":-Infinity}';
    const node = parseJson(text);
    assert.ok(node !== undefined);
    assert.equal(printJson(node).replaceAll(/\s/g, ''), text);
  });

  for (const text of ['', '{', '[1,]', '{"a"}', '{"a":1}x', "{'a': 1}", '"\\x"', '[1 2]', 'tea']) {
    it(`is not ${JSON.stringify(text)}`, () => {
      assert.equal(parseJson(text), undefined);
    });
  }

  it('is not read where it is nested too deep to be shown', () => {
    assert.ok(parseJson('['.repeat(400) + ']'.repeat(400)) !== undefined);
    assert.equal(parseJson('['.repeat(100_000) + ']'.repeat(100_000)), undefined);
  });
});

describe('bytes in the viewer of a cell', () => {
  it('stand sixteen to a line, with their offset and their ASCII', () => {
    const hex = Buffer.from('0123456789abcdef<b>\u0000\u00ff', 'latin1').toString('hex');
    assert.equal(
      hexDump(hex.toUpperCase()),
      [
        '00000000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef',
        '00000010  3c 62 3e 00 ff                                   <b>..',
      ].join('\n'),
    );
    assert.equal(hexDump(''), '');
  });
});

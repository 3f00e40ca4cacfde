import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseExactJson, stringifyExactJson } from '../../../src/util/exactJson.js';

describe('exact JSON', () => {
  const cases = [
    {
      title: 'keeps a 64-bit snapshot id',
      text: '9223372036854775807',
      value: 9223372036854775807n,
    },
    {
      title: 'keeps the smallest 64-bit integer',
      text: '-9223372036854775808',
      value: -(2n ** 63n),
    },
    { title: 'reads a small integer as a number', text: '42', value: 42 },
    { title: 'reads a fraction as a number', text: '1.5', value: 1.5 },
  ];
  for (const { title, text, value } of cases) {
    it(title, () => {
      assert.equal(parseExactJson(text), value);
    });
  }

  it('gives back what it wrote', () => {
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constant(null),
        fc.boolean(),
        fc.integer(),
        fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }),
        fc.string(),
        fc.array(tie('value')),
        fc.dictionary(
          fc.string().filter((key) => key !== '__proto__'),
          tie('value'),
          { noNullPrototype: true },
        ),
      ),
    })).value;
    fc.assert(
      fc.property(json, (value) => {
        const text = stringifyExactJson(value as never);
        assert.equal(stringifyExactJson(parseExactJson(text)), text);
      }),
    );
  });

  it('throws a SyntaxError for what is not JSON', () => {
    assert.throws(() => parseExactJson('{"a": '), SyntaxError);
  });
});

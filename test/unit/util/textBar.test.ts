import assert from 'node:assert/strict';
import { textBar } from '../../../src/util/textBar.js';

describe('a bar of text', () => {
  const cases = [
    { share: 0, bar: '' },
    { share: 0.0001, bar: '▏' },
    { share: 0.5, bar: '██' },
    { share: 0.6, bar: '██▍' },
    { share: 1, bar: '████' },
    { share: 7, bar: '████' },
  ];
  for (const { share, bar } of cases) {
    it(`of ${share} is ${bar || 'empty'}`, () => {
      assert.equal(textBar(share, 4), bar);
    });
  }
});

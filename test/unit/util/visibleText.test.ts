import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainTable } from '../../../src/notebooks/plainTable.js';
import { visibleLines } from '../../../src/notebooks/renderer/texts.js';
import { visibleText } from '../../../src/util/visibleText.js';
import { injections } from '../../support/injections.js';

const acts = new RegExp('(?![\\n\\t])[\\p{Cc}\\p{Bidi_Control}\\u200b\\ufeff]', 'u');

describe('text that is shown as what it is', () => {
  it('has nothing in it that acts on a terminal, or turns or hides text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.doesNotMatch(visibleText(text), acts);
      }),
    );
  });

  it('is the same in messages as in the grid', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.equal(visibleText(text), visibleLines(text));
      }),
    );
  });

  for (const text of injections) {
    it(`is what stands in a plain table for ${JSON.stringify(text)}`, () => {
      const table = plainTable([{ name: text }], { rows: [[text]], cut: [] });
      assert.doesNotMatch(table, acts);
      assert.equal(table.split('\n').length, 3);
    });
  }
});

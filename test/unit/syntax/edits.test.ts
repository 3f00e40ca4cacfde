import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, toOriginal } from '../../../src/syntax/edits.js';

describe('edits of a text', () => {
  it('are applied in one pass, in any order', () => {
    const edits = [
      { start: 4, end: 5, text: 'E' },
      { start: 0, end: 2, text: '' },
      { start: 3, end: 3, text: '+' },
      { start: 3, end: 3, text: '-' },
    ];
    assert.deepEqual(applyEdits('abcdef', edits), { text: 'c+-dEf', overlaps: [] });
  });

  it('that overlap an earlier one, or lie outside, are handed back', () => {
    const late = { start: 1, end: 3, text: 'x' };
    const outside = { start: 5, end: 9, text: 'y' };
    const { text, overlaps } = applyEdits('abcd', [late, { start: 0, end: 2, text: 'A' }, outside]);
    assert.deepEqual({ text, overlaps }, { text: 'Acd', overlaps: [late, outside] });
  });

  it('lead every untouched character back to where it was', () => {
    const span = fc.tuple(fc.nat(40), fc.nat(3), fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 5 }), (spans) => {
        const source = Array.from({ length: 50 }, (_, i) => String.fromCharCode(0x4e00 + i)).join(
          '',
        );
        let end = 0;
        const edits = spans
          .toSorted((a, b) => a[0] - b[0])
          .flatMap(([start, length, text]) => {
            if (start < end) return [];
            end = start + length;
            return [{ start, end, text }];
          });
        const { text } = applyEdits(source, edits);
        for (let i = 0; i < text.length; i++) {
          const at = source.indexOf(text.charAt(i));
          if (at >= 0) assert.equal(toOriginal(i, edits), at);
        }
      }),
    );
  });
});

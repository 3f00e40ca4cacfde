import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  fill,
  nameText,
  rowsText,
  viewText,
  visibleText,
} from '../../../../src/notebooks/renderer/texts.js';
import { gridOutput } from '../../../support/gridOutput.js';

const result = gridOutput(12345, ['day', '', 'x\u202ey']);

describe('the texts of a grid', () => {
  const hidden: readonly { readonly text: string; readonly shown: string }[] = [
    { text: 'plain <b>é 𝒳', shown: 'plain <b>é 𝒳' },
    { text: 'a\r\nb\nc', shown: 'a↵b↵c' },
    { text: '\u001b[31m\u0000\t', shown: '␛[31m␀␉' },
    { text: 'user\u202egnp.exe', shown: 'user[U+202E]gnp.exe' },
    { text: '\u2066a\u2069\u200b\ufeff', shown: '[U+2066]a[U+2069][U+200B][U+FEFF]' },
    { text: '\u007f\u0085', shown: '␡[U+0085]' },
  ];
  for (const { text, shown } of hidden) {
    it(`show ${JSON.stringify(text)} as what it is`, () => {
      assert.equal(visibleText(text), shown);
    });
  }

  it('have nothing in them that turns or hides text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.doesNotMatch(visibleText(text), new RegExp('[\\p{Cc}\\p{Bidi_Control}]', 'u'));
      }),
    );
  });

  it('fill in what a sentence names, and nothing of what is filled in', () => {
    assert.equal(fill('{1} of {0}', '{1}', 2), '2 of {1}');
    assert.equal(fill('{2}', 'a'), '{2}');
  });

  it('name a column that has no name', () => {
    assert.equal(nameText('', result.words), result.words.noName);
    assert.equal(nameText('x\u202ey', result.words), 'x[U+202E]y');
  });

  it('count the rows that are seen', () => {
    const whole = { sort: [], filters: [] };
    const searched = { ...whole, search: 'tea' };
    assert.equal(rowsText(result, whole, 12345), 'rows 12,345 {1}');
    assert.equal(rowsText(result, searched, undefined), result.words.counting);
    assert.equal(rowsText(result, searched, 7), 'rowsOf 7 12,345');
    assert.equal(rowsText(gridOutput(1), whole, 1), result.words.oneRow);
  });

  it('tell of order, filters and search', () => {
    const view = {
      sort: [
        { column: 0, descending: false },
        { column: 1, descending: true },
      ],
      filters: [
        { kind: 'null', column: 2, isNull: true },
        { kind: 'range', column: 2, from: '1' },
      ],
      search: 'te\na',
    } as const;
    assert.equal(
      viewText(result, view),
      'sortedAscending day {1}. sortedDescending noName {0} {1} {1}. filteredBy x[U+202E]y {1}. searchedFor te↵a {1}.',
    );
    assert.equal(viewText(result, { sort: [], filters: [] }), `${result.words.unsorted}.`);
  });
});

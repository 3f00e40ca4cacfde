import assert from 'node:assert/strict';
import fc from 'fast-check';
import { propertyChanges, tagsOf } from '../../../src/catalog/description.js';

describe('what describes a table, as its properties', () => {
  const properties = { comment: 'old', 'tag.team': 'sales', 'tag.pii': 'no', owner: 'ann' };
  const cases = [
    { description: {}, set: {}, remove: [] },
    { description: { comment: 'old' }, set: {}, remove: [] },
    { description: { comment: 'new' }, set: { comment: 'new' }, remove: [] },
    { description: { comment: '' }, set: {}, remove: ['comment'] },
    { description: { tags: {} }, set: {}, remove: ['tag.team', 'tag.pii'] },
    {
      description: { tags: { pii: 'yes', new: 'x' } },
      set: { 'tag.pii': 'yes', 'tag.new': 'x' },
      remove: ['tag.team'],
    },
  ];
  for (const { description, set, remove } of cases) {
    it(`changes only what ${JSON.stringify(description)} says`, () => {
      assert.deepEqual(propertyChanges(description, properties), { set, remove });
    });
  }

  it('has the tags that were written, and nothing else is changed', () => {
    const texts = fc.dictionary(fc.string(), fc.string({ minLength: 1 }), {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(texts, texts, fc.string(), (before, tags, comment) => {
        const { set, remove } = propertyChanges({ comment, tags }, before);
        const after = new Map(Object.entries({ ...before, ...set }));
        for (const key of remove) after.delete(key);
        const now = Object.fromEntries(after);
        assert.deepEqual(tagsOf(now), tags);
        assert.equal(now['comment'] ?? '', comment);
        const others = (all: object) =>
          Object.entries(all).filter(([key]) => key !== 'comment' && !key.startsWith('tag.'));
        assert.deepEqual(others(now), others(before));
      }),
    );
  });
});

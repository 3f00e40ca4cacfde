import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseView } from '../../../src/notebooks/grid/parseView.js';
import type { Filter, View } from '../../../src/results/view.js';

const column = fc.nat(5000);
const filter: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    kind: fc.constant('contains' as const),
    column,
    text: fc.string(),
    matchCase: fc.boolean(),
  }),
  fc.record(
    { kind: fc.constant('range' as const), column, from: fc.string(), to: fc.string() },
    { requiredKeys: ['kind', 'column'] },
  ),
  fc.record({ kind: fc.constant('null' as const), column, isNull: fc.boolean() }),
  fc.record({
    kind: fc.constant('set' as const),
    column,
    values: fc.array(fc.option(fc.string())),
  }),
);
const view: fc.Arbitrary<View> = fc.record(
  {
    sort: fc.array(fc.record({ column, descending: fc.boolean() })),
    filters: fc.array(filter),
    search: fc.string({ minLength: 1 }),
  },
  { requiredKeys: ['sort', 'filters'] },
);

describe('a view that a page sends', () => {
  it('is what the page meant', () => {
    fc.assert(
      fc.property(view, (sent) => {
        assert.deepEqual(
          parseView(JSON.parse(JSON.stringify(sent))),
          JSON.parse(JSON.stringify(sent)),
        );
      }),
    );
  });

  it('is a view whatever was sent', () => {
    fc.assert(
      fc.property(fc.anything(), (sent) => {
        const { sort, filters } = parseView(sent);
        assert.ok(Array.isArray(sort) && Array.isArray(filters));
      }),
    );
  });

  it('is without what is not understood', () => {
    const sent = {
      sort: [{ column: -1 }, { column: 2 }, 'x'],
      filters: [
        { kind: 'contains', column: 0 },
        { kind: 'set', column: 0, values: [1] },
        { kind: 'sql', column: 0, text: '1 = 1' },
        { kind: 'null', column: 1, isNull: 'yes' },
      ],
      search: '',
    };
    assert.deepEqual(parseView(sent), {
      sort: [{ column: 2, descending: false }],
      filters: [{ kind: 'null', column: 1, isNull: false }],
    });
  });
});

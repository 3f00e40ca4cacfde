import assert from 'node:assert/strict';
import {
  columnKey,
  isUnfolded,
  parentsOf,
} from '../../../../src/webviews/tablePage/sections/foldedColumns.js';

describe('columns within columns on the page of a table', () => {
  const columns = [['a.b'], ['a.b', 'c.d'], ['a.b', 'c.d', 'e'], ['a'], ['a', 'b'], ['f']].map(
    (path) => ({ path }),
  );
  const shown = (...open: readonly (readonly string[])[]): readonly string[] => {
    const keys = new Set(open.map(columnKey));
    return columns.filter(({ path }) => isUnfolded(path, keys)).map(({ path }) => path.join(' > '));
  };

  it('unfold whatever dots their names hold', () => {
    assert.deepEqual(shown(), ['a.b', 'a', 'f']);
    assert.deepEqual(shown(['a.b']), ['a.b', 'a.b > c.d', 'a', 'f']);
    assert.deepEqual(shown(['a.b'], ['a.b', 'c.d']).slice(0, 3), [
      'a.b',
      'a.b > c.d',
      'a.b > c.d > e',
    ]);
    assert.deepEqual(shown(['a']), ['a.b', 'a', 'a > b', 'f']);
  });

  it('stay folded within one that is', () => {
    assert.deepEqual(shown(['a.b', 'c.d']), ['a.b', 'a', 'f']);
  });

  it('can be unfolded where there are some', () => {
    const parents = [...parentsOf(columns)].map(({ path }) => path.join(' > '));
    assert.deepEqual(parents, ['a.b', 'a.b > c.d', 'a']);
  });
});

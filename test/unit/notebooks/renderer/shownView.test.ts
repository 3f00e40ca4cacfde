import assert from 'node:assert/strict';
import type { GridFilter } from '../../../../src/notebooks/renderer/protocol.js';
import { filterOf, ShownView, withFilter } from '../../../../src/notebooks/renderer/shownView.js';

const tea: GridFilter = { kind: 'contains', column: 1, text: 'tea', matchCase: false };
const cheap: GridFilter = { kind: 'range', column: 2, to: '4' };

describe('the view that is shown', () => {
  it('tells of changes, and of nothing else', () => {
    const shown = new ShownView();
    let heard = 0;
    const end = shown.onDidChange(() => heard++);
    shown.change({ search: '' });
    shown.change({ sort: [] });
    assert.equal(heard, 0);
    shown.change({ search: 'a' });
    shown.change({ search: 'a' });
    assert.equal(heard, 1);
    end();
    shown.change({ search: 'b' });
    assert.equal(heard, 1);
  });

  it('goes back to the view before', () => {
    const shown = new ShownView();
    shown.change({ filters: [tea] });
    shown.change({ sort: [{ column: 0, descending: true }], search: 'x' });
    shown.back();
    assert.deepEqual(shown.now, { sort: [], filters: [tea] });
  });

  it('has at most one filter of a kind for a column', () => {
    const stronger: GridFilter = { ...tea, text: 'green tea' };
    const of = (...filters: GridFilter[]) => ({ sort: [], filters });
    assert.deepEqual(withFilter(of(tea, cheap), 1, 'contains', stronger), [stronger, cheap]);
    assert.deepEqual(withFilter(of(cheap), 1, 'contains', tea), [cheap, tea]);
    assert.deepEqual(withFilter(of(tea, cheap), 1, 'contains', undefined), [cheap]);
    assert.deepEqual(withFilter(of(tea, cheap), 1, 'range', undefined), [tea, cheap]);
    assert.equal(filterOf(of(tea, cheap), 2, 'range'), cheap);
    assert.equal(filterOf(of(tea, cheap), 2, 'contains'), undefined);
  });
});

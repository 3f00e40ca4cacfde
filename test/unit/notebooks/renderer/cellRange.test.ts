import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  boxOf,
  type CellRange,
  extend,
  isIn,
  sizeOf,
} from '../../../../src/notebooks/renderer/selection/cellRange.js';

const place = fc.record({ row: fc.nat(20), column: fc.nat(6) });
const range: fc.Arbitrary<CellRange> = fc.record({ from: place, to: place });

describe('a range of cells', () => {
  it('is the same box from whichever corner it was drawn', () => {
    fc.assert(
      fc.property(range, ({ from, to }) => {
        const box = boxOf({ from, to });
        assert.deepEqual(box, boxOf({ from: to, to: from }));
        assert.ok(isIn(box, from) && isIn(box, to));
        assert.ok(!isIn(box, { row: box.bottom + 1, column: box.left }));
        assert.ok(!isIn(box, { row: box.top, column: box.right + 1 }));
      }),
    );
  });

  it('has as many cells as lie in it', () => {
    fc.assert(
      fc.property(range, (one) => {
        const box = boxOf(one);
        let count = 0;
        for (let row = 0; row <= 20; row++) {
          for (let column = 0; column <= 6; column++) if (isIn(box, { row, column })) count++;
        }
        assert.equal(sizeOf(box), count);
      }),
    );
  });

  const cases: readonly { key: string; to: readonly [number, number] }[] = [
    { key: 'ArrowDown', to: [6, 2] },
    { key: 'ArrowUp', to: [4, 2] },
    { key: 'ArrowLeft', to: [5, 1] },
    { key: 'ArrowRight', to: [5, 3] },
    { key: 'PageDown', to: [9, 2] },
    { key: 'PageUp', to: [0, 2] },
    { key: 'Home', to: [5, 0] },
    { key: 'End', to: [5, 3] },
  ];
  for (const { key, to } of cases) {
    it(`is moved at its end by ${key}, and stays within the rows and columns`, () => {
      const from = { row: 1, column: 1 };
      const size = { rows: 10, columns: 4 };
      const [row, column] = to;
      const extended = extend({ from, to: { row: 5, column: 2 } }, key, size);
      assert.deepEqual(extended, { from, to: { row, column } });
    });
  }

  it('leaves other keys to others', () => {
    const from = { row: 0, column: 0 };
    assert.equal(extend({ from, to: from }, 'a', { rows: 1, columns: 1 }), undefined);
  });
});

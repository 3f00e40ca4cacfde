import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isotonic } from '../../../../src/webviews/lineage/layout/place.js';
import {
  type Layout,
  layOut,
  type Link,
  type Size,
} from '../../../../src/webviews/lineage/layout/layout.js';

/** Up to forty boxes of any size, and links between any of them: circles, loops and doubles too. */
const graphs = fc
  .array(
    fc.record({
      width: fc.integer({ min: 1, max: 300 }),
      height: fc.integer({ min: 1, max: 400 }),
    }),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  .chain((sizes) => {
    const end = fc.integer({ min: 0, max: sizes.length - 1 }).map(String);
    return fc.record({
      boxes: fc.constant(new Map(sizes.map((size, at) => [String(at), size]))),
      links: fc.array(fc.record({ from: end, to: end }), { maxLength: 80 }),
    });
  });

describe('the layout of a graph', () => {
  it('lets every line go from left to right, but for those that close a circle', () => {
    fc.assert(
      fc.property(graphs, ({ boxes, links }) => {
        const layout = layOut(boxes, links);
        for (const { from, to, isBackward, bends } of layout.routes) {
          const [a, b] = [at(layout, from), at(layout, to)];
          assert.equal(a.layer < b.layer, !isBackward, `${from} -> ${to}`);
          assert.equal(bends.length, Math.max(0, Math.abs(a.layer - b.layer) - 1));
        }
      }),
    );
  });

  it('turns no line round where there is no circle', () => {
    fc.assert(
      fc.property(graphs, ({ boxes, links }) => {
        const forward = links.filter(({ from, to }) => Number(from) < Number(to));
        assert.ok(layOut(boxes, forward).routes.every(({ isBackward }) => !isBackward));
      }),
    );
  });

  it('puts no box over another, and all within its size', () => {
    fc.assert(
      fc.property(graphs, ({ boxes, links }) => {
        const layout = layOut(boxes, links);
        const all = [...layout.boxes.values()];
        assert.equal(all.length, boxes.size);
        all.forEach((one, index) => {
          assert.ok(one.x >= 0 && one.y >= -0.01);
          assert.ok(one.x + one.width <= layout.width + 0.01);
          assert.ok(one.y + one.height <= layout.height + 0.01);
          for (const other of all.slice(index + 1)) assert.ok(!overlap(one, other));
        });
      }),
    );
  });

  it('leads long lines past the boxes between', () => {
    fc.assert(
      fc.property(graphs, ({ boxes, links }) => {
        const layout = layOut(boxes, links);
        for (const { from, to, bends } of layout.routes) {
          const left = Math.min(at(layout, from).layer, at(layout, to).layer);
          bends.forEach(({ y }, index) => {
            const crossed = [...layout.boxes.values()].filter(
              (box) => box.layer === left + index + 1 && box.y < y && y < box.y + box.height,
            );
            assert.deepEqual(crossed, []);
          });
        }
      }),
    );
  });

  it('is the same every time', () => {
    fc.assert(
      fc.property(graphs, ({ boxes, links }) => {
        assert.deepEqual(layOut(boxes, links), layOut(boxes, links));
      }),
    );
  });

  it('follows a chain of five thousand without running out of stack', () => {
    const boxes = new Map<string, Size>();
    const links: Link[] = [];
    for (let at = 0; at < 5_000; at++) {
      boxes.set(String(at), { width: 10, height: 10 });
      if (at > 0) links.push({ from: String(at - 1), to: String(at) });
    }
    assert.equal(at(layOut(boxes, links), '4999').layer, 4_999);
  });
});

describe('values that never fall', () => {
  it('are nearest to those wanted', () => {
    assert.deepEqual([...isotonic([1, 2, 3], [1, 1, 1])], [1, 2, 3]);
    assert.deepEqual([...isotonic([3, 1], [1, 1])], [2, 2]);
    assert.deepEqual([...isotonic([4, 0, 1], [1, 3, 1])], [1, 1, 1]);
    assert.deepEqual([...isotonic([5, 5, 0, 9], [1, 1, 2, 1])], [2.5, 2.5, 2.5, 9]);
  });
});

function at(layout: Layout, key: string): Size & { x: number; y: number; layer: number } {
  const box = layout.boxes.get(key);
  assert.ok(box !== undefined);
  return box;
}

type Rect = Size & { readonly x: number; readonly y: number };

function overlap(a: Rect, b: Rect): boolean {
  const slack = 0.01;
  return (
    a.x + a.width > b.x + slack &&
    b.x + b.width > a.x + slack &&
    a.y + a.height > b.y + slack &&
    b.y + b.height > a.y + slack
  );
}

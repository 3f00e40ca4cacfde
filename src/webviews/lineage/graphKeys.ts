import type { Drawing } from './boxes.js';

export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

/** Where an arrow key leads from a node: along an edge, or to the next one of its layer. */
export function nodeAt(drawing: Drawing, from: string, arrow: Arrow): string | undefined {
  const here = drawing.nodes.get(from);
  if (here === undefined) return undefined;
  if (arrow === 'ArrowLeft' || arrow === 'ArrowRight') {
    const ends = drawing.lines.flatMap((line) => {
      if (arrow === 'ArrowLeft') return line.to === from ? [line.from] : [];
      return line.from === from ? [line.to] : [];
    });
    return nearest(drawing, ends, here.y);
  }
  const sign = arrow === 'ArrowDown' ? 1 : -1;
  const beside = [...drawing.nodes].flatMap(([key, { box, y }]) =>
    box.layer === here.box.layer && (y - here.y) * sign > 0 ? [key] : [],
  );
  return nearest(drawing, beside, here.y);
}

function nearest({ nodes }: Drawing, keys: readonly string[], y: number): string | undefined {
  const far = (key: string): number => Math.abs((nodes.get(key)?.y ?? Infinity) - y);
  return keys.reduce<string | undefined>(
    (best, key) => (best === undefined || far(key) < far(best) ? key : best),
    undefined,
  );
}

import type { Drawing } from './boxes.js';
import type { View } from './model.js';

export interface Screen {
  readonly width: number;
  readonly height: number;
}

const margin = 28;
const scales = { least: 0.004, most: 3, readable: 0.55, usual: 0.9 };

/** All of the drawing, never larger than it is. */
export function fitted(drawing: Drawing, screen: Screen): View {
  const scale = Math.min(
    1,
    (screen.width - 2 * margin) / Math.max(1, drawing.width),
    (screen.height - 2 * margin) / Math.max(1, drawing.height),
  );
  const held = Math.max(scales.least, scale);
  return {
    scale: held,
    x: (screen.width - drawing.width * held) / 2,
    y: (screen.height - drawing.height * held) / 2,
  };
}

/** All of it where that can be read, else the node in the middle. */
export function firstView(drawing: Drawing, screen: Screen, key: string): View {
  const all = fitted(drawing, screen);
  return all.scale >= scales.readable ? all : centred(drawing, screen, key, scales.usual);
}

export function centred(drawing: Drawing, screen: Screen, key: string, scale: number): View {
  const node = drawing.nodes.get(key);
  if (node === undefined) return fitted(drawing, screen);
  const x = node.box.x + node.box.width / 2;
  return { scale, x: screen.width / 2 - x * scale, y: screen.height / 2 - node.y * scale };
}

/** Moved only as far as is needed for the node to be seen, and read. */
export function revealed(drawing: Drawing, screen: Screen, key: string, view: View): View {
  const node = drawing.nodes.get(key);
  if (node === undefined) return view;
  if (view.scale < scales.readable) return centred(drawing, screen, key, scales.usual);
  const { scale } = view;
  const left = node.box.x * scale + view.x;
  const right = (node.box.x + node.box.width) * scale + view.x;
  const y = node.y * scale + view.y;
  const isSeen =
    left >= margin && right <= screen.width - margin && y >= margin && y <= screen.height - margin;
  return isSeen ? view : centred(drawing, screen, key, scale);
}

/** Larger or smaller around a point of the screen. */
export function zoomed(
  view: View,
  factor: number,
  at: { readonly x: number; readonly y: number },
): View {
  const scale = Math.min(scales.most, Math.max(scales.least, view.scale * factor));
  const by = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by };
}

/** A node stays where it is on the screen while the drawing around it changes. */
export function anchored(before: Drawing, after: Drawing, key: string, view: View): View {
  const [old, now] = [before.nodes.get(key), after.nodes.get(key)];
  if (old === undefined || now === undefined) return view;
  return {
    ...view,
    x: view.x + (old.box.x - now.box.x) * view.scale,
    y: view.y + (old.y - now.y) * view.scale,
  };
}

let canvas: CanvasRenderingContext2D | null | undefined;
const known = new Map<string, number>();

/** How wide a text is in the font of the graph, the titles' weight included. */
export function measure(text: string): number {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (canvas === undefined) {
    canvas = document.createElement('canvas').getContext('2d');
    if (canvas !== null) canvas.font = `600 13px ${getComputedStyle(document.body).fontFamily}`;
  }
  const width = canvas?.measureText(text).width ?? text.length * 7.5;
  known.set(text, width);
  return width;
}

import type { Span } from '../util/span.js';

/** A stretch of text in Unicode code points, end exclusive: what the SQL parser counts. */
export interface CodePointSpan {
  readonly firstPoint: number;
  readonly endPoint: number;
}

/** Turns the parser's positions in one text into the editor's. */
export type ToSpan = (span: CodePointSpan) => Span;

/** Made once per text, which starts at `offset` in the one that the spans are to be of. */
export function createToSpan(text: string, offset: number): ToSpan {
  // Positions of the characters that take two units, each with how many came before it.
  const wide: number[] = [];
  let points = 0;
  for (let at = 0; at < text.length; at++, points++) {
    const code = text.codePointAt(at);
    if (code === undefined || code <= 0xffff) continue;
    wide.push(points);
    at++;
  }
  const toUnit = (point: number): number =>
    offset + Math.min(point + countBefore(wide, point), text.length);
  return ({ firstPoint, endPoint }) => ({ start: toUnit(firstPoint), end: toUnit(endPoint) });
}

/** How many of the sorted `positions` lie before `point`. */
function countBefore(positions: readonly number[], point: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((positions[middle] ?? Infinity) < point) low = middle + 1;
    else high = middle;
  }
  return low;
}

import type { CellSource, LakeSqlCell, LineEnd } from './lakeSqlText.js';
import { withOption } from './options.js';

/** How a cell is written with one of its options changed, or taken away. All else of it stays as it is. */
export function withCellOption(
  { kind, source }: LakeSqlCell,
  key: string,
  value: string | undefined,
  lineEnd: LineEnd,
): CellSource {
  const newMarker = `-- %%${lineEnd}`;
  if (source === undefined) {
    // A new cell: nothing of it has been written, and a blank line will follow it.
    const marker = withOption(newMarker, key, value);
    return { marker, body: lineEnd + lineEnd, kind, value: '' };
  }
  // Text before the first marker has none: options need one.
  const marker = source.marker === '' ? newMarker : source.marker;
  return { ...source, marker: withOption(marker, key, value) };
}

import type { Span } from '../util/span.js';
import type { LineageCell, LineageFile } from './lineageFile.js';
import type { Source } from './lineageGraph.js';

export type SourceAt = (span: Span) => Source;

/** Says where a span of a cell's text is; the same span is the same object. */
export function createSourceAt(file: LineageFile, cell: LineageCell): SourceAt {
  const starts = lineStarts(cell.text);
  const made = new Map<string, Source>();
  return (span) => {
    const key = `${span.start} ${span.end}`;
    const source = made.get(key) ?? {
      kind: file.kind,
      uri: file.uri,
      span: { start: span.start + cell.offset, end: span.end + cell.offset },
      line: cell.line + lineOf(starts, span.start),
      ...(cell.cell === undefined ? {} : { cell: cell.cell }),
    };
    made.set(key, source);
    return source;
  };
}

function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((match) => match.index + match[0].length)];
}

/** Lines before the one that holds the offset. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? Infinity) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

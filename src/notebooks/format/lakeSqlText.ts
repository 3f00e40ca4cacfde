/** A `.lake.sql` file as cells, and back, byte for byte: the grammar is in `docs/lake-sql.md`. */
import { findMarkers } from './markers.js';
import { parseOptions, type Options } from './options.js';
import { decodeMarkdown, encodeMarkdown } from './markdown.js';

export type LineEnd = '\n' | '\r\n' | '\r';

export interface LakeSqlText {
  /** What stands before the first cell, as it is: byte order mark, blank lines, the `[notebook]` line. */
  readonly head: string;
  /** What new lines end with. */
  readonly lineEnd: LineEnd;
  /** What the `[notebook]` line says for all cells. */
  readonly defaults: Options;
  readonly cells: readonly LakeSqlCell[];
}

export interface LakeSqlCell {
  readonly kind: 'sql' | 'markdown';
  /** The text as a person edits it: lines end with `\n`, Markdown is no comment any more. */
  readonly value: string;
  /** How the cell was written; a cell that is new has none. */
  readonly source?: CellSource;
}

export interface CellSource {
  /** The marker's line with its end; empty for text before the first marker. */
  readonly marker: string;
  /** All after it, up to the next marker. */
  readonly body: string;
  /** What the body was read as: while these stay, the body is written as it was. */
  readonly kind: LakeSqlCell['kind'];
  readonly value: string;
}

/** Any text is a notebook. `printLakeSql` gives the same text again. */
export function parseLakeSql(text: string): LakeSqlText {
  const markers = findMarkers(text);
  const lineEnd = parseLineEnd(/\r\n|\n|\r/.exec(text)?.[0]);
  const header = markers[0]?.kind === 'notebook' ? markers[0] : undefined;
  const cellMarkers = header === undefined ? markers : markers.slice(1);
  const afterHeader = header?.end ?? (text.startsWith(bom) ? bom.length : 0);
  const firstText = text.slice(afterHeader, cellMarkers[0]?.start);
  const isBlank = firstText.trim() === '';
  const cells = cellMarkers.map((marker, index) =>
    readCell(
      marker.kind === 'markdown' ? 'markdown' : 'sql',
      text.slice(marker.start, marker.end),
      text.slice(marker.end, cellMarkers[index + 1]?.start),
    ),
  );
  return {
    head: text.slice(0, afterHeader) + (isBlank ? firstText : ''),
    lineEnd,
    defaults: header === undefined ? new Map() : parseOptions(text.slice(header.start, header.end)),
    cells: isBlank ? cells : [readCell('sql', '', firstText), ...cells],
  };
}

/** Cells that are as they were read are written as they were; the others in the file's line ends. */
export function printLakeSql({ head, lineEnd, cells }: Omit<LakeSqlText, 'defaults'>): string {
  const pieces = [head];
  for (const [index, cell] of cells.entries()) {
    const { marker: own, body } = printCell(cell, index === 0, lineEnd);
    // Moved to the top of the file, a stray `[notebook]` would become the header.
    const isStray = index === 0 && head.trim() === '' && /^-- %%[ \t]+\[notebook\]/.test(own);
    const marker = isStray ? newMarker('sql', lineEnd) : own;
    if (marker !== '' && !isAtLineStart(pieces.at(-1) ?? '')) pieces.push(lineEnd);
    for (const piece of [marker, body]) {
      // Side by side in another way than they were read, CR and LF would become one line end.
      if (pieces.at(-1)?.endsWith('\r') === true && piece.startsWith('\n')) pieces.push('\n');
      if (piece !== '') pieces.push(piece);
    }
  }
  return pieces.join('');
}

/** The options of a cell, by its marker. */
export function optionsOf({ source }: LakeSqlCell): Options {
  return source === undefined ? new Map() : parseOptions(source.marker);
}

export const bom = '\uFEFF';

function readCell(kind: LakeSqlCell['kind'], marker: string, body: string): LakeSqlCell {
  const text = toLf(body.slice(0, endOfText(body)));
  const value = kind === 'markdown' ? decodeMarkdown(text) : text;
  return { kind, value, source: { marker, body, kind, value } };
}

function printCell(
  { kind, value, source }: LakeSqlCell,
  isFirst: boolean,
  lineEnd: LineEnd,
): { readonly marker: string; readonly body: string } {
  const text = toLf(value);
  if (source?.kind === kind && source.value === text) {
    const needsMarker = source.marker === '' && !isFirst;
    return { marker: needsMarker ? newMarker(kind, lineEnd) : source.marker, body: source.body };
  }
  const written = (kind === 'markdown' ? encodeMarkdown(text) : text).replaceAll('\n', lineEnd);
  const needsMarker =
    source === undefined || (source.marker === '' && (!isFirst || text.trim() === ''));
  const marker = needsMarker ? newMarker(kind, lineEnd) : withKind(source.marker, kind, lineEnd);
  const after =
    source === undefined ? lineEnd + lineEnd : source.body.slice(endOfText(source.body));
  return {
    marker: marker === '' || isAtLineStart(marker) ? marker : marker + lineEnd,
    body: written + after,
  };
}

function newMarker(kind: LakeSqlCell['kind'], lineEnd: LineEnd): string {
  return `-- %%${kind === 'markdown' ? ' [markdown]' : ''}${lineEnd}`;
}

/** The marker of a cell that may have become another kind; its options stay. */
function withKind(marker: string, kind: LakeSqlCell['kind'], lineEnd: LineEnd): string {
  if (marker === '') return kind === 'markdown' ? newMarker(kind, lineEnd) : '';
  const isMarkdown = /^-- %%[ \t]+\[markdown\]/.test(marker);
  if (isMarkdown === (kind === 'markdown')) return marker;
  return isMarkdown
    ? marker.replace(/^-- %%[ \t]+\[markdown\]/, '-- %%')
    : marker.replace(/^-- %%/, '-- %% [markdown]');
}

/** Where the text of a body ends and the blank lines after it begin. A blank body has no text. */
function endOfText(body: string): number {
  const end = body.trimEnd().length;
  if (end === 0) return 0;
  const lineEnd = body.slice(end).search(/[\r\n]/);
  return lineEnd < 0 ? body.length : end + lineEnd;
}

function isAtLineStart(text: string): boolean {
  return text === '' || text === bom || text.endsWith('\n') || text.endsWith('\r');
}

function toLf(text: string): string {
  return text.replace(/\r\n|\r/g, '\n');
}

function parseLineEnd(found: string | undefined): LineEnd {
  return found === '\r\n' || found === '\r' ? found : '\n';
}

import { tokenize } from '../../sql/tokens.js';
import type { Span } from '../../util/span.js';

/** A marker's line, its line end included. */
export interface Marker extends Span {
  /** `notebook` only for the header, which is the first of all if there is one. */
  readonly kind: 'sql' | 'markdown' | 'notebook';
}

/**
 * The lines that start cells. One inside a string, a quoted name or a block comment is text, but only
 * in SQL: an apostrophe in a Markdown cell hides nothing. Nor does a quote that is never closed.
 */
export function findMarkers(text: string): Marker[] {
  const markers: Marker[] = [];
  /** From where on the text has to be looked at for quotes: nothing is open there. */
  let start = 0;
  let isMarkdown = false;
  const open = new Set<string>();
  for (const { 0: line, index, groups } of text.matchAll(markerLine)) {
    if (index < start) continue;
    if (!isMarkdown) {
      const end = endOfOpen(text, start, index, open);
      if (end !== undefined) {
        start = end;
        continue;
      }
    }
    const isHeader =
      groups?.['kind'] === '[notebook]' && /^[\s\uFEFF]*$/.test(text.slice(0, index));
    isMarkdown = groups?.['kind'] === '[markdown]';
    const kind = isHeader ? 'notebook' : isMarkdown ? 'markdown' : 'sql';
    start = index + line.length;
    markers.push({ kind, start: index, end: start });
  }
  return markers;
}

/** In a `.lake.sql` file a line begins after any line end, and after a byte order mark. */
const markerLine =
  /(?<=^\uFEFF?|[\r\n])-- %%(?:[ \t]+(?<kind>\[(?:markdown|notebook)\])(?=[ \t\r\n]|$))?(?=[ \t\r\n]|$)[^\r\n]*(?:\r\n|\r|\n|$)/g;

/** If a string or a comment that begins after `start` reaches over `at`: where it ends. */
function endOfOpen(text: string, start: number, at: number, open: Set<string>): number | undefined {
  const before = tokenize(text.slice(start, at), 'duckdb').at(-1);
  if (before === undefined || before.closed) return undefined;
  const opening = start + before.start;
  const found = /[eE]?'|"|\/\*|\$[^$]*\$/y;
  found.lastIndex = opening;
  const quote = found.exec(text)?.[0];
  // What is open to the end of the text is looked for once: there may be many.
  if (quote === undefined || open.has(quote)) return undefined;
  const end = endOfQuoted(text, opening + quote.length, quote);
  if (end === undefined) open.add(quote);
  return end;
}

function endOfQuoted(text: string, from: number, quote: string): number | undefined {
  const edge = edges[quote.toLowerCase()];
  if (edge === undefined) {
    const end = text.indexOf(quote, from);
    return end < 0 ? undefined : end + quote.length;
  }
  edge.lastIndex = from;
  let depth = 1;
  for (let match = edge.exec(text); match !== null; match = edge.exec(text)) {
    if (match[0] === '/*') depth++;
    else if (match[0].length === 1 || (match[0] === '*/' && --depth === 0)) return edge.lastIndex;
  }
  return undefined;
}

/** What a quote or a comment may hold that looks like its end, and its end. */
const edges: Readonly<Record<string, RegExp>> = {
  "'": /''|'/g,
  '"': /""|"/g,
  "e'": /\\[^]|''|'/g,
  '/*': /\/\*|\*\//g,
};

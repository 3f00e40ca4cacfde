import type { Span } from '../util/span.js';

/** Replaces a stretch of a text; an empty stretch is an insertion. Offsets are those of the original. */
export interface Edit extends Span {
  readonly text: string;
}

export interface AppliedEdits {
  readonly text: string;
  /** Edits that were left out because an earlier one already took their place. */
  readonly overlaps: readonly Edit[];
}

/** Applies edits in one pass. Of two that overlap the one that starts first wins; insertions at one place keep their order. */
export function applyEdits(text: string, edits: readonly Edit[]): AppliedEdits {
  if (edits.length === 0) return { text, overlaps: [] };
  const overlaps: Edit[] = [];
  const pieces: string[] = [];
  let at = 0;
  for (const edit of inOrder(edits)) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length) {
      overlaps.push(edit);
      continue;
    }
    pieces.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  pieces.push(text.slice(at));
  return { text: pieces.join(''), overlaps };
}

/** Where a place in the edited text was in the original; inside a replacement, where that one started. */
export function toOriginal(offset: number, edits: readonly Edit[]): number {
  let shift = 0;
  for (const edit of inOrder(edits)) {
    const start = edit.start + shift;
    if (offset < start) break;
    if (offset < start + edit.text.length) return edit.start;
    shift += edit.text.length - (edit.end - edit.start);
  }
  return offset - shift;
}

export function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

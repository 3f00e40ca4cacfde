import type { NameUse, OutputColumn } from '../../sql/resolve/resolution.js';
import type { Span } from '../../util/span.js';
import type { Machine } from './machine.js';
import type { TextValue } from './value.js';

/** SQL that code puts together, as the parser can read it: what is only known when it runs is a name of its own. */
export interface SqlText {
  readonly text: string;
  /** Where a stretch of it is in the code; the whole argument where it comes from elsewhere. */
  toCode(span: Span): Span;
}

/** What stands for a hole. */
const hole = /__h(\d+)_/g;

export function sqlText(
  value: TextValue,
  at: Span,
  machine: Machine,
): SqlText & { readonly holes: readonly string[] } {
  const holes: string[] = [];
  const starts: {
    readonly from: number;
    readonly to: number | undefined;
    readonly length: number;
  }[] = [];
  let text = '';
  for (const piece of value.pieces) {
    const written = piece.isHole ? `__h${holes.push(piece.text) - 1}_` : piece.text;
    const isHere = piece.at?.unit === machine.homeId && machine.isHome;
    starts.push({
      from: text.length,
      to: isHere ? piece.at.start : undefined,
      length: written.length,
    });
    text += written;
  }
  const whole = machine.span(at);
  const place = (offset: number): number | undefined => {
    const piece = starts.findLast(({ from, length }) => from <= offset && offset < from + length);
    return piece?.to === undefined ? undefined : piece.to + offset - piece.from;
  };
  return {
    text,
    holes,
    toCode({ start, end }) {
      const [first, last] = [place(start), place(end - 1)];
      return first === undefined || last === undefined || last < first
        ? whole
        : { start: first, end: last + 1 };
    },
  };
}

export function hasHole(text: string): boolean {
  hole.lastIndex = 0;
  return hole.test(text);
}

/** A name as it was written, holes in braces. */
export function withHoles(text: string, holes: readonly string[]): string {
  return text.replace(hole, (_, at: string) => `{${holes[Number(at)] ?? ''}}`);
}

/** Uses of names in SQL, as uses in the code. What a hole stands for nobody knows. */
export function usesInCode(uses: readonly NameUse[], sql: SqlText): readonly NameUse[] {
  return uses.flatMap((use): readonly NameUse[] => {
    if (hasHole(sql.text.slice(use.span.start, use.span.end))) return [];
    const { meaning } = use;
    const span = sql.toCode(use.span);
    if (meaning.kind !== 'local' || meaning.definition === undefined) return [{ span, meaning }];
    return [{ span, meaning: { ...meaning, definition: sql.toCode(meaning.definition) } }];
  });
}

export function outputInCode(output: OutputColumn, sql: SqlText): OutputColumn {
  if (output.kind === 'star' || output.span === undefined) return output;
  return { ...output, span: sql.toCode(output.span) };
}

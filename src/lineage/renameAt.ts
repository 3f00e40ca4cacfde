import type { AnalyzedStatement } from '../sql/analyze.js';
import { foldName } from '../sql/dialect.js';
import type { NameUse } from '../sql/resolve/resolution.js';
import { type Token, tokenize, unquote } from '../sql/tokens.js';
import type { Span } from '../util/span.js';
import type { HoverRequest } from './hoverRequest.js';
import type { LineageCell } from './lineageFile.js';
import type { LineageIndex } from './lineageIndex.js';
import { isSameMeaning } from './sameMeaning.js';

/** The places of one name in the text of a cell, or why it can not be renamed. */
export type Renaming =
  | { readonly kind: 'places'; readonly at: Span; readonly places: readonly Span[] }
  | { readonly kind: 'refused'; readonly reason: RenameRefusal };

export type RenameRefusal =
  /** No CTE and no alias: others may know it by its name. */
  | 'not-local'
  /** Several things of the statement have the name. */
  | 'several'
  | 'unreadable'
  | 'not-a-name'
  | 'name-taken'
  /** The statement would be read as another one. */
  | 'changes-meaning';

/** What a word of the name is: of a relation, of a value that the statement names, or something else. */
type Part = 'definition' | 'relation' | 'value' | 'other' | 'table';

/**
 * Where the CTE or the alias under the caret is named. With a `newName` only if the text with it means the same: it is
 * read again and compared, so that a place that was overseen, or a name that something else has, refuses it.
 */
export function renameAt(
  index: LineageIndex,
  { uri, cell, offset }: HoverRequest,
  newName?: string,
): Renaming {
  const read = (text: string): readonly AnalyzedStatement[] =>
    index.analyze(uri, { ...cell, text }).statements;
  const before = read(cell.text);
  const statement = before.find(({ span }) => span.start <= offset && offset <= span.end);
  if (statement === undefined) return refused('not-local');
  if (statement.problem !== undefined) return refused('unreadable');
  const tokens = tokenize(cell.text, cell.dialect).filter(
    ({ kind, start, end }) =>
      kind !== 'comment' && start >= statement.span.start && end <= statement.span.end,
  );
  const here = tokens.find(
    ({ kind, start, end }) => isName(kind) && start <= offset && offset <= end,
  );
  if (here === undefined) return refused('not-local');
  const nameOf = (token: Token): string => keyOf(token, cell);
  const parts = tokens.flatMap((token, at): readonly (readonly [Token, Part])[] =>
    isName(token.kind) && nameOf(token) === nameOf(here)
      ? [[token, partOf(tokens, at, statement.resolution.uses, cell)]]
      : [],
  );
  const places = placesOf(parts, here);
  if (typeof places === 'string') return refused(places);
  if (newName === undefined) return { kind: 'places', at: here, places };

  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(newName)) return refused('not-a-name');
  const isOther = nameOf(here) !== foldName(newName, false, cell.dialect);
  const taken = tokens.some(
    (token) => isName(token.kind) && nameOf(token) === foldName(newName, false, cell.dialect),
  );
  if (isOther && taken) return refused('name-taken');
  const after = read(replaced(cell.text, places, newName));
  const moved = (position: number): number =>
    places.reduce(
      (sum, { start, end }) => (start < position ? sum + newName.length - (end - start) : sum),
      position,
    );
  return isSameMeaning(before, after, moved, isOther ? [unquoted(here, cell), newName] : undefined)
    ? { kind: 'places', at: here, places }
    : refused('changes-meaning');
}

function placesOf(
  parts: readonly (readonly [Token, Part])[],
  here: Token,
): readonly Span[] | RenameRefusal {
  const own = parts.find(([token]) => token === here)?.[1];
  const all = (wanted: readonly Part[]): readonly Span[] =>
    parts.flatMap(([{ start, end }, part]) => (wanted.includes(part) ? [{ start, end }] : []));
  switch (own) {
    case 'definition':
    case 'relation': {
      const definitions = all(['definition']).length;
      if (definitions === 0) return 'not-local';
      return definitions === 1 ? all(['definition', 'relation']) : 'several';
    }
    case 'value':
      // A column of the same name may be the same thing, or not.
      return parts.some(([, part]) => part === 'other') ? 'several' : all(['value']);
    case 'other':
    case 'table':
    case undefined:
      return 'not-local';
  }
}

function partOf(
  tokens: readonly Token[],
  at: number,
  uses: readonly NameUse[],
  cell: LineageCell,
): Part {
  const token = tokens[at];
  if (token === undefined) return 'other';
  const text = ({ start, end }: Span): string => cell.text.slice(start, end);
  const exact = uses.filter(({ span }) => span.start === token.start && span.end === token.end);
  const local = exact.find(({ meaning }) => meaning.kind === 'local')?.meaning;
  if (local?.kind === 'local') {
    return local.definition?.start === token.start ? 'definition' : 'relation';
  }
  const inTable = uses.some(
    ({ span, meaning }) =>
      meaning.kind === 'table' && span.start <= token.start && token.end <= span.end,
  );
  if (inTable) return 'table';
  if (exact.length > 0) {
    const isOwn = exact.every(
      ({ meaning }) =>
        (meaning.kind === 'value' && meaning.target === undefined) ||
        (meaning.kind === 'column' && meaning.ref.field.toLowerCase() !== keyOf(token, cell)),
    );
    return isOwn ? 'value' : 'other';
  }
  const [before, after] = [tokens[at - 1], tokens[at + 1]].map((each) => each && text(each));
  if (before === '.') return 'other';
  if (after === '.') return 'relation';
  if (after === '(' && cell.dialect !== 'duckdb' && cell.dialect !== 'trino') return 'other';
  const ahead = before?.toLowerCase() === 'as' ? tokens[at - 2] : tokens[at - 1];
  if (ahead === undefined) return 'other';
  const isAfterTable = uses.some(
    ({ span, meaning }) =>
      (meaning.kind === 'table' || meaning.kind === 'local') && span.end === ahead.end,
  );
  return isAfterTable || text(ahead) === ')' ? 'definition' : 'other';
}

function replaced(text: string, places: readonly Span[], by: string): string {
  let at = 0;
  const parts = places.map(({ start, end }) => {
    const part = text.slice(at, start) + by;
    at = end;
    return part;
  });
  return parts.join('') + text.slice(at);
}

function isName(kind: Token['kind']): boolean {
  return kind === 'word' || kind === 'name';
}

function unquoted({ start, end }: Span, { text }: LineageCell): string {
  return unquote(text.slice(start, end));
}

function keyOf(token: Token, cell: LineageCell): string {
  return foldName(unquoted(token, cell), token.kind === 'name', cell.dialect);
}

function refused(reason: RenameRefusal): Renaming {
  return { kind: 'refused', reason };
}

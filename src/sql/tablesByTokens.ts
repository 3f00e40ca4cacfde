import type { Dialect } from './dialect.js';
import { type Token, tokenize, unquote } from './tokens.js';
import type { Name } from './tree.js';

/** A table that a text names, by the words around it. */
export interface NamedTable {
  readonly name: readonly Name[];
  readonly role: 'read' | 'write';
}

/**
 * The tables of a statement that no grammar can read, half typed or too deep: names after `FROM`, `JOIN`, `INTO` and
 * their like, in its order. `at` is where the text starts in the one that spans are to be of.
 */
export function tablesByTokens(text: string, dialect: Dialect, at: number): readonly NamedTable[] {
  const tokens = tokenize(text, dialect).filter(({ kind }) => kind !== 'comment');
  const word = (index: number): string => {
    const token = tokens[index];
    return token === undefined ? '' : text.slice(token.start, token.end).toLowerCase();
  };
  const found: NamedTable[] = [];
  const ctes = new Set<string>();
  const opened: string[] = [];
  tokens.forEach((token, index) => {
    const now = word(index);
    if (now === '(') opened.push(word(index - 1));
    else if (now === ')') opened.pop();
    if (now === 'as' && word(index + 1) === '(') ctes.add(unquote(word(index - 1)));
    const role = token.kind === 'word' ? roleOf(now, word(index - 1), opened.at(-1)) : undefined;
    if (role === undefined) return;
    let next = index + 1;
    while (between.has(word(next))) next++;
    const { name, end } = nameAt(tokens, next, text, at);
    const isTable = name.length > 0 && word(end) !== '(' && !keywords.has(word(next));
    if (isTable) found.push({ name, role });
  });
  return found.filter(({ name }) => {
    const [only, ...rest] = name;
    return rest.length > 0 || only === undefined || !ctes.has(only.text.toLowerCase());
  });
}

/** Functions whose arguments have a `FROM` of their own. */
const fromWithin: ReadonlySet<string> = new Set([
  ...['extract', 'trim', 'substring', 'overlay', 'date_part'],
]);

function roleOf(word: string, before: string, within = ''): NamedTable['role'] | undefined {
  switch (word) {
    case 'from':
      if (fromWithin.has(within) || before === 'distinct') return undefined;
      return before === 'delete' ? 'write' : 'read';
    case 'join':
    case 'using':
      return 'read';
    case 'into':
      return 'write';
    case 'update':
      return before === '' ? 'write' : undefined;
    case 'table':
    case 'view':
      return creating.has(before) ? 'write' : undefined;
    default:
      return undefined;
  }
}

const creating: ReadonlySet<string> = new Set([
  ...[
    'create',
    'replace',
    'temporary',
    'temp',
    'external',
    'overwrite',
    'drop',
    'truncate',
    'alter',
  ],
  ...['materialized'],
]);

/** May stand between such a word and the name. */
const between: ReadonlySet<string> = new Set(['only', 'lateral', 'table', 'if', 'not', 'exists']);

const keywords: ReadonlySet<string> = new Set([
  ...['select', 'with', 'values', 'where', 'on', 'using', 'join', 'set', 'when', 'group', 'order'],
  ...['from', 'into', 'update', 'insert', 'delete', 'merge', 'table', 'having', 'union', 'case'],
  ...['unnest', 'as', 'inner', 'left', 'right', 'full', 'cross', 'and', 'or', 'in', 'by', 'limit'],
]);

function nameAt(
  tokens: readonly Token[],
  from: number,
  text: string,
  at: number,
): { readonly name: readonly Name[]; readonly end: number } {
  const name: Name[] = [];
  let index = from;
  for (;;) {
    const token = tokens[index];
    if (token?.kind !== 'word' && token?.kind !== 'name') return { name, end: index };
    const source = text.slice(token.start, token.end);
    const span = { start: at + token.start, end: at + token.end };
    name.push({ text: unquote(source), quoted: token.kind === 'name', span });
    index++;
    const dot = tokens[index];
    if (dot === undefined || text.charAt(dot.start) !== '.') return { name, end: index };
    index++;
  }
}

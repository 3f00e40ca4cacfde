import type { Catalog, Namespace, TableIdentifier } from '../../catalog/catalog.js';
import { type Token, tokenize, unquote } from '../../sql/tokens.js';
import type { Span } from '../../util/span.js';

/** A name as it stands in a statement: `a."b c".d`. */
export interface WrittenName extends Span {
  readonly parts: readonly string[];
  /** The innermost part. */
  readonly last: Span;
}

/** The name that begins at an offset. */
export function nameAt(sql: string, position: number): WrittenName | undefined {
  const tokens = tokenize(sql, 'duckdb').filter(
    ({ kind, start }) => kind !== 'comment' && start >= position,
  );
  return nameOf(sql, tokens);
}

/** The name that tokens begin with. */
export function nameOf(sql: string, tokens: readonly Token[]): WrittenName | undefined {
  const parts: string[] = [];
  let last: Token | undefined;
  for (const [index, token] of tokens.entries()) {
    const text = sql.slice(token.start, token.end);
    if (index % 2 === 1) {
      if (text !== '.') break;
      continue;
    }
    if (token.kind !== 'word' && token.kind !== 'name') break;
    parts.push(token.kind === 'name' ? unquote(text) : text);
    last = token;
  }
  const start = tokens[0]?.start;
  if (last === undefined || start === undefined) return undefined;
  return { parts, start, end: last.end, last: { start: last.start, end: last.end } };
}

/** Every word and quoted name of a statement that may be a table's, in lower case: a dot follows none. */
export function wordsOf(sql: string): ReadonlySet<string> {
  const tokens = tokenize(sql, 'duckdb').filter(({ kind }) => kind !== 'comment');
  return new Set(
    tokens.flatMap(({ kind, start, end }, index) => {
      const next = tokens[index + 1];
      const isName = kind === 'word' || kind === 'name';
      const isOuter = next !== undefined && sql.slice(next.start, next.end) === '.';
      return isName && !isOuter ? [unquote(sql.slice(start, end)).toLowerCase()] : [];
    }),
  );
}

/** Whether a column is written with more than its table's name before it: `silver.orders.id`. */
export function isQualifierOf(sql: string, table: string): boolean {
  const tokens = tokenize(sql, 'duckdb').filter(({ kind }) => kind !== 'comment');
  const text = (index: number): string => {
    const token = tokens[index];
    return token === undefined ? '' : sql.slice(token.start, token.end);
  };
  return tokens.some(
    (_, index) =>
      text(index - 1) === '.' && text(index + 1) === '.' && isSame(unquote(text(index)), table),
  );
}

/**
 * What a written name can mean, the likeliest first. DuckDB has one level of schemas: a nested
 * namespace is one schema whose name has dots, `"sales.eu".orders`.
 */
export function meanings(
  parts: readonly string[],
  defaults: { readonly namespace: Namespace; readonly prefixes: ReadonlySet<string> },
): readonly TableIdentifier[] {
  const name = parts.at(-1);
  if (name === undefined) return [];
  const [first = '', ...inner] = parts.slice(0, -1);
  const outer = defaults.prefixes.has(first.toLowerCase())
    ? [inner, [first, ...inner]]
    : [[first, ...inner]];
  const namespaces = parts.length === 1 ? [defaults.namespace] : outer.flatMap(splits);
  return namespaces.map((namespace) => ({ namespace, name }));
}

/** How a namespace is called as a schema of DuckDB. */
export function schemaOf(namespace: Namespace): string {
  return namespace.length === 0 ? 'main' : namespace.join('.');
}

export function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function splits(namespace: Namespace): Namespace[] {
  const [only, ...more] = namespace;
  if (only === undefined || more.length > 0 || !only.includes('.')) return [namespace];
  return [namespace, only.split('.')];
}

/** A table whose name differs in case only: DuckDB's names do not tell case apart, catalogs may. */
export async function inOtherCase(
  catalog: Catalog,
  { namespace, name }: TableIdentifier,
  signal: AbortSignal,
): Promise<TableIdentifier | undefined> {
  const parent = namespace.slice(0, -1);
  const wanted = namespace.at(-1);
  const found =
    wanted === undefined
      ? namespace
      : await first(
          (token) => catalog.listNamespaces(parent, token, signal),
          (candidate) => isSame(candidate.at(-1) ?? '', wanted),
        );
  if (found === undefined) return undefined;
  const summary = await first(
    (token) => catalog.listTables(found, token, signal),
    (candidate) => isSame(candidate.identifier.name, name),
  );
  return summary?.identifier;
}

async function first<T>(
  page: (
    token: string | undefined,
  ) => Promise<{ readonly items: readonly T[]; readonly next?: string }>,
  matches: (item: T) => boolean,
): Promise<T | undefined> {
  for (let token: string | undefined; ;) {
    const { items, next } = await page(token);
    const found = items.find(matches);
    if (found !== undefined || next === undefined) return found;
    token = next;
  }
}

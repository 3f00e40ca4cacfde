import { columnNames } from '../../catalogCache/cacheFormat.js';
import type { Table, TableIdentifier } from '../../catalog/catalog.js';

/** A table that can be found. */
export interface KnownTable {
  readonly connection: string;
  readonly catalog: string;
  readonly identifier: TableIdentifier;
  readonly kind: 'table' | 'view';
  readonly comment?: string;
  /** Names, those within columns too; missing where the table was never loaded. */
  readonly columns?: readonly string[];
}

/** What a table that was loaded can be found by. */
export function toKnown(
  { connection, catalog }: Pick<KnownTable, 'connection' | 'catalog'>,
  { identifier, kind, comment, columns }: Table,
): KnownTable {
  return {
    connection,
    catalog,
    identifier,
    kind,
    ...(comment === undefined ? {} : { comment }),
    columns: columnNames(columns),
  };
}

interface Entry {
  readonly table: KnownTable;
  /** In lower case, as all that is searched. */
  readonly name: string;
  readonly path: string;
  readonly columns: string;
  readonly comment: string;
}

/** Tables by a few words of their names, columns and comments. */
export class TableIndex {
  readonly #entries = new Map<string, Entry>();
  #sorted: readonly Entry[] | undefined;
  /** What the last text left: a longer one that begins with it leaves no more. */
  #last: { readonly text: string; readonly left: readonly Entry[] } | undefined;

  get size(): number {
    return this.#entries.size;
  }

  /** What is known of a table already stays where `table` does not say it. */
  add(table: KnownTable): void {
    const key = keyOfTable(table);
    const before = this.#entries.get(key)?.table;
    this.#entries.set(key, toEntry({ ...before, ...table }));
    this.#sorted = undefined;
  }

  /** The tables of which nothing but the name is known. */
  unread(): readonly KnownTable[] {
    return [...this.#entries.values()].flatMap(({ table }) =>
      table.columns === undefined ? [table] : [],
    );
  }

  clear(): void {
    this.#entries.clear();
    this.#sorted = undefined;
  }

  /** Done once after many were added, so that nobody waits for it while typing. */
  prepare(): void {
    if (this.#sorted !== undefined) return;
    this.#last = undefined;
    this.#sorted = [...this.#entries.values()].sort(
      (a, b) => a.name.length - b.name.length || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
    );
  }

  /**
   * The tables in which each word of a text is found, at most `limit`: those whose names have them first, short
   * names before long ones. All tables where there is no word.
   */
  search(text: string, limit: number): readonly KnownTable[] {
    this.prepare();
    const lower = text.toLowerCase();
    const words = lower.split(/\s+/).filter((word) => word !== '');
    const last = this.#last;
    const entries =
      last !== undefined && lower.startsWith(last.text) ? last.left : (this.#sorted ?? []);
    const left: Entry[] = [];
    const byScore: KnownTable[][] = [];
    for (const entry of entries) {
      const score = scoreOf(entry, words);
      if (score === 0) continue;
      left.push(entry);
      const found = (byScore[score] ??= []);
      if (found.length < limit) found.push(entry.table);
    }
    this.#last = { text: lower, left };
    return byScore.reverse().flat().slice(0, limit);
  }
}

/** The sum over words of how good the place is where each is found; 0 where one is nowhere. */
function scoreOf(entry: Entry, words: readonly string[]): number {
  let score = 1;
  for (const word of words) {
    const one = scoreOfWord(entry, word);
    if (one === 0) return 0;
    score += one;
  }
  return score;
}

function scoreOfWord({ name, path, columns, comment }: Entry, word: string): number {
  const at = name.indexOf(word);
  if (at === 0) return name.length === word.length ? 100 : 80;
  if (at > 0) return /[a-z0-9]/.test(name.charAt(at - 1)) ? 40 : 60;
  if (path.includes(word)) return 25;
  if (!columns.includes(word)) return comment.includes(word) ? 10 : 0;
  // Names of columns stand between line ends.
  if (columns.includes(`\n${word}\n`)) return 20;
  return columns.includes(`\n${word}`) ? 15 : 12;
}

function toEntry(table: KnownTable): Entry {
  const { connection, catalog, identifier, comment = '', columns = [] } = table;
  return {
    table,
    name: identifier.name.toLowerCase(),
    path: [connection, catalog, [...identifier.namespace, identifier.name].join('.')]
      .join('\n')
      .toLowerCase(),
    columns: columns.length === 0 ? '' : `\n${columns.join('\n').toLowerCase()}\n`,
    comment: comment.toLowerCase(),
  };
}

/** The same for the same table, whatever is known of it. */
export function keyOfTable({ connection, catalog, identifier }: KnownTable): string {
  return JSON.stringify([connection, catalog, identifier.namespace, identifier.name]);
}

import type { Span } from '../../util/span.js';
import type { Dialect } from '../dialect.js';
import type { Name, Query, Relation } from '../tree.js';
import type { Predicate } from '../../util/predicate.js';
import type { Reads } from './origins.js';
import type { IndirectRef, NameUse, SchemaLookup, TableUse, UnknownFact } from './resolution.js';
import type { Cte, Item, Scope } from './scope.js';

/** What one statement's resolving collects, and what its steps share. */
export interface Run {
  readonly dialect: Dialect;
  readonly schema: SchemaLookup;
  readonly tables: TableUse[];
  readonly uses: NameUse[];
  readonly unknowns: UnknownFact[];
  readonly asked: Asked[];
  /** What a name without its outer parts means, by an earlier `USE`. */
  readonly qualify: (name: readonly string[]) => readonly string[];
  /** Relations in scope whose tables are written, and not read, and who hears which table each is. */
  readonly written: ReadonlySet<Relation>;
  readonly onWritten: (relation: Relation, table: number) => void;
  /** The CTE whose query is being resolved. */
  readonly within: { cte: Reads | undefined };
  /** For each of `tables` the CTE in whose query it is named. */
  readonly tableWithin: (Reads | undefined)[];
  /** Names of CTEs, folded. */
  readonly cteNames: Set<string>;
  /** Here, because expressions, relations and queries hold each other. */
  query(query: Query, outer: Outer): ResolvedQuery;
}

/** What a statement asks of the rows of a table, at one place. */
export interface Asked {
  /** Index into `tables`. */
  readonly table: number;
  readonly predicate: Predicate;
  /** Counts only where each of these CTEs is read once. */
  readonly through: readonly Reads[];
}

/** What a query inside another one sees of it. */
export interface Outer {
  readonly scope: Scope | undefined;
  readonly ctes: ReadonlyMap<string, Cte>;
}

export interface ResolvedQuery {
  readonly items: readonly ResolvedItem[];
  readonly influences: readonly IndirectRef[];
}

/** An item of the outermost list also says where it stands, and whether an alias names it there. */
export type ResolvedItem = Item & { readonly span?: Span; readonly alias?: Name };

/** Adds a mention of a table and returns its index. */
export function addTable(run: Run, name: readonly Name[], role: TableUse['role']): number {
  const span = spanOf(name);
  const names = run.qualify(name.map((part) => part.text));
  const columns = run.schema(names);
  const index = run.tables.length;
  run.tableWithin.push(run.within.cte);
  run.tables.push({
    name: names,
    role,
    ...(name.some(isParameter) ? { isParameter: true } : {}),
    ...(span === undefined ? {} : { span }),
    ...(columns === undefined ? {} : { columns }),
  });
  if (span !== undefined) run.uses.push({ span, meaning: { kind: 'table', table: index } });
  if (name.some(isParameter)) {
    run.unknowns.push({ reason: 'parameter', ...(span === undefined ? {} : { span }) });
  }
  return index;
}

/** Whether a name stood for `${day}`, `{{day}}` and the like before the text was parsed. */
function isParameter({ text }: Name): boolean {
  return text.startsWith('__') && text.endsWith('_');
}

/** From the first part of a name to its last. */
export function spanOf(name: readonly Name[]): Span | undefined {
  const start = name.at(0)?.span?.start;
  const end = name.at(-1)?.span?.end;
  return start === undefined || end === undefined ? undefined : { start, end };
}

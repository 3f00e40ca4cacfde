import type { Span } from '../../util/span.js';
import { type Dialect, foldName } from '../dialect.js';
import type { Name } from '../tree.js';
import { union } from './lineage.js';
import type { Origin, Reads } from './origins.js';
import type { IndirectRef, Lineage, UnknownReason } from './resolution.js';

/** One thing among the columns of a relation, in their order. */
export type Item =
  | {
      readonly kind: 'column';
      readonly name: Name | undefined;
      readonly lineage: Lineage;
      /** None where it is more than the value of a column, or its rows are not those of a table. */
      readonly origins?: readonly Origin[];
    }
  /** All columns of tables without a schema; several where a set operation laid them over each other. */
  | {
      readonly kind: 'open';
      readonly tables: readonly number[];
      /** Folded names that were taken out. */
      readonly except: ReadonlySet<string>;
      readonly origins?: undefined;
    };

/** A relation as the names after it see it. */
export interface Source {
  /** How it can be qualified: one alias, or a table's name from the outermost in. */
  readonly qualifier: readonly Name[];
  /** A table's own name where it has an alias: engines hide it, yet it can mean nothing else. */
  readonly hiddenName?: readonly Name[];
  readonly items: readonly Item[];
  /** What any other column of it is made of: an unnested value has whatever names the engine gives. */
  readonly anything?: Lineage;
  /** Why nothing is known of its columns. */
  readonly unknown?: UnknownReason;
  readonly influences: readonly IndirectRef[];
  /** A right side of a semi join is seen by its condition only. */
  readonly hidden: boolean;
}

/** The sources of one SELECT, and the scope around it for what they do not have. */
export interface Scope {
  readonly sources: readonly Source[];
  /** Columns that `USING` made one of two; they come before the sources' own. */
  readonly merged: readonly MergedColumn[];
  /** Outputs of the same SELECT that can be named: before its columns (`ORDER BY`) or after them. */
  readonly aliases?: { readonly items: readonly Item[]; readonly first: boolean };
  /** What the windows of a `WINDOW` clause partition and order by, by their names in lower case. */
  readonly windows?: ReadonlyMap<string, readonly IndirectRef[]>;
  readonly outer: Scope | undefined;
  readonly ctes: ReadonlyMap<string, Cte>;
}

export interface MergedColumn {
  readonly name: Name;
  readonly lineage: Lineage;
  readonly origins?: readonly Origin[];
}

export interface Cte {
  readonly reads: Reads;
  readonly name: Name;
  readonly items: readonly Item[];
  readonly influences: readonly IndirectRef[];
  readonly unknown?: UnknownReason;
  readonly definition: Span | undefined;
}

export type Found =
  | {
      readonly kind: 'found';
      readonly lineage: Lineage;
      readonly origins?: readonly Origin[];
      readonly parts: number;
      readonly assumed: boolean;
    }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason };

/**
 * What `a`, `t.a` or `db.t.a.field` stands for, from the innermost scope out. `parts` says how many parts of the name
 * were used: the rest are fields of the column's value.
 */
export function lookUp(scope: Scope, parts: readonly Name[], dialect: Dialect): Found {
  let reason: UnknownReason | undefined;
  let assumed: Found | undefined;
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const found = qualified(at, parts, dialect) ?? unqualified(at, parts, dialect);
    if (found?.kind === 'unknown') {
      reason ??= found.reason;
    } else if (found?.assumed === true && found.parts === 1 && parts.length > 1) {
      // `t.a` as a field of a column `t` that a table may have: only where no scope has a relation `t`.
      assumed ??= found;
    } else if (found !== undefined) {
      return found;
    }
  }
  if (assumed !== undefined) return assumed;
  return {
    kind: 'unknown',
    reason: reason ?? (parts.length > 1 ? 'no-such-relation' : 'no-such-column'),
  };
}

/** The source that a star's qualifier or a column's means. */
export function findSource(
  scope: Scope,
  qualifier: readonly Name[],
  dialect: Dialect,
): Source | undefined {
  return (
    scope.sources.find((source) => isQualifiedBy(source.qualifier, qualifier, dialect)) ??
    scope.sources.find(({ hiddenName }) => isQualifiedBy(hiddenName ?? [], qualifier, dialect))
  );
}

export function fold(name: Name, dialect: Dialect): string {
  return foldName(name.text, name.quoted, dialect);
}

/** The column of a list of items. A table without a schema is assumed to have it, if it is the only one. */
export function findItem(items: readonly Item[], name: Name, dialect: Dialect): Found | undefined {
  const key = fold(name, dialect);
  const named = items.filter(
    (item) => item.kind === 'column' && item.name !== undefined && fold(item.name, dialect) === key,
  );
  const [first] = named;
  if (first?.kind === 'column') {
    if (named.length > 1) return { kind: 'unknown', reason: 'ambiguous-column' };
    return found(first);
  }
  const open = items.flatMap((item) =>
    item.kind === 'open' && !item.except.has(key) ? [item] : [],
  );
  const [only] = open;
  if (only === undefined) return undefined;
  if (open.length > 1) return { kind: 'unknown', reason: 'schema-missing' };
  return { kind: 'found', lineage: columnsOf(only.tables, name), parts: 1, assumed: true };
}

function found({ lineage, origins = [] }: Omit<MergedColumn, 'name'>): Found {
  return { kind: 'found', lineage, origins, parts: 1, assumed: false };
}

function columnsOf(tables: readonly number[], name: Name): Lineage {
  const direct = tables.map(
    (table) => ({ table, field: name.text, transformation: 'identity' }) as const,
  );
  return { direct, indirect: [] };
}

function qualified(scope: Scope, parts: readonly Name[], dialect: Dialect): Found | undefined {
  for (let length = parts.length - 1; length > 0; length--) {
    const column = parts[length];
    const source = findSource(scope, parts.slice(0, length), dialect);
    if (source === undefined || column === undefined) continue;
    const found = inSource(source, column, dialect);
    if (found === undefined) return { kind: 'unknown', reason: 'no-such-column' };
    return found.kind === 'found' ? { ...found, parts: length + 1 } : found;
  }
  return undefined;
}

function inSource(source: Source, column: Name, dialect: Dialect): Found | undefined {
  const found = findItem(source.items, column, dialect);
  if (found !== undefined) return found;
  if (source.anything !== undefined) {
    return { kind: 'found', lineage: source.anything, parts: 1, assumed: true };
  }
  return source.unknown === undefined ? undefined : { kind: 'unknown', reason: source.unknown };
}

function unqualified(scope: Scope, parts: readonly Name[], dialect: Dialect): Found | undefined {
  const [name] = parts;
  if (name === undefined) return undefined;
  const key = fold(name, dialect);
  const alias = scope.aliases && findItem(scope.aliases.items, name, dialect);
  if (alias?.kind === 'found' && scope.aliases?.first === true) return alias;
  const merged = scope.merged.find((column) => fold(column.name, dialect) === key);
  if (merged !== undefined) {
    return found(merged);
  }
  const all = scope.sources.flatMap((source) => {
    const found = findItem(source.items, name, dialect);
    return found === undefined ? [] : [found];
  });
  const sure = all.filter((found) => found.kind === 'found' && !found.assumed);
  // A table without a schema may have the column too; the alias is known to be there.
  if (sure.length === 0 && alias?.kind === 'found') return alias;
  const candidates = sure.length > 0 ? sure : all;
  const [first] = candidates;
  if (first !== undefined) {
    if (candidates.length === 1) return first;
    return { kind: 'unknown', reason: sure.length > 1 ? 'ambiguous-column' : 'schema-missing' };
  }
  const vague = scope.sources.find((source) => source.anything ?? source.unknown);
  return vague === undefined ? undefined : inSource(vague, name, dialect);
}

/** A qualifier may leave out the outer parts of a table's name. */
function isQualifiedBy(
  name: readonly Name[],
  qualifier: readonly Name[],
  dialect: Dialect,
): boolean {
  const tail = name.slice(-qualifier.length);
  return (
    tail.length === qualifier.length &&
    qualifier.length > 0 &&
    tail.every((name, at) => {
      const other = qualifier[at];
      return other !== undefined && fold(name, dialect) === fold(other, dialect);
    })
  );
}

/** Columns of two relations under one name, by `USING`. */
export function mergeLineage(all: readonly Found[]): Lineage {
  return union(all.flatMap((found) => (found.kind === 'found' ? [found.lineage] : [])));
}

import { unquote } from '../sql/tokens.js';
import { decode } from '../syntax/pythonStrings.js';
import type { Span } from '../util/span.js';
import { constantText } from './facts.js';
import { defaultCatalog, mapTablePath, mapTableName, namespaceOf } from './mapping.js';
import type { RuleCell } from './rule.js';
import type { Words } from './sqlTables.js';
import type { SqlStatement } from './sqlText.js';

/** A table that a statement names, and how it is to be named on the target. */
export interface SqlTarget {
  readonly at: Span;
  /** The place of the first word after it. */
  readonly next: number;
  /** Its name on the target; `undefined` where it stays as it is written. */
  readonly table: string | undefined;
  readonly isGuessed: boolean;
  /** The catalog whose procedures work on it. */
  readonly catalog: string;
  readonly namespace: string | undefined;
}

/** The table at a place of a statement; `dynamic-path` where it is a path that is only known at run time. */
export function sqlTarget(
  words: Words,
  index: number,
  statement: SqlStatement,
  cell: RuleCell,
): SqlTarget | 'dynamic-path' | undefined {
  const { migration, locations } = cell;
  const isString = words.kind(index) === 'string';
  const name = isString ? undefined : words.name(index);
  if (name === undefined && !isString) return undefined;
  const next = name?.next ?? index + 1;
  const at = words.span(index, next);
  const path = isString ? at : deltaPath(words, index, next);
  if (path !== undefined) {
    const text = resolvedSql(cell, statement, path);
    const mapped =
      text === undefined ? undefined : mapTablePath(unquote(text), migration, locations);
    if (mapped === undefined) return 'dynamic-path';
    const { table, isGuessed } = mapped;
    const catalog = catalogOf(table) ?? defaultCatalog(migration);
    return { at, next, table, isGuessed, catalog, namespace: namespaceOf(table) };
  }
  const written = resolvedSql(cell, statement, at);
  const mapped = written === undefined ? undefined : mapTableName(written, migration);
  const table = mapped === written ? undefined : mapped;
  const catalog =
    (mapped === undefined ? undefined : catalogOf(mapped)) ?? defaultCatalog(migration);
  return { at, next, table, isGuessed: false, catalog, namespace: undefined };
}

/** The text of a stretch of SQL when it is run: holes that hold a known text are filled in. */
export function resolvedSql(cell: RuleCell, { sql }: SqlStatement, at: Span): string | undefined {
  const source = cell.cell.text.slice(at.start, at.end);
  if (sql.literals === undefined || cell.tree === undefined) return source;
  const literal = sql.literals.find(
    ({ content }) => content.start <= at.start && at.end <= content.end,
  );
  if (literal === undefined) return undefined;
  const masked = sql.masked.slice(at.start - sql.start, at.end - sql.start);
  let text = '';
  let from = at.start;
  for (const hole of literal.holes) {
    if (hole.end <= at.start || hole.start >= at.end) continue;
    if (hole.expression === undefined || hole.isFormatted) return undefined;
    const value = constantText(cell.tree, hole.expression, cell.facts.constants);
    if (value === undefined) return undefined;
    text += decode(cell.cell.text.slice(from, hole.start), literal.prefix) + value;
    from = hole.end;
  }
  text += decode(cell.cell.text.slice(from, at.end), literal.prefix);
  // `%s` and `{}` of a filled text are masked too, and nobody knows their values.
  return !sql.takesHoles && masked !== source ? undefined : text;
}

/** The part of ``delta.`/path` `` that is the path. */
function deltaPath(words: Words, index: number, next: number): Span | undefined {
  const isDelta = words.has(index, 'DELTA', '.') && words.kind(index + 2) === 'name';
  return isDelta && next === index + 3 ? words.span(index + 2) : undefined;
}

function catalogOf(table: string): string | undefined {
  const parts = table.split('.');
  return parts.length > 2 ? parts[0] : undefined;
}

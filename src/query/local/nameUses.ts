import type { DuckDbContext } from '../../duckdb/duckDbApi.js';
import type { DuckDbClient } from '../../duckdb/duckDbClient.js';
import { applyEdits, type Edit } from '../../syntax/edits.js';
import { quoteName } from '../../util/quote.js';
import type { Span } from '../../util/span.js';
import { findAsOf } from './asOf.js';
import type { BoundTable, BoundTables } from './boundTables.js';
import { EditedSql } from './editedSql.js';
import { isQualifierOf } from './names.js';
import type { FindTable, ReadUse } from './statementUses.js';
import { checkGrammar, ofVersion, tableAsOf } from './tablesAsOf.js';

/** What names are given with. */
export interface Naming {
  readonly duckdb: DuckDbClient;
  readonly bound: BoundTables;
  readonly context: DuckDbContext;
}

/** A statement in which some mentions of tables have names of their own. */
export interface Named {
  readonly sql: EditedSql;
  /** The statement with the names that `read` of the tables has, and nothing filtered. */
  readonly portable: string;
  readonly bound: readonly BoundTable[];
  /** By where the mention stands in what was written. */
  readonly places: ReadonlyMap<number, BoundTable>;
  readonly hasFilters: boolean;
}

/**
 * Gives mentions with a version or a filter names of their own, and takes the versions' clauses away.
 * Failures are `QueryError` where a clause is to blame.
 */
export async function nameUses(
  sql: string,
  uses: readonly ReadUse[],
  find: FindTable,
  { duckdb, bound: tables, context }: Naming,
  signal: AbortSignal,
): Promise<Named> {
  const clauses = findAsOf(sql);
  await checkGrammar(sql, clauses, duckdb, context, signal);
  const bound = new Map<number, BoundTable>();
  const edits: Edit[] = [];
  const portable: Edit[] = [];
  const name = ({ start, end }: Span, of: BoundTable): void => {
    bound.set(start, of);
    edits.push({ start, end, text: of.name });
  };
  let hasFilters = false;
  try {
    for (const asOf of clauses) {
      const filter = uses.find(({ span }) => span.start === asOf.name.start)?.filter;
      hasFilters ||= filter !== undefined;
      const use = await tableAsOf(sql, asOf, find, duckdb, context, signal);
      const table = await tables.bind({ ...use, filter }, signal).catch((error: unknown) => {
        signal.throwIfAborted();
        throw ofVersion(asOf, error);
      });
      name(asOf.name, table);
      const { start, end } = asOf.name;
      const noClause = { ...asOf.clause, text: ' ' };
      edits.push(noClause);
      portable.push({ start, end, text: table.read.name.map(quoteName).join('.') }, noClause);
    }
    for (const { parts, span, filter } of uses) {
      if (filter === undefined || bound.has(span.start)) continue;
      const found = await find(parts);
      if (found?.table.format !== 'iceberg') continue;
      if (isQualifierOf(sql, parts.at(-1) ?? '')) continue;
      hasFilters = true;
      name(span, await tables.bind({ ...found, version: undefined, filter }, signal));
    }
  } catch (error) {
    for (const table of bound.values()) void tables.release(table);
    throw error;
  }
  return {
    sql: new EditedSql(sql, edits),
    portable: applyEdits(sql, portable).text,
    bound: [...bound.values()],
    places: bound,
    hasFilters,
  };
}

import type { DuckDbStatement } from '../../duckdb/duckDbApi.js';
import { tokenize } from '../../sql/tokens.js';
import type { Span } from '../../util/span.js';
import { QueryError } from '../queryEngine.js';

/**
 * Throws `refused` for what must not run here. What a statement does, DuckDB's parser says, not its
 * first word: `WITH … DELETE` writes. A text of several kinds of step, a `PIVOT`, is only ever run
 * inside a `FROM (…)`, where nothing but reading is possible.
 */
export async function checkAllowed(
  { kind }: DuckDbStatement,
  sql: string,
  readOnly: boolean,
  prepare: (sql: string) => Promise<DuckDbStatement>,
): Promise<void> {
  if (kind === 'install') refuse('Extensions of DuckDB are not downloaded or loaded.', sql);
  if ((kind === 'set' || kind === 'call') && /extension/i.test(sql)) {
    refuse('Extensions of DuckDB are not downloaded or loaded.', sql);
  }
  if (!readOnly) return;
  switch (kind) {
    case 'none':
    case 'select':
    case 'several':
      return;
    case 'explain': {
      // `EXPLAIN ANALYZE` runs what it explains.
      const explained = await prepare(withoutExplain(sql));
      if (explained.kind !== 'select') refuse(onlyReading, sql);
      return;
    }
    case 'call':
    case 'set':
    case 'write':
      refuse(onlyReading, sql);
  }
}

/** Throws `refused` for `:day`, `$1` and the like: nobody gives them values yet. */
export function checkNoParameters(sql: string): void {
  const parameter = tokenize(sql, 'duckdb').find(({ kind }) => kind === 'parameter');
  if (parameter === undefined) return;
  const { start, end } = parameter;
  const message = `Parameters such as ${sql.slice(start, end)} can not be given values yet.`;
  throw new QueryError('refused', message, { span: { start, end } });
}

const onlyReading = 'The connection is read-only: this statement does more than read.';

function refuse(message: string, sql: string): never {
  throw new QueryError('refused', message, { span: firstWord(sql) });
}

function firstWord(sql: string): Span {
  const token = tokenize(sql, 'duckdb').find(({ kind }) => kind !== 'comment');
  return token === undefined
    ? { start: 0, end: sql.length }
    : { start: token.start, end: token.end };
}

/** What is explained: the text behind `EXPLAIN [ANALYZE] [(options)]`. */
function withoutExplain(sql: string): string {
  const tokens = tokenize(sql, 'duckdb').filter(({ kind }) => kind !== 'comment');
  const text = (index: number): string => {
    const token = tokens[index];
    return token === undefined ? '' : sql.slice(token.start, token.end).toUpperCase();
  };
  let next = 1;
  if (text(next) === 'ANALYZE') next++;
  // Options are in parentheses, but so may be the query: options begin with the word FORMAT.
  if (text(next) === '(' && text(next + 1) === 'FORMAT') {
    while (next < tokens.length && text(next) !== ')') next++;
    next++;
  }
  return sql.slice(tokens[next]?.start ?? sql.length);
}

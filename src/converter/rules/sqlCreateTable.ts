import type { Reason, Rule } from '../rule.js';
import { createdTable, Words } from '../sqlTables.js';
import type { SqlEdit } from '../sqlText.js';

export const sqlCreateTable: Rule = {
  id: 'sql-create-table',
  summary:
    'Makes tables Iceberg tables: `USING DELTA`, and no `USING` at all, become `USING iceberg`.',
  safety: 'review',
  examples: [
    {
      before: 'spark.sql("CREATE TABLE silver.orders (id BIGINT) USING DELTA")',
      after: 'spark.sql("CREATE TABLE silver.orders (id BIGINT) USING iceberg")',
    },
    {
      before: 'spark.sql("CREATE OR REPLACE TABLE gold.days AS SELECT 1 AS n")',
      after: 'spark.sql("CREATE OR REPLACE TABLE gold.days USING iceberg AS SELECT 1 AS n")',
    },
  ],

  *checkSql(statement, cell) {
    const words = new Words(statement);
    const table = createdTable(words);
    if (cell.migration.target.format !== 'iceberg' || table === undefined) return;
    let next = table.next;
    const at = words.span(0, next);
    if (words.has(next, 'LIKE') || words.find(next, 'CLONE') !== undefined) {
      yield { status: 'manual', reason: 'unsupported-clause', at };
      return;
    }
    const hasColumns = words.has(next, '(');
    if (hasColumns) {
      const close = words.close(next);
      if (close === undefined || hasDeltaColumns(words, next, close)) {
        yield { status: 'manual', reason: 'unsupported-clause', at };
        return;
      }
      next = close;
    }
    const query = words.find(next, 'AS');
    const limit = query ?? words.length;
    const clause = (...names: string[]): number | undefined => {
      const found = words.find(next, ...names);
      return found !== undefined && found < limit ? found : undefined;
    };
    const using = clause('USING');
    if (using !== undefined && !words.has(using + 1, 'DELTA')) {
      if (words.has(using + 1, 'ICEBERG')) yield { status: 'unchanged', at };
      return;
    }
    if (clause('CLUSTER', 'BY') !== undefined || clause('STORED', 'AS') !== undefined) {
      yield { status: 'manual', reason: 'unsupported-clause', at };
      return;
    }
    const end = words.span(next - 1).end;
    const edits: SqlEdit[] = [
      using === undefined
        ? { start: end, end, pieces: [' USING iceberg'] }
        : { ...words.span(using + 1), pieces: ['iceberg'] },
    ];
    let reason: Reason | undefined;
    const location = clause('LOCATION');
    if (location !== undefined && words.kind(location + 1) === 'string') {
      // The files there are Delta's; the catalog chooses a place for Iceberg's.
      const before = words.span(location - 1).end;
      edits.push({ start: before, end: words.span(location + 1).end, pieces: [''] });
      reason = hasColumns || query !== undefined ? 'location-dropped' : 'registers-path';
      if (reason === 'registers-path' && words.has(1, 'TABLE') && !words.has(2, 'IF')) {
        const create = words.span(1).end;
        edits.push({ start: create, end: create, pieces: [' IF NOT EXISTS'] });
      }
    }
    yield reason === undefined
      ? { status: 'rewritten', at, edits }
      : { status: 'review', reason, at, edits };
  },
};

/** Columns that Delta makes up by itself have no counterpart. */
function hasDeltaColumns(words: Words, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (words.has(i, 'GENERATED')) return true;
  return false;
}

import type { Rule } from '../rule.js';
import { Words } from '../sqlTables.js';
import { sqlTarget } from '../sqlTarget.js';
import type { SqlEdit } from '../sqlText.js';

export const sqlOptimize: Rule = {
  id: 'sql-optimize',
  summary:
    'Rewrites `OPTIMIZE`, with `ZORDER BY` too, as a call of Iceberg’s `rewrite_data_files`.',
  safety: 'review',
  examples: [
    {
      before: 'spark.sql("OPTIMIZE silver.orders ZORDER BY (customer_id, day)")',
      after:
        "spark.sql(\"CALL glue_catalog.system.rewrite_data_files(table => 'silver.orders', strategy => 'sort', sort_order => 'zorder(customer_id, day)', options => map('rewrite-all', 'true'))\")",
    },
  ],

  *checkSql(statement, cell) {
    const words = new Words(statement);
    if (cell.migration.target.format !== 'iceberg' || !words.has(0, 'OPTIMIZE')) return;
    const at = { start: statement.start, end: statement.end };
    const target = sqlTarget(words, words.has(1, 'TABLE') ? 2 : 1, statement, cell);
    if (target === 'dynamic-path' || target === undefined) {
      yield { status: 'manual', reason: 'dynamic-path', at };
      return;
    }
    const zorder = words.find(target.next, 'ZORDER', 'BY');
    const where = words.has(target.next, 'WHERE') ? target.next : undefined;
    const known = zorder ?? words.length;
    if (where === undefined && target.next !== known) {
      yield { status: 'manual', reason: 'unsupported-clause', at };
      return;
    }
    const edits: SqlEdit[] = [
      {
        start: at.start,
        end: target.at.start,
        pieces: [`CALL ${target.catalog}.system.rewrite_data_files(table => '`],
      },
    ];
    if (target.table !== undefined) edits.push({ ...target.at, pieces: [target.table] });
    // What stays as it is lies between the edits: the table, the predicate and the columns.
    let pending = `'`;
    let from = target.at.end;
    if (where !== undefined) {
      const predicate = words.span(where + 1, known);
      const text = statement.text.slice(
        predicate.start - statement.start,
        predicate.end - statement.start,
      );
      const quote = text.includes("'") ? '"' : "'";
      if (text.includes(quote)) {
        yield { status: 'manual', reason: 'unsupported-clause', at };
        return;
      }
      edits.push({ start: from, end: predicate.start, pieces: [`${pending}, where => ${quote}`] });
      pending = quote;
      from = predicate.end;
    }
    if (zorder !== undefined) {
      const isListed = words.has(zorder + 2, '(');
      const first = isListed ? zorder + 3 : zorder + 2;
      const close = isListed ? words.close(zorder + 2) : words.length + 1;
      if (close === undefined || (isListed && close !== words.length)) {
        yield { status: 'manual', reason: 'unsupported-clause', at };
        return;
      }
      const columns = words.span(first, close - 1);
      edits.push({
        start: from,
        end: columns.start,
        pieces: [`${pending}, strategy => 'sort', sort_order => 'zorder(`],
      });
      pending = `)'`;
      from = columns.end;
    }
    // Without these Iceberg leaves fewer than five small files as they are; Delta rewrites any two, and all for a Z-order.
    const option = zorder === undefined ? `'min-input-files', '2'` : `'rewrite-all', 'true'`;
    edits.push({ start: from, end: at.end, pieces: [`${pending}, options => map(${option}))`] });
    yield target.isGuessed
      ? { status: 'review', reason: 'guessed-table', at, edits }
      : { status: 'rewritten', at, edits };
  },
};

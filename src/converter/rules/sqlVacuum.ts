import type { Rule } from '../rule.js';
import { Words } from '../sqlTables.js';
import { sqlTarget } from '../sqlTarget.js';
import type { SqlEdit, SqlPiece } from '../sqlText.js';

const datetime = 'from datetime import datetime, timedelta, timezone';

export const sqlVacuum: Rule = {
  id: 'sql-vacuum',
  summary: 'Rewrites `VACUUM` as `expire_snapshots` and `remove_orphan_files`.',
  safety: 'review',
  examples: [
    {
      before: 'spark.sql("VACUUM silver.orders")',
      after:
        'spark.sql("CALL glue_catalog.system.expire_snapshots(table => \'silver.orders\')")\nspark.sql("CALL glue_catalog.system.remove_orphan_files(table => \'silver.orders\')")',
    },
  ],

  *checkSql(statement, cell) {
    const words = new Words(statement);
    if (cell.migration.target.format !== 'iceberg' || !words.has(0, 'VACUUM')) return;
    const at = { start: statement.start, end: statement.end };
    const target = sqlTarget(words, 1, statement, cell);
    if (target === undefined || target === 'dynamic-path') {
      yield { status: 'manual', reason: 'dynamic-path', at };
      return;
    }
    const retains =
      words.has(target.next, 'RETAIN') &&
      words.has(target.next + 2, 'HOURS') &&
      target.next + 3 === words.length;
    if (!retains && target.next !== words.length) {
      yield { status: 'manual', reason: 'unsupported-clause', at };
      return;
    }
    const written = cell.cell.text.slice(target.at.start, target.at.end);
    const masked = statement.text.slice(
      target.at.start - statement.start,
      target.at.end - statement.start,
    );
    const hours = retains ? words.text(target.next + 1) : undefined;
    // A second statement can not repeat a hole, nor can a time be counted back from one.
    if (
      (target.table === undefined && written !== masked) ||
      (hours !== undefined && !/^\d+$/.test(hours))
    ) {
      yield { status: 'manual', reason: 'dynamic-argument', at };
      return;
    }
    const olderThan: SqlPiece[] =
      hours === undefined
        ? [`'`]
        : [
            `', older_than => TIMESTAMP '`,
            { python: `datetime.now(timezone.utc) - timedelta(hours=${hours}):%Y-%m-%d %H:%M:%S` },
            `'`,
          ];
    const edits: SqlEdit[] = [
      {
        start: at.start,
        end: target.at.start,
        pieces: [`CALL ${target.catalog}.system.expire_snapshots(table => '`],
      },
      { start: target.at.end, end: at.end, pieces: [...olderThan, ')'] },
    ];
    if (target.table !== undefined) edits.push({ ...target.at, pieces: [target.table] });
    const orphans: SqlPiece[] = [
      `CALL ${target.catalog}.system.remove_orphan_files(table => '${target.table ?? written}`,
      ...(Number(hours ?? 72) >= 24 ? olderThan : [`'`]),
      ')',
    ];
    yield {
      status: 'review',
      reason: 'retention-differs',
      at,
      edits,
      then: [orphans],
      ...(hours === undefined ? {} : { asks: { imports: [datetime] } }),
    };
  },
};

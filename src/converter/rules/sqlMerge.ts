import type { Rule } from '../rule.js';
import { Words } from '../sqlTables.js';

export const sqlMerge: Rule = {
  id: 'sql-merge',
  summary: 'Keeps `MERGE`: Iceberg has all of it, `UPDATE SET *` and `INSERT *` too.',
  safety: 'safe',
  examples: [
    {
      before:
        'spark.sql("MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *")',
      after:
        'spark.sql("MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *")',
    },
  ],

  *checkSql(statement, { migration }) {
    const words = new Words(statement);
    const at = words.has(0, 'WITH') ? words.find(1, 'MERGE', 'INTO') : 0;
    if (migration.target.format !== 'iceberg' || at === undefined) return;
    if (!words.has(at, 'MERGE')) return;
    // Delta's own extension: new columns appear in the target.
    if (words.has(at, 'MERGE', 'WITH', 'SCHEMA', 'EVOLUTION')) {
      yield { status: 'manual', reason: 'schema-evolution', at: words.span(at, at + 4) };
    } else {
      yield { status: 'unchanged', at: words.span(at, at + 2) };
    }
  },
};

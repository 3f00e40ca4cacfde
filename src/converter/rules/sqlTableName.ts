import type { Rule } from '../rule.js';
import { Words } from '../sqlTables.js';
import { sqlTarget } from '../sqlTarget.js';

/** Words after which a table is named. */
const before = [
  'FROM',
  'JOIN',
  'INTO',
  'TABLE',
  'UPDATE',
  'USING',
  'OVERWRITE',
  'VIEW',
  'DESCRIBE',
  'EXISTS',
  'HISTORY',
  'DETAIL',
];

export const sqlTableName: Rule = {
  id: 'sql-table-name',
  summary: 'Names tables as the target does: Delta paths, and names that the migration file maps.',
  safety: 'review',
  examples: [
    {
      before: 'orders = spark.sql("SELECT * FROM delta.`/mnt/lake/silver/orders`")',
      after: 'orders = spark.sql("SELECT * FROM glue_catalog.silver.orders")',
    },
    {
      before: 'orders = spark.sql("SELECT * FROM main.silver.orders")',
      after: 'orders = spark.sql("SELECT * FROM glue_catalog.silver.orders")',
    },
  ],

  *checkSql(statement, cell) {
    if (cell.migration.target.format !== 'iceberg') return;
    const words = new Words(statement);
    for (let i = 1; i < words.length; i++) {
      const kind = words.kind(i);
      if (kind !== 'word' && kind !== 'name') continue;
      const isDelta = words.has(i, 'DELTA', '.') && words.kind(i + 2) === 'name';
      const follows = before.includes(words.text(i - 1).toUpperCase()) || isListed(words, i);
      if ((!isDelta && !follows) || words.text(i - 1) === '.') continue;
      const target = sqlTarget(words, i, statement, cell);
      if (target === undefined) continue;
      if (target === 'dynamic-path') {
        const at = words.span(i, i + 3);
        if (!cell.isClaimed(at)) yield { status: 'manual', reason: 'dynamic-path', at };
        continue;
      }
      i = target.next - 1;
      if (target.table === undefined || cell.isClaimed(target.at)) continue;
      const edits = [{ ...target.at, pieces: [target.table] }];
      yield target.isGuessed
        ? { status: 'review', reason: 'guessed-table', at: target.at, edits }
        : { status: 'rewritten', at: target.at, edits };
    }
  },
};

/** `FROM a, b`: the second of a list. */
function isListed(words: Words, index: number): boolean {
  if (words.text(index - 1) !== ',') return false;
  for (let i = index - 2; i > 0; i--) {
    const text = words.text(i).toUpperCase();
    if (text === 'FROM') return true;
    if (!['.', ','].includes(text) && !['word', 'name'].includes(words.kind(i) ?? '')) return false;
    if (['SELECT', 'WHERE', 'BY', 'ON', 'SET'].includes(text)) return false;
  }
  return false;
}

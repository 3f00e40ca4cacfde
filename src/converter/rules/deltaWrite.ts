import { argumentOf } from '../../syntax/pythonCalls.js';
import type { Edit } from '../../syntax/edits.js';
import { pythonString } from '../../syntax/pythonStrings.js';
import { frameIo, type FrameIo, tableOfArgument, unfinishedDelta } from '../frameIo.js';
import { namespaceOf } from '../mapping.js';
import type { Finding, Reason, Rule, RuleCell } from '../rule.js';

export const deltaWrite: Rule = {
  id: 'delta-write',
  summary:
    'Writes the Iceberg table that stands for a Delta path; the table is made if there is none.',
  safety: 'review',
  examples: [
    {
      before: 'orders.write.format("delta").mode("overwrite").save("/mnt/lake/silver/orders")',
      after:
        'spark.sql("CREATE NAMESPACE IF NOT EXISTS glue_catalog.silver")\n\n# COMMAND ----------\n\norders.write.format("iceberg").mode("overwrite").saveAsTable("glue_catalog.silver.orders")',
    },
  ],

  *check(cell) {
    if (cell.migration.target.format !== 'iceberg') return;
    for (const io of frameIo(cell, 'save')) {
      if (io.kind !== 'write') continue;
      if (io.format === 'delta' || io.format === undefined) yield forWrite(io, cell);
    }
    for (const at of unfinishedDelta(cell, 'write')) {
      yield { status: 'manual', reason: 'split-chain', at };
    }
  },
};

function forWrite(io: FrameIo, cell: RuleCell): Finding {
  const at = io.chain.node;
  const argument = argumentOf(io.call, 0, 'path');
  if (argument === undefined || io.call.arguments.length !== 1 || io.call.hasSpread) {
    return { status: 'manual', reason: 'unsupported-arguments', at };
  }
  const table = tableOfArgument(cell, argument);
  if (table === undefined) return { status: 'manual', reason: 'dynamic-path', at };
  if (io.options.has('replacewhere') || io.options.has('')) {
    return { status: 'manual', reason: 'options-differ', at };
  }
  if (io.format === 'delta' && io.formatAt === undefined) {
    return { status: 'manual', reason: 'dynamic-argument', at };
  }
  const { word } = io.last;
  const edits: Edit[] = [
    { start: word.start, end: word.end, text: 'saveAsTable' },
    { start: argument.node.start, end: argument.node.end, text: pythonString(table.table) },
  ];
  if (io.formatAt === undefined) {
    edits.push({ start: word.start, end: word.start, text: 'format("iceberg").' });
  } else {
    edits.push({ start: io.formatAt.start, end: io.formatAt.end, text: '"iceberg"' });
  }
  const namespace = namespaceOf(table.table);
  const asks = namespace === undefined ? {} : { asks: { namespaces: [namespace] } };
  const reason = reasonOf(io, table.isGuessed);
  return reason === undefined
    ? { status: 'rewritten', at, edits, ...asks }
    : { status: 'review', reason, at, edits, ...asks };
}

function reasonOf(io: FrameIo, isGuessed: boolean): Reason | undefined {
  if (isGuessed) return 'guessed-table';
  // Iceberg takes new columns only where the table's property `write.spark.accept-any-schema` is set.
  return io.options.has('mergeschema') && io.mode !== 'overwrite' ? 'schema-evolution' : undefined;
}

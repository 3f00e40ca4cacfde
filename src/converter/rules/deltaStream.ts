import { argumentOf } from '../../syntax/pythonCalls.js';
import type { Edit } from '../../syntax/edits.js';
import { pythonString } from '../../syntax/pythonStrings.js';
import { constantText } from '../facts.js';
import { frameIo, type FrameIo, tableOfArgument, unfinishedDelta } from '../frameIo.js';
import { mapTableName, namespaceOf } from '../mapping.js';
import type { Finding, Rule, RuleCell } from '../rule.js';

export const deltaStream: Rule = {
  id: 'delta-stream',
  summary: 'Streams into the Iceberg table that stands for a Delta path; the checkpoint is kept.',
  safety: 'review',
  examples: [
    {
      before:
        'events.writeStream.format("delta").option("checkpointLocation", "s3://lake/chk").start("/mnt/lake/bronze/events")',
      after:
        'spark.sql("CREATE NAMESPACE IF NOT EXISTS glue_catalog.bronze")\n\n# COMMAND ----------\n\nevents.writeStream.format("iceberg").option("checkpointLocation", "s3://lake/chk").toTable("glue_catalog.bronze.events")',
    },
  ],

  *check(cell) {
    if (cell.migration.target.format !== 'iceberg') return;
    for (const io of frameIo(cell, 'start', 'toTable', 'table')) {
      if (io.kind !== 'writeStream') continue;
      const isDelta =
        io.format === 'delta' || (io.format === undefined && io.last.name !== 'start');
      const isPath = io.format === undefined && io.call.arguments.length > 0 && !hasSink(io);
      if (isDelta || isPath) yield forStream(io, cell);
    }
    for (const at of unfinishedDelta(cell, 'writeStream')) {
      yield { status: 'manual', reason: 'split-chain', at };
    }
  },
};

function forStream(io: FrameIo, cell: RuleCell): Finding {
  const at = io.chain.node;
  const isStart = io.last.name === 'start';
  const argument = argumentOf(io.call, 0, isStart ? 'path' : 'tableName');
  const own = io.options.get('path')?.call;
  if (argument === undefined && own === undefined && isStart && hasSink(io)) {
    return { status: 'manual', reason: 'unsupported-arguments', at };
  }
  if (argument === undefined || io.call.arguments.length !== 1 || io.call.hasSpread) {
    return { status: 'manual', reason: 'unsupported-arguments', at };
  }
  if (io.format === 'delta' && io.formatAt === undefined) {
    return { status: 'manual', reason: 'dynamic-argument', at };
  }
  const { word } = io.last;
  const edits: Edit[] = [];
  let isGuessed = false;
  let namespace: string | undefined;
  if (isStart) {
    const table = tableOfArgument(cell, argument);
    if (table === undefined) return { status: 'manual', reason: 'dynamic-path', at };
    edits.push(
      { start: word.start, end: word.end, text: 'toTable' },
      { start: argument.node.start, end: argument.node.end, text: pythonString(table.table) },
    );
    isGuessed = table.isGuessed;
    namespace = namespaceOf(table.table);
  } else if (cell.tree !== undefined) {
    const name = constantText(cell.tree, argument.value, cell.facts.constants);
    const mapped = name === undefined ? undefined : mapTableName(name, cell.migration);
    if (mapped !== undefined && mapped !== name) {
      const { start, end } = argument.value;
      edits.push({ start, end, text: pythonString(mapped) });
    }
    if (word.start !== word.end && io.last.name === 'table') {
      edits.push({ start: word.start, end: word.end, text: 'toTable' });
    }
  }
  const before = io.formatAt === undefined ? 'format("iceberg").' : '';
  // Without it Iceberg refuses rows of several partitions in one task that are not sorted by them.
  const fanout = io.isPartitioned ? 'option("fanout-enabled", "true").' : '';
  if (before + fanout !== '') {
    edits.push({ start: word.start, end: word.start, text: before + fanout });
  }
  if (io.formatAt !== undefined) {
    edits.push({ start: io.formatAt.start, end: io.formatAt.end, text: '"iceberg"' });
  }
  const asks = namespace === undefined ? {} : { asks: { namespaces: [namespace] } };
  return isGuessed
    ? { status: 'review', reason: 'guessed-table', at, edits, ...asks }
    : { status: 'rewritten', at, edits, ...asks };
}

/** A stream may end in code of its own, which needs no table. */
function hasSink(io: FrameIo): boolean {
  return io.chain.links.some(({ name }) => name === 'foreachBatch' || name === 'foreach');
}

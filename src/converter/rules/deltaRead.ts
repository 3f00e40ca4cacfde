import { argumentOf } from '../../syntax/pythonCalls.js';
import type { Edit } from '../../syntax/edits.js';
import { pythonString } from '../../syntax/pythonStrings.js';
import { frameIo, type FrameIo, tableOfArgument, unfinishedDelta } from '../frameIo.js';
import type { Finding, Rule, RuleCell } from '../rule.js';

/** Options of Delta's reader that mean something else, or nothing, to Iceberg's. */
const renamedOptions: Readonly<Record<string, string>> = {
  ignorechanges: 'streaming-skip-overwrite-snapshots',
  ignoredeletes: 'streaming-skip-delete-snapshots',
};
const otherOptions = [
  'versionasof',
  'timestampasof',
  'startingversion',
  'startingtimestamp',
  'readchangedata',
  'readchangefeed',
  'skipchangecommits',
];

export const deltaRead: Rule = {
  id: 'delta-read',
  summary: 'Reads the Iceberg table that stands for a Delta path, in a batch or as a stream.',
  safety: 'review',
  examples: [
    {
      before: 'orders = spark.read.format("delta").load("/mnt/lake/silver/orders")',
      after: 'orders = spark.read.format("iceberg").load("glue_catalog.silver.orders")',
    },
  ],

  *check(cell) {
    if (cell.migration.target.format !== 'iceberg') return;
    for (const io of frameIo(cell, 'load', 'table')) {
      const isRead = io.kind === 'read' || io.kind === 'readStream';
      const isDelta = io.format === 'delta' || (io.format === undefined && io.last.name === 'load');
      if (isRead && isDelta) yield* forRead(io, cell);
    }
    for (const at of unfinishedDelta(cell, 'read', 'readStream')) {
      yield { status: 'manual', reason: 'split-chain', at };
    }
  },
};

function* forRead(io: FrameIo, cell: RuleCell): Iterable<Finding> {
  const at = io.chain.node;
  const edits: Edit[] = [];
  let reason: 'options-differ' | undefined =
    io.kind === 'readStream' ? 'options-differ' : undefined;
  for (const [name, link] of io.options) {
    if (otherOptions.includes(name) || name === '') {
      yield { status: 'manual', reason: 'options-differ', at };
      return;
    }
    const renamed = renamedOptions[name];
    const key = link.call === undefined ? undefined : argumentOf(link.call, 0, 'key')?.value;
    if (renamed === undefined || key === undefined) continue;
    edits.push({ start: key.start, end: key.end, text: pythonString(renamed) });
    reason = 'options-differ';
  }
  if (io.formatAt !== undefined) edits.push({ ...spanOf(io.formatAt), text: '"iceberg"' });
  else if (io.format === 'delta') {
    yield { status: 'manual', reason: 'dynamic-argument', at };
    return;
  }
  if (io.last.name === 'load') {
    const argument = argumentOf(io.call, 0, 'path');
    const table = argument === undefined ? undefined : tableOfArgument(cell, argument);
    if (argument === undefined || table === undefined || io.call.arguments.length !== 1) {
      yield { status: 'manual', reason: 'dynamic-path', at };
      return;
    }
    edits.push({ ...spanOf(argument.value), text: pythonString(table.table) });
    if (io.format === undefined) {
      const { start } = io.last.word;
      edits.push({ start, end: start, text: 'format("iceberg").' });
    }
    if (table.isGuessed) {
      yield { status: 'review', reason: 'guessed-table', at, edits };
      return;
    }
  }
  // A stream fails at a snapshot that rewrites rows: only who knows the writers can say that there is none.
  yield reason === undefined
    ? { status: 'rewritten', at, edits }
    : {
        status: io.kind === 'readStream' && edits.length <= 2 ? 'rewritten' : 'review',
        reason,
        at,
        edits,
      };
}

function spanOf({ start, end }: { start: number; end: number }): { start: number; end: number } {
  return { start, end };
}

import { argumentOf } from '../../syntax/pythonCalls.js';
import type { Edit } from '../../syntax/edits.js';
import { pythonString } from '../../syntax/pythonStrings.js';
import { constantText } from '../facts.js';
import { frameIo } from '../frameIo.js';
import { mapTableName } from '../mapping.js';
import type { Rule } from '../rule.js';

export const saveAsTable: Rule = {
  id: 'save-as-table',
  summary:
    'Makes tables Iceberg tables: without a format Databricks makes Delta ones, Spark Parquet.',
  safety: 'safe',
  examples: [
    {
      before: 'orders.write.mode("append").saveAsTable("silver.orders")',
      after: 'orders.write.mode("append").format("iceberg").saveAsTable("silver.orders")',
    },
  ],

  *check(cell) {
    if (cell.migration.target.format !== 'iceberg' || cell.tree === undefined) return;
    for (const io of frameIo(cell, 'saveAsTable')) {
      const at = io.chain.node;
      if (io.kind !== 'write') continue;
      const keywords = io.call.arguments.filter(({ name }) => name === 'format' || name === 'mode');
      if (keywords.some(({ name }) => name === 'format') || io.options.has('replacewhere')) {
        yield { status: 'manual', reason: 'options-differ', at };
        continue;
      }
      if (io.format === 'iceberg') yield { status: 'unchanged', at };
      if (io.format !== 'delta' && io.format !== undefined) continue;
      if (io.format === 'delta' && io.formatAt === undefined) {
        yield { status: 'manual', reason: 'dynamic-argument', at };
        continue;
      }
      const { start } = io.last.word;
      const edits: Edit[] = [
        io.formatAt === undefined
          ? { start, end: start, text: 'format("iceberg").' }
          : { start: io.formatAt.start, end: io.formatAt.end, text: '"iceberg"' },
      ];
      const argument = argumentOf(io.call, 0, 'name')?.value;
      const name =
        argument === undefined
          ? undefined
          : constantText(cell.tree, argument, cell.facts.constants);
      const mapped = name === undefined ? undefined : mapTableName(name, cell.migration);
      if (argument !== undefined && mapped !== undefined && mapped !== name) {
        edits.push({ start: argument.start, end: argument.end, text: pythonString(mapped) });
      }
      const merges = io.options.has('mergeschema') && io.mode !== 'overwrite';
      yield merges
        ? { status: 'review', reason: 'schema-evolution', at, edits }
        : { status: 'rewritten', at, edits };
    }
  },
};

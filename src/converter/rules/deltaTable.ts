import { argumentOf } from '../../syntax/pythonCalls.js';
import { pythonString } from '../../syntax/pythonStrings.js';
import { constantText } from '../facts.js';
import { tableOfArgument } from '../frameIo.js';
import { mapTableName } from '../mapping.js';
import type { Finding, Rule, RuleCell } from '../rule.js';
import type { NamedCall } from '../parsedCell.js';

const module = 'delta.tables';

export const deltaTable: Rule = {
  id: 'delta-table',
  summary: 'Keeps merges, updates and deletes of `DeltaTable`, over the Iceberg table.',
  safety: 'review',
  examples: [
    {
      before:
        'from delta.tables import DeltaTable\n\ntable = DeltaTable.forPath(spark, "/mnt/lake/silver/orders")',
      after:
        'from lakehouse_runtime.delta import DeltaTable\n\ntable = DeltaTable.forName(spark, "glue_catalog.silver.orders")',
    },
  ],

  *check(cell) {
    if (cell.migration.target.format !== 'iceberg' || cell.tree === undefined) return;
    const { tree } = cell;
    for (const statement of imports(cell)) {
      const source = tree.text.slice(statement.start, statement.end);
      const at = source.indexOf('delta');
      const isStar = /import\s*\*/.test(source);
      const names = [...source.matchAll(/\b(DeltaTable|DeltaMergeBuilder)\b/g)];
      const known = isStar || names.length === source.replace(/^.*import/s, '').split(',').length;
      const matched = /^from\s+(delta(?:\.tables)?)\s+import\b/.exec(source)?.[1];
      if (matched === undefined || !known) {
        yield { status: 'manual', reason: 'no-equivalent', at: statement };
        continue;
      }
      const start = statement.start + at;
      yield {
        status: 'helper',
        at: statement,
        edits: [{ start, end: start + matched.length, text: 'lakehouse_runtime.delta' }],
      };
    }
    for (const call of [...cell.calls(`${module}.DeltaTable`), ...cell.calls('delta.DeltaTable')]) {
      if (call.callee.type === 'attribute') yield forCall(call, cell);
    }
    // `from delta.tables import *` binds the name without saying so.
    if (cell.facts.bound.has('DeltaTable')) return;
    for (const call of cell.calls('DeltaTable')) {
      if (call.callee.type === 'attribute') yield forCall(call, cell);
    }
  },
};

function forCall(call: NamedCall, cell: RuleCell): Finding {
  const at = call.node;
  const table = argumentOf(call, 1, 'path', 'tableOrViewName', 'identifier');
  if (table === undefined || cell.tree === undefined) {
    return { status: 'manual', reason: 'no-equivalent', at };
  }
  switch (call.method) {
    case 'forPath': {
      const mapped = tableOfArgument(cell, table);
      const word = call.callee.children.at(-1);
      if (mapped === undefined || word === undefined || call.arguments.length !== 2) {
        return { status: 'manual', reason: 'dynamic-path', at };
      }
      const edits = [
        { start: word.start, end: word.end, text: 'forName' },
        { start: table.node.start, end: table.node.end, text: pythonString(mapped.table) },
      ];
      return mapped.isGuessed
        ? { status: 'review', reason: 'guessed-table', at, edits }
        : { status: 'helper', at, edits };
    }
    case 'isDeltaTable': {
      const mapped = tableOfArgument(cell, table);
      if (mapped === undefined) return { status: 'manual', reason: 'dynamic-path', at };
      const { start, end } = table.node;
      const edits = [{ start, end, text: pythonString(mapped.table) }];
      return mapped.isGuessed
        ? { status: 'review', reason: 'guessed-table', at, edits }
        : { status: 'helper', at, edits };
    }
    case 'forName': {
      const name = constantText(cell.tree, table.value, cell.facts.constants);
      const mapped = name === undefined ? undefined : mapTableName(name, cell.migration);
      const { start, end } = table.value;
      const edits =
        mapped === undefined || mapped === name ? [] : [{ start, end, text: pythonString(mapped) }];
      return { status: 'helper', at, edits };
    }
    default:
      return { status: 'manual', reason: 'no-equivalent', at };
  }
}

function imports({ tree }: RuleCell): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  if (tree === undefined) return found;
  const stack = [tree.root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === 'import_from_statement' || node.type === 'import_statement') {
      const source = tree.text.slice(node.start, node.end);
      if (/^(?:from|import)\s+delta(?:\.tables)?\b(?!\.)/.test(source)) {
        found.push({ start: node.start, end: node.end });
      }
    } else {
      stack.push(...node.children.toReversed());
    }
  }
  return found;
}

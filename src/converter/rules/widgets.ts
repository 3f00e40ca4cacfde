import { argumentOf } from '../../syntax/pythonCalls.js';
import type { Edit } from '../../syntax/edits.js';
import type { Finding, Rule, RuleCell } from '../rule.js';
import type { NamedCall } from '../parsedCell.js';

export const widgets: Rule = {
  id: 'widgets',
  summary: 'Makes widgets parameters of the job: arguments, then environment, then the default.',
  safety: 'safe',
  examples: [
    {
      before: 'day = dbutils.widgets.get("day")',
      after:
        'from lakehouse_runtime import params\n\n# COMMAND ----------\n\nday = params.get("day")',
    },
    {
      before: 'dbutils.widgets.dropdown("zone", "eu", ["eu", "us"])',
      after:
        'from lakehouse_runtime import params\n\n# COMMAND ----------\n\nparams.define("zone", "eu")',
    },
  ],

  *check(cell) {
    for (const call of cell.calls('dbutils.widgets')) yield forCall(call, cell);
    // `w = dbutils.widgets`: what is called on it is rewritten where it is called.
    for (const { node, name } of cell.names) {
      if (name !== 'dbutils.widgets') continue;
      const { text, imports } = cell.runtime('params');
      const edits = [{ start: node.start, end: node.end, text }];
      yield { status: 'helper', at: node, edits, asks: { imports } };
    }
    for (const call of cell.calls('getArgument')) {
      yield rename(call, 'get', cell, []);
    }
  },
};

function forCall(call: NamedCall, cell: RuleCell): Finding {
  switch (call.method) {
    case 'get':
      return rename(call, 'get', cell, []);
    case 'getArgument':
      return rename(call, 'get', cell, []);
    case 'getAll':
      return rename(call, 'get_all', cell, []);
    case 'remove':
      return rename(call, 'remove', cell, []);
    case 'removeAll':
      return rename(call, 'remove_all', cell, []);
    case 'text':
    case 'dropdown':
    case 'combobox':
    case 'multiselect':
      return define(call, cell);
    default:
      return { status: 'manual', reason: 'no-equivalent', at: call.node };
  }
}

/** Keeps the name and the default; what only draws the widget is left out. */
function define(call: NamedCall, cell: RuleCell): Finding {
  const name = argumentOf(call, 0, 'name');
  const value = argumentOf(call, 1, 'defaultValue');
  const list = call.node.children.find(({ field }) => field === 'arguments');
  if (call.hasSpread || name === undefined || value === undefined || list === undefined) {
    return { status: 'manual', reason: 'unsupported-arguments', at: call.node };
  }
  const kept = [name, value].toSorted((a, b) => a.node.start - b.node.start);
  const first = kept[0];
  const last = kept[1];
  const between = call.arguments.filter(
    ({ node }) =>
      first !== undefined &&
      last !== undefined &&
      node.start > first.node.end &&
      node.end < last.node.start,
  );
  if (
    first === undefined ||
    last === undefined ||
    between.length > 0 ||
    first.node !== call.arguments[0]?.node
  ) {
    return { status: 'manual', reason: 'unsupported-arguments', at: call.node };
  }
  const edits: Edit[] = [{ start: last.node.end, end: list.end - 1, text: '' }];
  for (const { name: keyword, node, value: written } of kept) {
    if (keyword !== 'defaultValue') continue;
    edits.push({ start: node.start, end: written.start, text: 'default=' });
  }
  return rename(call, 'define', cell, edits);
}

function rename(call: NamedCall, method: string, cell: RuleCell, edits: readonly Edit[]): Finding {
  const { text, imports } = cell.runtime('params');
  const { start, end } = call.callee;
  return {
    status: 'helper',
    at: call.node,
    edits: [{ start, end, text: `${text}.${method}` }, ...edits],
    asks: { imports },
  };
}

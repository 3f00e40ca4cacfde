import type { Rule } from '../rule.js';

const functions: Readonly<Record<string, string>> = {
  display: 'display',
  displayHTML: 'display_html',
};

export const display: Rule = {
  id: 'display',
  summary:
    'Shows frames and values by `lakehouse_runtime.display`: a table in a notebook, text in a job.',
  safety: 'safe',
  examples: [
    {
      before: 'display(orders)',
      after: 'from lakehouse_runtime import display\n\n# COMMAND ----------\n\ndisplay(orders)',
    },
    {
      before: 'orders.limit(5).display()',
      after:
        'from lakehouse_runtime import display\n\n# COMMAND ----------\n\ndisplay(orders.limit(5))',
    },
  ],

  *check(cell) {
    for (const [name, ours] of Object.entries(functions)) {
      // A notebook that defines or imports its own function of this name means that one.
      if (cell.facts.bound.has(name)) continue;
      for (const call of cell.calls(name)) {
        if (call.callee.type !== 'identifier') continue;
        const { text, imports } = cell.runtime(ours);
        const { start, end } = call.callee;
        const edits = text === name ? [] : [{ start, end, text }];
        yield { status: 'helper', at: call.node, edits, asks: { imports } };
      }
    }
    for (const call of cell.methodCalls('display')) {
      const object = call.callee.children.find(({ field }) => field === 'object');
      if (object === undefined || call.arguments.length > 0 || call.hasSpread) continue;
      const name =
        object.type === 'identifier' ? cell.tree?.text.slice(object.start, object.end) : '';
      if (name !== undefined && cell.facts.aliases.has(name)) continue;
      const { text, imports } = cell.runtime('display');
      const edits = [
        { start: object.start, end: object.start, text: `${text}(` },
        { start: object.end, end: call.node.end, text: ')' },
      ];
      yield { status: 'helper', at: call.node, edits, asks: { imports } };
    }
  },
};

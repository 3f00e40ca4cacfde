import type { Rule } from '../rule.js';

const renamed: Readonly<Record<string, string>> = { run: 'run_notebook', exit: 'exit_notebook' };

export const dbutilsNotebook: Rule = {
  id: 'dbutils-notebook',
  summary: 'Runs other converted notebooks, and ends this one, by `lakehouse_runtime`.',
  safety: 'safe',
  examples: [
    {
      before: 'dbutils.notebook.exit("ok")',
      after:
        'from lakehouse_runtime import exit_notebook\n\n# COMMAND ----------\n\nexit_notebook("ok")',
    },
  ],

  *check(cell) {
    for (const call of cell.calls('dbutils.notebook')) {
      const name = renamed[call.method];
      const hasOtherKeyword = call.arguments.some(
        (argument) =>
          argument.name !== undefined &&
          !['path', 'timeout_seconds', 'arguments', 'value'].includes(argument.name),
      );
      if (name === undefined || hasOtherKeyword) {
        const reason = name === undefined ? 'no-equivalent' : 'unsupported-arguments';
        yield { status: 'manual', reason, at: call.node };
        continue;
      }
      const { text, imports } = cell.runtime(name);
      const { start, end } = call.callee;
      yield { status: 'helper', at: call.node, edits: [{ start, end, text }], asks: { imports } };
    }
  },
};

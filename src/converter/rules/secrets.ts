import { argumentOf } from '../../syntax/pythonCalls.js';
import { pythonString } from '../../syntax/pythonStrings.js';
import { constantText } from '../facts.js';
import type { Rule } from '../rule.js';

export const secrets: Rule = {
  id: 'secrets',
  summary: 'Reads secrets from AWS Secrets Manager.',
  safety: 'review',
  examples: [
    {
      before: 'token = dbutils.secrets.get("prod", "token")',
      after:
        'from lakehouse_runtime import secrets\n\n# COMMAND ----------\n\ntoken = secrets.get("prod", "token")',
    },
  ],

  *check(cell) {
    for (const call of cell.calls('dbutils.secrets')) {
      const method = { get: 'get', getBytes: 'get_bytes' }[call.method];
      const scope = argumentOf(call, 0, 'scope');
      const key = argumentOf(call, 1, 'key');
      if (method === undefined) {
        yield { status: 'manual', reason: 'no-equivalent', at: call.node };
      } else if (scope === undefined || key === undefined || call.hasSpread) {
        yield { status: 'manual', reason: 'unsupported-arguments', at: call.node };
      } else {
        const { text, imports } = cell.runtime('secrets');
        const { start, end } = call.callee;
        const edits = [{ start, end, text: `${text}.${method}` }];
        const known = [scope, key].map(({ value }) =>
          cell.tree === undefined
            ? undefined
            : constantText(cell.tree, value, cell.facts.constants),
        );
        const id = cell.migration.secrets.get(known.join('/'));
        if (id !== undefined) {
          const first = Math.min(scope.node.start, key.node.start);
          const last = Math.max(scope.node.end, key.node.end);
          edits.push({ start: first, end: last, text: pythonString(id) });
        }
        yield { status: 'helper', at: call.node, edits, asks: { imports } };
      }
    }
  },
};

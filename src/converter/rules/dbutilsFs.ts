import type { Rule } from '../rule.js';

const methods = new Set(['ls', 'cp', 'mv', 'rm', 'mkdirs', 'head', 'put']);

export const dbutilsFs: Rule = {
  id: 'dbutils-fs',
  summary: 'Lists, copies and deletes files by `lakehouse_runtime.fs`, on S3 as on disk.',
  safety: 'safe',
  examples: [
    {
      before: 'files = dbutils.fs.ls("s3://lake/raw")',
      after:
        'from lakehouse_runtime import fs\n\n# COMMAND ----------\n\nfiles = fs.ls("s3://lake/raw")',
    },
  ],

  *check(cell) {
    for (const call of cell.calls('dbutils.fs')) {
      // Mounts are gone on the target: their places are in the migration file.
      if (!methods.has(call.method)) {
        yield { status: 'manual', reason: 'no-equivalent', at: call.node };
        continue;
      }
      const { text, imports } = cell.runtime('fs');
      const { start, end } = call.callee;
      const edits = [{ start, end, text: `${text}.${call.method}` }];
      yield { status: 'helper', at: call.node, edits, asks: { imports } };
    }
    for (const { node, name } of cell.names) {
      if (name !== 'dbutils.fs') continue;
      const { text, imports } = cell.runtime('fs');
      const edits = [{ start: node.start, end: node.end, text }];
      yield { status: 'helper', at: node, edits, asks: { imports } };
    }
  },
};

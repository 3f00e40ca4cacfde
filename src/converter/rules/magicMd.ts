import { leadingMagic } from '../notebook.js';
import type { Rule } from '../rule.js';

export const magicMd: Rule = {
  id: 'magic-md',
  summary: 'Makes a `%md` cell a Markdown cell; in a script, plain comments.',
  safety: 'safe',
  examples: [{ before: '# MAGIC %md\n# MAGIC ## Orders', after: '# ## Orders' }],

  *check({ cell }) {
    if (cell.language !== 'markdown') return;
    const magic = cell.magic === undefined ? undefined : leadingMagic(cell.text);
    if (magic === undefined) {
      yield { status: 'unchanged', at: { start: 0, end: cell.text.length } };
      return;
    }
    const end = /^[ \t]*(?:\r?\n)?/.exec(cell.text.slice(magic.rest))?.[0].length ?? 0;
    yield {
      status: 'rewritten',
      at: magic,
      edits: [{ start: 0, end: magic.rest + end, text: '' }],
    };
  },
};

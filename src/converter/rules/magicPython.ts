import { leadingMagic } from '../notebook.js';
import type { Rule } from '../rule.js';

export const magicPython: Rule = {
  id: 'magic-python',
  summary: 'Takes away `%python`: every code cell of the output is Python.',
  safety: 'safe',
  examples: [{ before: '# MAGIC %python\n# MAGIC x = 1', after: 'x = 1' }],

  *check({ cell }) {
    if (cell.magic !== 'python' && cell.magic !== 'py') return;
    const magic = leadingMagic(cell.text);
    if (magic === undefined) return;
    const end = /^[ \t]*(?:\r?\n)?/.exec(cell.text.slice(magic.rest))?.[0].length ?? 0;
    const edits = [{ start: 0, end: magic.rest + end, text: '' }];
    yield { status: 'rewritten', at: magic, edits };
  },
};

import { leadingMagic } from '../notebook.js';
import type { Rule } from '../rule.js';

export const magicOther: Rule = {
  id: 'magic-other',
  summary: 'Leaves `%sh`, `%fs`, `%scala` and `%r` cells to a person; they stay as comments.',
  safety: 'review',
  examples: [{ before: '# MAGIC %sh\n# MAGIC ls', after: '# MAGIC %sh\n# MAGIC ls' }],

  *check({ cell }) {
    const magic = leadingMagic(cell.text);
    if (cell.language !== 'other' || magic === undefined) return;
    yield { status: 'manual', reason: 'other-language', at: magic };
  },
};

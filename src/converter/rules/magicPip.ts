import { lineMagic } from '../../syntax/blankLines.js';
import { packageName } from '../migration.js';
import type { Rule } from '../rule.js';

export const magicPip: Rule = {
  id: 'magic-pip',
  summary:
    'Comments out what installs packages: on EMR they come with the cluster or the job, not from a cell.',
  safety: 'review',
  examples: [{ before: '%pip install tabulate', after: '# %pip install tabulate' }],

  *check({ cell, migration }) {
    if (cell.language !== 'python') return;
    for (const match of cell.text.matchAll(lineMagic)) {
      const [line, name = '', rest = ''] = match;
      const isInstall =
        name === 'pip' || name === 'conda' || (name === '' && /^\s*pip3?\s/.test(rest));
      if (!isInstall) continue;
      const start = match.index + line.length - line.trimStart().length;
      const packages = rest
        .trim()
        .split(/\s+/)
        .filter((word, i) => i > 0 && /^[A-Za-z]/.test(word) && word !== 'install')
        .map(packageName);
      const isThere = packages.length > 0 && packages.every((one) => migration.libraries.has(one));
      const at = { start, end: match.index + line.trimEnd().length };
      // A line of nothing but a comment is no body for a block.
      const indent = /^[ \t]+/.test(line) ? 'pass  # ' : '# ';
      const edits = [{ start, end: start, text: indent }];
      yield isThere
        ? { status: 'rewritten', at, edits }
        : { status: 'review', reason: 'library-on-cluster', at, edits };
    }
  },
};

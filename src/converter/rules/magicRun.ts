import { pythonString } from '../../syntax/pythonStrings.js';
import { leadingMagic } from '../notebook.js';
import type { Rule } from '../rule.js';
import { readRunArguments } from '../runMagic.js';

export const magicRun: Rule = {
  id: 'magic-run',
  summary: 'Runs the other converted notebook in this one by `include`.',
  safety: 'safe',
  examples: [
    {
      before: '# MAGIC %run ./setup',
      after: 'from lakehouse_runtime import include\n\n# COMMAND ----------\n\ninclude("./setup")',
    },
  ],

  *check(cell) {
    const { text, language } = cell.cell;
    const magic = leadingMagic(text);
    if (language !== 'run' || magic === undefined) return;
    const at = { start: magic.start, end: text.trimEnd().length };
    const [line = '', ...more] = text.slice(magic.rest).trim().split(/\r?\n/);
    const read = readRunArguments(line);
    const isRest = more.some((other) => other.trim() !== '' && !/^\s*(?:#|--)/.test(other));
    if (read === undefined || isRest) {
      yield { status: 'manual', reason: 'unsupported-arguments', at };
      return;
    }
    const { path, passed } = read;
    const { text: include, imports } = cell.runtime('include');
    const written = passed.map(([name, value]) => `${pythonString(name)}: ${pythonString(value)}`);
    const second = written.length === 0 ? '' : `, {${written.join(', ')}}`;
    const comments = more
      .filter((other) => other.trim() !== '')
      .map((other) => `\n${other.replace(/^\s*--/, '#')}`);
    const rewritten = `${include}(${pythonString(path)}${second})${comments.join('')}`;
    const edits = [{ start: 0, end: text.length, text: rewritten }];
    yield path.startsWith('/')
      ? { status: 'review', reason: 'absolute-path', at, edits, asks: { imports } }
      : { status: 'helper', at, edits, asks: { imports } };
  },
};

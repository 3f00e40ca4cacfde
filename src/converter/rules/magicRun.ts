import { pythonString } from '../../syntax/pythonStrings.js';
import { leadingMagic } from '../notebook.js';
import type { Rule } from '../rule.js';

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
    const match = /^(?:"([^"]+)"|'([^']+)'|(\S+))(.*)$/.exec(line.trim());
    const path = match?.[1] ?? match?.[2] ?? match?.[3];
    const passed = parseArguments(match?.[4] ?? '');
    const isRest = more.some((other) => other.trim() !== '' && !/^\s*(?:#|--)/.test(other));
    if (path === undefined || passed === undefined || isRest) {
      yield { status: 'manual', reason: 'unsupported-arguments', at };
      return;
    }
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

/** `$day="2024-01-01" $n=3` as names and values. */
function parseArguments(text: string): readonly (readonly [string, string])[] | undefined {
  const found: (readonly [string, string])[] = [];
  const rest = text.replace(
    /\$([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))/g,
    (_, name: string, double?: string, single?: string, bare?: string) => {
      found.push([name, double ?? single ?? bare ?? '']);
      return '';
    },
  );
  return /^\s*(?:#.*)?$/.test(rest) ? found : undefined;
}

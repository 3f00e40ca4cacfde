import type { Rule } from '../../src/converter/rule.js';

const safety = {
  safe: 'Safe: the same behaviour on every input.',
  review: 'To be reviewed: the page says where behaviour may differ.',
};

/** The page of a rule in the documentation, from the rule and its fixture. */
export function rulePage({ id, summary, examples, ...rule }: Rule, fixture: string): string {
  const shown = examples.map(
    ({ before, after }) =>
      `\`\`\`python\n${before}\n\`\`\`\n\nbecomes\n\n\`\`\`python\n${after}\n\`\`\`\n`,
  );
  const cases = fixture
    .replace(/^# .*\n+/, '')
    .replace(/^```python before$/gm, '```python')
    .replace(/^```python same ?(.*)$/gm, (_, says: string) => `${statusOf(says)}\n\n\`\`\`python`)
    .replace(
      /^```python after ?(.*)$/gm,
      (_, says: string) => `${statusOf(says)}, becomes\n\n\`\`\`python`,
    );
  return `# ${id}\n\n${summary}\n\n${safety[rule.safety]}\n\n${shown.join('\n')}\n${cases}`;
}

/** `review guessed-table` as the page has it. */
function statusOf(says: string): string {
  return says === 'nothing'
    ? 'Not this rule’s'
    : says
        .split(', ')
        .map((one) => `\`${one}\``)
        .join(', ');
}

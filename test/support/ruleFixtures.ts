import { readFileSync } from 'node:fs';

/** One case of a rule's fixture. */
export interface RuleCase {
  readonly title: string;
  readonly before: string;
  readonly after: string;
  /** What the rule has to say, where that is not only what it changes: `manual dynamic-path`. */
  readonly says: string | undefined;
}

/**
 * Reads a fixture: headings, and under each a `before` and an `after` block, or one `same` block. What the rule says
 * may follow the kind: `python same manual dynamic-path`.
 */
export function readRuleCases(file: URL): readonly RuleCase[] {
  const text = readFileSync(file, 'utf8');
  const cases: RuleCase[] = [];
  let title = '';
  let before: string | undefined;
  for (const { groups = {} } of text.matchAll(
    /^## (?<title>.+)$|^```(?:python|sql) (?<kind>before|after|same) ?(?<says>.*)\n(?<code>[^]*?)^```$/gm,
  )) {
    const { kind, says, code = '' } = groups;
    const body = code.replace(/\n$/, '');
    if (groups['title'] !== undefined) title = groups['title'];
    else if (kind === 'before') before = body;
    else if (kind === 'same') cases.push({ title, before: body, after: body, says: saidOf(says) });
    else if (before !== undefined) {
      cases.push({ title, before, after: body, says: saidOf(says) });
      before = undefined;
    }
  }
  return cases;
}

function saidOf(says: string | undefined): string | undefined {
  return says === '' ? undefined : says;
}

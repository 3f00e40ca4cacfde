import { codeMarkdown, escapeMarkdown } from '../../../util/markdownText.js';

/** What a hover says. All of it but the link is text of others: nothing in that is markup or a link. */
export interface TooltipText {
  readonly title: string;
  /** Behind the title. */
  readonly kind?: string;
  /** What people wrote. Their lines stay lines. */
  readonly paragraphs?: readonly (string | undefined)[];
  readonly facts?: readonly Fact[];
  /** The only one, and ours. */
  readonly link?: { readonly text: string; readonly uri: string };
}

/** A name and a value; without a value it is left out. */
export type Fact = readonly [name: string, value: string | undefined];

/** More of a text helps nobody who hovers. */
const mostCharacters = 2000;

export function toMarkdown({
  title,
  kind,
  paragraphs = [],
  facts = [],
  link,
}: TooltipText): string {
  const head = `**${codeMarkdown(cut(title))}**${kind === undefined ? '' : ` ${escapeMarkdown(kind)}`}`;
  const lines = facts.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${escapeMarkdown(name)}: ${toLines(value)}`],
  );
  const texts = paragraphs.flatMap((text) =>
    text === undefined || text.trim() === '' ? [] : [toLines(text)],
  );
  return [
    head,
    ...texts,
    ...(lines.length === 0 ? [] : [lines.join('  \n')]),
    ...(link === undefined ? [] : [`[${escapeMarkdown(link.text)}](${link.uri})`]),
  ].join('\n\n');
}

function toLines(text: string): string {
  return cut(text.trim()).split(/\r?\n/).map(escapeMarkdown).join('  \n');
}

function cut(text: string): string {
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}

import type { LineageId } from '../../lineage/lineageGraph.js';
import type { Standing } from '../../lineage/names.js';
import type { HoverAnswer } from '../../lineage/lineageService.js';
import type { UnknownReason } from '../../sql/resolve/resolution.js';
import { endLabel, linkBlocks, type LinkWords, type SourceLinks } from './linkBlocks.js';
import { codeMarkdown, escapeMarkdown } from '../../util/markdownText.js';

/** The sentences of a hover, in the user's language. */
export interface HoverWords extends LinkWords {
  readonly stillReading: string;
  readonly partlyRead: string;
  readonly missingColumn: string;
  readonly localName: string;
  readonly view: string;
  /** Nothing where there is nothing to say. */
  standing(standing: Standing): string;
  columnOf(table: string): string;
  rows(count: bigint): string;
  owner(name: string): string;
  updated(at: number): string;
  readonly expand: string;
  readonly impact: string;
  reason(reason: UnknownReason): string;
}

/** Command links to what more can be done with a table or a column. */
export interface ActionLinks {
  expand(id: LineageId): string;
  impact(id: LineageId): string;
}

/** A hover as Markdown. All that comes from files and catalogs is text in it. */
export function hoverMarkdown(
  answer: HoverAnswer,
  words: HoverWords,
  links: SourceLinks & ActionLinks,
): string {
  const { subject, coverage } = answer;
  const blocks = [...heading(answer, words)];
  if (subject.kind === 'local' || subject.kind === 'unknown') return blocks.join('\n\n');
  blocks.push('---', ...linkBlocks(answer, words, links));
  const note = { whole: '', reading: words.stillReading, partial: words.partlyRead }[coverage];
  if (note !== '') blocks.push(`*${escapeMarkdown(note)}*`);
  const id = idOf(subject);
  if (id !== undefined) {
    const actions = [
      `[${escapeMarkdown(words.expand)}](${links.expand(id)})`,
      `[${escapeMarkdown(words.impact)}](${links.impact(id)})`,
    ];
    blocks.push(actions.join(' · '));
  }
  return blocks.join('\n\n');
}

function idOf(subject: HoverAnswer['subject']): LineageId | undefined {
  switch (subject.kind) {
    case 'table':
      return subject.dataset;
    case 'column':
      return subject.column;
    case 'value':
      return subject.target;
    case 'local':
    case 'unknown':
      return undefined;
  }
}

function heading(answer: HoverAnswer, words: HoverWords): readonly string[] {
  const { subject, text } = answer;
  const notes = (...all: readonly (string | undefined)[]): readonly string[] =>
    all.flatMap((note) => (note === undefined || note === '' ? [] : [escapeMarkdown(note)]));
  switch (subject.kind) {
    case 'table': {
      const { dataset, known, standing } = subject;
      const name = `**${codeMarkdown(endLabel(dataset, answer))}**`;
      const facts = known === undefined ? [] : factsOf(known, words);
      return [
        [name, ...facts.map(escapeMarkdown)].join(' · '),
        ...notes(known?.comment, words.standing(standing)),
      ];
    }
    case 'column': {
      const { column, type, comment, isMissing, standing } = subject;
      const name = `**${codeMarkdown(column.field)}**`;
      const typed = type === undefined ? name : `${name} ${codeMarkdown(type)}`;
      const of = words.columnOf(codeMarkdown(endLabel(column.dataset, answer)));
      const missing = isMissing ? words.missingColumn : words.standing(standing);
      return [`${typed} ${of}`, ...notes(comment, missing)];
    }
    case 'value': {
      const name = `**${codeMarkdown(text)}**`;
      const { target } = subject;
      return [target === undefined ? name : `${name} → ${codeMarkdown(endLabel(target, answer))}`];
    }
    case 'local':
      return [`**${codeMarkdown(text)}** ${escapeMarkdown(words.localName)}`];
    case 'unknown':
      return [`**${codeMarkdown(text)}** ${escapeMarkdown(words.reason(subject.reason))}`];
  }
}

type Known = NonNullable<Extract<HoverAnswer['subject'], { kind: 'table' }>['known']>;

function factsOf(
  { format, view, rows, owner, updatedAt }: Known,
  words: HoverWords,
): readonly string[] {
  return [
    ...(view === undefined ? (format === undefined ? [] : [format]) : [words.view]),
    ...(rows === undefined ? [] : [words.rows(rows)]),
    ...(updatedAt === undefined ? [] : [words.updated(updatedAt)]),
    ...(owner === undefined ? [] : [words.owner(owner)]),
  ];
}

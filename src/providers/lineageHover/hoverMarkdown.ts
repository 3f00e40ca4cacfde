import {
  type ColumnId,
  datasetOf,
  type Edge,
  isColumn,
  keyOf,
  type LineageId,
  type Source,
} from '../../lineage/lineageGraph.js';
import type { HoverAnswer } from '../../lineage/lineageService.js';
import type { UnknownReason } from '../../sql/resolve/resolution.js';

/** The sentences of a hover, in the user's language. */
export interface HoverWords {
  readonly comesFrom: string;
  readonly goesTo: string;
  readonly influencedBy: string;
  readonly influences: string;
  readonly notKnown: string;
  readonly stillReading: string;
  readonly unknownTable: string;
  readonly missingColumn: string;
  readonly everyColumn: string;
  readonly someColumn: string;
  readonly localName: string;
  readonly here: string;
  subtype(subtype: Edge['subtype']): string;
  columnOf(table: string): string;
  more(count: number): string;
  reason(reason: UnknownReason): string;
}

/** How a hover shows where something is said. */
export interface SourceLinks {
  label(source: Source): string;
  /** A command link; nothing but this is ever made into a link. */
  href(source: Source): string;
}

const maxRows = 8;
const maxSources = 3;

/** A hover as Markdown. All that comes from files and catalogs is text in it. */
export function hoverMarkdown(answer: HoverAnswer, words: HoverWords, links: SourceLinks): string {
  const { subject, upstream, downstream, isComplete } = answer;
  const blocks = [heading(answer, words)];
  const hasLineage = subject.kind !== 'local' && subject.kind !== 'unknown';
  if (hasLineage) {
    blocks.push('---', ...direction(upstream, 'from', words, answer, links));
    const isNamed = subject.kind !== 'value' || subject.target !== undefined;
    if (isNamed) blocks.push(...direction(downstream, 'to', words, answer, links));
  }
  if (hasLineage && !isComplete) blocks.push(`*${escapeMarkdown(words.stillReading)}*`);
  return blocks.join('\n\n');
}

/** Text that means itself in Markdown. Line ends become blanks. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_{}[\]()#+\-.!~<>|&$:@]/g, '\\$&');
}

/** Text as code, whatever backticks it holds. */
export function codeMarkdown(text: string): string {
  const line = text.replace(/[\r\n]+/g, ' ');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? fence + line + fence : `${fence} ${line} ${fence}`;
}

function heading(answer: HoverAnswer, words: HoverWords): string {
  const { subject, text } = answer;
  switch (subject.kind) {
    case 'table': {
      const { dataset, known } = subject;
      const name = `**${codeMarkdown(labelOf(dataset, answer))}**`;
      if (known === undefined) return `${name}\n\n${escapeMarkdown(words.unknownTable)}`;
      return known.comment === undefined ? name : `${name}\n\n${escapeMarkdown(known.comment)}`;
    }
    case 'column': {
      const { column, type, comment, isMissing } = subject;
      const name = `**${codeMarkdown(column.field)}**`;
      const typed = type === undefined ? name : `${name} ${codeMarkdown(type)}`;
      const of = words.columnOf(codeMarkdown(labelOf(column.dataset, answer)));
      const missing = isMissing
        ? words.missingColumn
        : type === undefined
          ? words.unknownTable
          : undefined;
      const notes = [comment, missing].flatMap((note) =>
        note === undefined ? [] : [escapeMarkdown(note)],
      );
      return [`${typed} ${of}`, ...notes].join('\n\n');
    }
    case 'value': {
      const name = `**${codeMarkdown(text)}**`;
      const { target } = subject;
      return target === undefined ? name : `${name} → ${codeMarkdown(endLabel(target, answer))}`;
    }
    case 'local':
      return `**${codeMarkdown(text)}** ${escapeMarkdown(words.localName)}`;
    case 'unknown':
      return `**${codeMarkdown(text)}** ${escapeMarkdown(words.reason(subject.reason))}`;
  }
}

function direction(
  edges: readonly Edge[],
  end: 'from' | 'to',
  words: HoverWords,
  answer: HoverAnswer,
  links: SourceLinks,
): readonly string[] {
  const title = end === 'from' ? words.comesFrom : words.goesTo;
  const direct = edges.filter(({ kind }) => kind === 'direct');
  const indirect = edges.filter(({ kind }) => kind === 'indirect');
  const row = (edge: Edge): string => `- ${edgeText(edge, end, words, answer, links)}`;
  const block = (name: string, rows: readonly Edge[]): string =>
    [
      `**${escapeMarkdown(name)}**\n`,
      ...rows.slice(0, maxRows).map(row),
      ...(rows.length > maxRows ? [`- ${escapeMarkdown(words.more(rows.length - maxRows))}`] : []),
    ].join('\n');
  const none = `**${escapeMarkdown(title)}** ${escapeMarkdown(words.notKnown)}`;
  return [
    direct.length === 0 ? none : block(title, direct),
    ...(indirect.length === 0
      ? []
      : [block(end === 'from' ? words.influencedBy : words.influences, indirect)]),
  ];
}

function edgeText(
  edge: Edge,
  end: 'from' | 'to',
  words: HoverWords,
  answer: HoverAnswer,
  links: SourceLinks,
): string {
  const label = codeMarkdown(endLabel(edge[end], answer));
  const isWhole = edge.kind === 'direct' && !isColumn(edge.to);
  const whole = isColumn(edge.from) ? words.someColumn : words.everyColumn;
  const notes = [words.subtype(edge.subtype), isWhole ? whole : ''].filter((note) => note !== '');
  const note = notes.length === 0 ? '' : ` (${escapeMarkdown(notes.join(', '))})`;
  const sources = edge.sources
    .slice(0, maxSources)
    .map((source) => `[${escapeMarkdown(links.label(source))}](${links.href(source)})`);
  const rest = edge.sources.length - maxSources;
  if (rest > 0) sources.push(escapeMarkdown(words.more(rest)));
  if (sources.length === 0) sources.push(escapeMarkdown(words.here));
  return `${label}${note} — ${sources.join(', ')}`;
}

function endLabel(id: LineageId, answer: HoverAnswer): string {
  const table = labelOf(datasetOf(id), answer);
  return isColumn(id) ? `${table}.${id.field}` : table;
}

function labelOf(dataset: ColumnId['dataset'], { labels }: HoverAnswer): string {
  return labels[keyOf(dataset)] ?? dataset.name;
}

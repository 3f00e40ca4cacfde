import {
  datasetOf,
  type Edge,
  isColumn,
  keyOf,
  type LineageId,
  type Source,
} from '../../lineage/lineageGraph.js';
import type { HoverAnswer } from '../../lineage/lineageService.js';
import type { Link, Links, Places } from '../../lineage/links.js';
import { codeMarkdown, escapeMarkdown } from '../../util/markdownText.js';

/** The words of the lines that lead from one table or column to others. */
export interface LinkWords {
  readonly comesFrom: string;
  readonly usedBy: string;
  /** Of the rows: by what decides which there are. */
  readonly decidedBy: string;
  readonly decides: string;
  readonly notKnown: string;
  /** Sure to be none, in all that was read. */
  readonly nothing: string;
  readonly noTable: string;
  readonly everyColumn: string;
  readonly someColumn: string;
  readonly queries: string;
  readonly here: string;
  way(way: Edge['subtype'], of: 'table' | 'column'): string;
  more(count: number): string;
}

/** How a hover shows where something is said. */
export interface SourceLinks {
  label(source: Source): string;
  /** A command link; nothing but this is ever made into a link. */
  href(source: Source): string;
}

const maxRows = 8;
const maxExpression = 120;

/** What the subject of a hover comes from and what it is used by, each a heading with its lines. */
export function linkBlocks(
  answer: HoverAnswer,
  words: LinkWords,
  links: SourceLinks,
): readonly string[] {
  const { subject, upstream, downstream, queries } = answer;
  const isTable = subject.kind === 'table';
  const rowOf = (link: Link): string => linkRow(link, answer, words, links);
  const list = (
    title: string,
    { links: all, more }: Links['direct'],
    last: readonly string[] = [],
  ) => block(title, all.map(rowOf), more, last, words);

  const above = [
    ...list(words.comesFrom, upstream.direct),
    ...list(words.decidedBy, upstream.indirect),
  ];
  const reading = isPlaced(queries) ? [placesText(words.queries, queries, words, links)] : [];
  const { direct, indirect } = downstream;
  // What a table is used for stands in each line: one list is enough.
  const both = {
    links: [...direct.links, ...indirect.links],
    more: direct.more + indirect.more,
  };
  const below = isTable
    ? list(words.usedBy, both, reading)
    : [...list(words.usedBy, direct, reading), ...list(words.decides, indirect)];
  const isNamed = subject.kind !== 'value' || subject.target !== undefined;
  const isSure = answer.isClear && (answer.coverage === 'whole' || !isNamed);
  const nothing = isSure ? (isNamed ? words.nothing : words.noTable) : words.notKnown;
  const none = (title: string): string => `**${escapeMarkdown(title)}** ${escapeMarkdown(nothing)}`;
  const hasOrigin = upstream.direct.links.length > 0 || (above.length > 0 && isSure);
  return [
    ...(hasOrigin ? [] : [none(words.comesFrom)]),
    ...above,
    ...(!isNamed ? [] : below.length > 0 ? below : [none(words.usedBy)]),
  ];
}

/** What a table or a column is called in a hover. */
export function endLabel(id: LineageId, { labels }: HoverAnswer): string {
  const dataset = datasetOf(id);
  const table = labels[keyOf(dataset)] ?? dataset.name;
  return isColumn(id) ? `${table}.${id.field}` : table;
}

function block(
  title: string,
  rows: readonly string[],
  notSent: number,
  last: readonly string[],
  words: LinkWords,
): readonly string[] {
  if (rows.length === 0 && last.length === 0) return [];
  const more = Math.max(0, rows.length - maxRows) + notSent;
  const all = [
    ...rows.slice(0, maxRows),
    ...(more === 0 ? [] : [escapeMarkdown(words.more(more))]),
    ...last,
  ];
  return [[`**${escapeMarkdown(title)}**\n`, ...all.map((row) => `- ${row}`)].join('\n')];
}

function linkRow(link: Link, answer: HoverAnswer, words: LinkWords, links: SourceLinks): string {
  const of = answer.subject.kind === 'table' ? 'table' : 'column';
  const columns = { all: words.everyColumn, 'not-known': words.someColumn, '': '' };
  const notes = [...link.ways.map((way) => words.way(way, of)), columns[link.columns ?? '']];
  const note = notes.filter((each) => each !== '').join(', ');
  const label = codeMarkdown(endLabel(link.end, answer));
  const expression = link.expression === undefined ? '' : ` ${expressionText(link.expression)}`;
  const text = label + (note === '' ? '' : ` (${escapeMarkdown(note)})`) + expression;
  return placesText(text, link.places, words, links);
}

function expressionText(expression: string): string {
  const line = expression.replace(/\s+/g, ' ');
  return codeMarkdown(line.length > maxExpression ? `${line.slice(0, maxExpression)}…` : line);
}

function isPlaced({ first }: Places): boolean {
  return first.length > 0;
}

function placesText(
  text: string,
  { first, more }: Places,
  words: LinkWords,
  links: SourceLinks,
): string {
  const places = first.map(
    (source) => `[${escapeMarkdown(links.label(source))}](${links.href(source)})`,
  );
  if (more > 0) places.push(escapeMarkdown(words.more(more)));
  if (first.length === 0) places.push(escapeMarkdown(words.here));
  return `${text} — ${places.join(', ')}`;
}

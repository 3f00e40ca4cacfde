import { type Cell, languageOf, leadingMagic, type Notebook } from './notebook.js';

/*
 * Databricks keeps a notebook as a source file of its language: a header line, cells between
 * `# COMMAND ----------` lines, and everything that is not of the file's language as comments that begin with
 * `# MAGIC`. A cell may have a title (`# DBTITLE 1,Load orders`). In `.sql` files the comments begin with `--`.
 */

const header = /^\u{FEFF}?(#|--) Databricks notebook source[ \t]*$/mu;

/** What lines begin with, by the comment of the file's language. */
const marks = {
  hash: {
    separator: /^# COMMAND -{10}[ \t]*$/,
    title: /^\u{FEFF}?# DBTITLE \d+,(.*)$/u,
    prefix: /^\u{FEFF}?# MAGIC(?: |(?=\t|$))/u,
  },
  dashes: {
    separator: /^-- COMMAND -{10}[ \t]*$/,
    title: /^\u{FEFF}?-- DBTITLE \d+,(.*)$/u,
    prefix: /^\u{FEFF}?-- MAGIC(?: |(?=\t|$))/u,
  },
};

/** Whether a text is a notebook in the source format, and no ordinary script. */
export function isDatabricksSource(text: string): boolean {
  return header.exec(text.slice(0, 200))?.index === 0;
}

/** Reads a source file. A script without the header is one cell. */
export function readDatabricksSource(text: string, format: 'py' | 'sql'): Notebook {
  const language = format === 'sql' ? 'sql' : 'python';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const mark = format === 'sql' ? 'dashes' : 'hash';
  const lines = splitLines(text);
  const cells: Cell[] = [];
  let from = isDatabricksSource(text) ? 1 : 0;
  const isScript = from === 0;
  const { separator } = marks[mark];
  for (let to = from; to <= lines.length; to++) {
    const line = lines[to];
    const ends = line === undefined || (!isScript && separator.test(line.text));
    if (!ends) continue;
    const cell = readCell(lines.slice(from, to), from, cells.length, mark, language);
    if (cell !== undefined) cells.push(cell);
    from = to + 1;
  }
  return { format, language, text, eol, cells };
}

interface Line {
  readonly text: string;
  readonly ending: string;
  readonly start: number;
}

function readCell(
  lines: readonly Line[],
  lineBefore: number,
  index: number,
  mark: keyof typeof marks,
  language: Notebook['language'],
): Cell | undefined {
  let first = lines.findIndex(({ text }) => text.trim() !== '');
  const last = lines.findLastIndex(({ text }) => text.trim() !== '');
  if (first < 0) return undefined;
  const title = marks[mark].title.exec(lines[first]?.text ?? '')?.[1];
  if (title !== undefined) {
    first++;
    while (first <= last && lines[first]?.text.trim() === '') first++;
  }
  const body = lines.slice(first, last + 1);
  const start = body[0]?.start ?? (lines.at(-1)?.start ?? 0) + (lines.at(-1)?.text.length ?? 0);
  const end = Math.max(start, ...body.slice(-1).map((line) => line.start + line.text.length));
  const firstLine = lineBefore + first + 1;
  const prefixes = magicPrefixes(body, mark);
  const ends = body.map(({ ending }, i) => (i < body.length - 1 ? ending : ''));
  const text = body
    .map((line, i) => line.text.slice(prefixes?.[i] ?? 0) + (ends[i] ?? ''))
    .join('');
  const magic = prefixes === undefined ? undefined : leadingMagic(text)?.name;
  const kind = languageOf(magic, language);
  const source = { start, end };
  return { index, language: kind, magic, title, text, source, firstLine, prefixes };
}

/** How long `# MAGIC ` is in each line; `undefined` where a line has none: then it is ordinary code. */
function magicPrefixes(
  lines: readonly Line[],
  mark: keyof typeof marks,
): readonly number[] | undefined {
  const { prefix } = marks[mark];
  const lengths: number[] = [];
  for (const { text } of lines) {
    const match = prefix.exec(text);
    if (match === null && text.trim() !== '') return undefined;
    lengths.push(match?.[0].length ?? 0);
  }
  return lengths.length === 0 ? undefined : lengths;
}

/** Lines without their ends; a lone `\r` ends none. */
function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (;;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const hasReturn = newline > start && text.charAt(newline - 1) === '\r';
    const ending = newline < 0 ? '' : hasReturn ? '\r\n' : '\n';
    lines.push({ text: text.slice(start, hasReturn ? end - 1 : end), ending, start });
    if (newline < 0) return lines;
    start = newline + 1;
  }
}

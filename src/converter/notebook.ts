import type { Span } from '../util/span.js';

/** What a notebook was read from. */
export type SourceFormat = 'py' | 'sql' | 'ipynb';

export type CellLanguage = 'python' | 'sql' | 'markdown' | 'run' | 'other';

/** One cell. Offsets of rules and findings are in `text`. */
export interface Cell {
  /** From 0, Markdown cells counted. */
  readonly index: number;
  readonly language: CellLanguage;
  /** The magic that the cell begins with, without `%`: `sql`, `md`, `sh`. */
  readonly magic: string | undefined;
  readonly title: string | undefined;
  /** The cell as a person sees it on Databricks: the magic stays, `# MAGIC` prefixes do not. */
  readonly text: string;
  /** Where the cell's code is in the file: for a text format the body, for `.ipynb` the value of `source`. */
  readonly source: Span;
  /** For a text format, the line of the file, from 1, that `text` begins in; 1 for `.ipynb`. */
  readonly firstLine: number;
  /** How much of each line's beginning in the file is not in `text` (`# MAGIC `), one number a line. */
  readonly prefixes: readonly number[] | undefined;
}

/** A notebook as read, with the text it was read from: what no rule touches is taken from there. */
export interface Notebook {
  readonly format: SourceFormat;
  /** What cells without a magic are written in. */
  readonly language: 'python' | 'sql';
  readonly text: string;
  readonly eol: '\n' | '\r\n';
  readonly cells: readonly Cell[];
}

/** The magic that a cell's text begins with. */
export interface Magic extends Span {
  readonly name: string;
  /** Where the text after the magic begins. */
  readonly rest: number;
}

/** Finds `%sql`, `%%sql`, `%md`… on the first line that is not blank. */
export function leadingMagic(text: string): Magic | undefined {
  const match = /^\s*(%{1,2}([A-Za-z][\w-]*))/.exec(text);
  if (match === null) return undefined;
  const [all, magic = '', name = ''] = match;
  return { name, start: all.length - magic.length, end: all.length, rest: all.length };
}

/** What a cell that begins with a magic is written in. IPython's own magics belong to Python. */
export function languageOf(
  magic: string | undefined,
  notebook: Notebook['language'],
): CellLanguage {
  if (magic === undefined) return notebook;
  return magicLanguages[magic] ?? 'python';
}

const magicLanguages: Readonly<Record<string, CellLanguage>> = {
  sql: 'sql',
  md: 'markdown',
  'md-sandbox': 'markdown',
  run: 'run',
  python: 'python',
  py: 'python',
  sh: 'other',
  bash: 'other',
  fs: 'other',
  scala: 'other',
  r: 'other',
  R: 'other',
};

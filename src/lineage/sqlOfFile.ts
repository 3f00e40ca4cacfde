import type { Dialect } from '../sql/dialect.js';
import type { LineageCell, LineageFile } from './lineageFile.js';

/** What plain files of a workspace mean by their names. */
export interface FileScope {
  readonly connection?: string;
  readonly dialect: Dialect;
}

/**
 * The SQL of a plain `.sql` file or of a notebook, that in its Python cells included; nothing where the file holds
 * none. Never throws.
 */
export function sqlOfFile(uri: string, text: string, scope: FileScope): LineageFile | undefined {
  const cells = uri.endsWith('.sql')
    ? sqlText(text, scope)
    : uri.endsWith('.py')
      ? pythonText(text, scope)
      : uri.endsWith('.ipynb')
        ? jupyterCells(text, scope)
        : [];
  return cells.length === 0 ? undefined : { uri, kind: 'code', cells };
}

function sqlText(text: string, scope: FileScope): readonly LineageCell[] {
  if (text.startsWith('-- Databricks notebook source')) return sourceCells(text, '--', scope);
  return [{ ...scope, text, offset: 0, line: 1, defaultNamespace: [] }];
}

/** A notebook in Databricks' source format, or a script of one cell. */
function pythonText(text: string, scope: FileScope): readonly LineageCell[] {
  if (!telling.test(text)) return [];
  if (text.startsWith('# Databricks notebook source')) return sourceCells(text, '#', scope);
  return pythonCells(text, { offset: 0, line: 1 }, scope);
}

type Place = Pick<LineageCell, 'offset' | 'line' | 'cell'>;

/** SQL of a notebook: its names mean what those of plain files do, in the dialect of Databricks. */
function notebookCell(text: string, place: Place, scope: FileScope): LineageCell {
  return { ...scope, text, ...place, dialect: 'databricks', defaultNamespace: [] };
}

/** Code that reads and writes tables, or that such code may import: anything else has no lineage. */
const telling =
  /\b(?:spark|pyspark|pandas|DataFrame|awswrangler|glueContext|dbutils)\b|^[ \t]*(?:# MAGIC )?%run\b/m;

function pythonCell(code: string, place: Place, scope: FileScope): LineageCell {
  return { ...notebookCell(code, place, scope), language: 'python' };
}

/** A cell of Python; nothing where there are only comments. */
function pythonCells(code: string, place: Place, scope: FileScope): readonly LineageCell[] {
  return !/^[ \t]*[^\s#]/m.test(code) ? [] : [pythonCell(code, place, scope)];
}

/**
 * The SQL cells of a notebook in Databricks' source format. What is no SQL of a line becomes blanks, so that every
 * place stays where it is in the file.
 */
function sourceCells(text: string, mark: '#' | '--', scope: FileScope): readonly LineageCell[] {
  if (!text.startsWith(`${mark} Databricks notebook source`)) return [];
  const separator = new RegExp(`^${mark} COMMAND -{10}[ \\t]*$`, 'm');
  const cells: LineageCell[] = [];
  let offset = 0;
  let line = 1;
  for (const chunk of text.split(separator)) {
    const sql = mark === '--' ? withoutMagic(chunk) : magicSql(chunk);
    if (sql !== undefined) cells.push(notebookCell(sql, { offset, line }, scope));
    else if (mark === '#') cells.push(...pythonCells(withRun(chunk), { offset, line }, scope));
    const end = offset + chunk.length;
    const separatorLine = separator.exec(text.slice(end))?.[0].length ?? 0;
    line += chunk.split('\n').length - 1;
    offset = end + separatorLine;
  }
  return cells;
}

/** In a SQL notebook, cells of another language are all comments; so is a `%sql` that says what is so anyway. */
function withoutMagic(chunk: string): string {
  return chunk.startsWith('-- Databricks notebook source') ? chunk.replace(/^.*/, blank) : chunk;
}

function magicSql(chunk: string): string | undefined {
  if (!/^(?:\s*# (?:Databricks notebook source|DBTITLE .*))*\s*# MAGIC[ \t]+%sql\b/.test(chunk)) {
    return undefined;
  }
  return chunk
    .replace(/^# (?:Databricks notebook source|DBTITLE ).*$/gm, blank)
    .replace(/^# MAGIC(?: |(?=[\t\r\n]|$))/gm, blank)
    .replace(/%sql\b/, blank);
}

/** `# MAGIC %run ./other` is code too, without what comes before it. */
function withRun(chunk: string): string {
  return /^(?:\s*# (?:Databricks notebook source|DBTITLE .*))*\s*# MAGIC[ \t]+%run\b/.test(chunk)
    ? chunk.replace(/^# MAGIC[ \t]+(?=%run\b)/gm, blank)
    : chunk;
}

function blank(source: string): string {
  return ' '.repeat(source.length);
}

function jupyterCells(text: string, scope: FileScope): readonly LineageCell[] {
  const notebook = parseNotebook(text);
  return notebook.cells.flatMap((source, cell): readonly LineageCell[] => {
    if (source === undefined) return [];
    const place = { cell, offset: 0, line: 1 };
    const [magic, word = ''] = /^\s*%%?(\w+)/.exec(source) ?? ['', notebook.language ?? 'python'];
    const isLanguage = /^(?:sql|scala|r|sh|md|markdown|fs|html|bash|javascript|js)$/.test(word);
    const language = magic === '' || isLanguage ? word : 'python';
    const code = language === 'sql' || word === 'python' ? source.replace(/%%?\w+/, blank) : source;
    if (language === 'sql') return [notebookCell(code, place, scope)];
    return language === 'python' ? pythonCells(code, place, scope) : [];
  });
}

/** The code cells of a Jupyter file, in their places; what is none of it is no code. */
function parseNotebook(text: string): {
  readonly language: string | undefined;
  readonly cells: readonly (string | undefined)[];
} {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return { language: undefined, cells: [] };
  }
  const about = property(property(root, 'metadata'), 'application/vnd.databricks.v1+notebook');
  const language = property(about, 'language');
  const cells = property(root, 'cells');
  return {
    language: typeof language === 'string' ? language : undefined,
    cells: (Array.isArray(cells) ? cells : []).map((cell: unknown) => {
      if (property(cell, 'cell_type') !== 'code') return undefined;
      const source = property(cell, 'source');
      const lines: readonly unknown[] = Array.isArray(source) ? source : [source];
      return lines.filter((line) => typeof line === 'string').join('');
    }),
  };
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}

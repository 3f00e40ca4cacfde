import type { Dialect } from '../sql/dialect.js';
import type { LineageCell, LineageFile } from './lineageFile.js';

/** What plain files of a workspace mean by their names. */
export interface FileScope {
  readonly connection?: string;
  readonly dialect: Dialect;
}

/** The SQL of a plain `.sql` file or a Databricks notebook; nothing where the file holds none. Never throws. */
export function sqlOfFile(uri: string, text: string, scope: FileScope): LineageFile | undefined {
  const cells = uri.endsWith('.sql')
    ? sqlText(text, scope)
    : uri.endsWith('.py')
      ? sourceCells(text, '#')
      : uri.endsWith('.ipynb')
        ? jupyterCells(text)
        : [];
  return cells.length === 0 ? undefined : { uri, kind: 'code', cells };
}

/** Names in a Databricks notebook are of a metastore that no connection of ours is. */
const databricks = { dialect: 'databricks', defaultNamespace: [] } as const;

function sqlText(text: string, { connection, dialect }: FileScope): readonly LineageCell[] {
  if (text.startsWith('-- Databricks notebook source')) return sourceCells(text, '--');
  const place = { offset: 0, line: 1, defaultNamespace: [] };
  return [{ text, dialect, ...place, ...(connection === undefined ? {} : { connection }) }];
}

/**
 * The SQL cells of a notebook in Databricks' source format. What is no SQL of a line becomes blanks, so that every
 * place stays where it is in the file.
 */
function sourceCells(text: string, mark: '#' | '--'): readonly LineageCell[] {
  if (!text.startsWith(`${mark} Databricks notebook source`)) return [];
  const separator = new RegExp(`^${mark} COMMAND -{10}[ \\t]*$`, 'm');
  const cells: LineageCell[] = [];
  let offset = 0;
  let line = 1;
  for (const chunk of text.split(separator)) {
    const sql = mark === '--' ? withoutMagic(chunk) : magicSql(chunk);
    if (sql !== undefined) cells.push({ text: sql, offset, line, ...databricks });
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
  if (!/^(?:\s*# DBTITLE .*)?\s*# MAGIC[ \t]+%sql\b/.test(chunk)) return undefined;
  return chunk
    .replace(/^# DBTITLE .*$/gm, blank)
    .replace(/^# MAGIC(?: |(?=[\t\r\n]|$))/gm, blank)
    .replace(/%sql\b/, blank);
}

function blank(source: string): string {
  return ' '.repeat(source.length);
}

function jupyterCells(text: string): readonly LineageCell[] {
  const notebook = parseNotebook(text);
  return notebook.cells.flatMap((source, cell): readonly LineageCell[] => {
    if (source === undefined) return [];
    const isMagic = /^\s*%sql\b/.test(source);
    if (!isMagic && (notebook.language !== 'sql' || /^\s*%/.test(source))) return [];
    const sql = isMagic ? source.replace(/%sql\b/, blank) : source;
    return [{ text: sql, cell, offset: 0, line: 1, ...databricks }];
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

import type { Conversion, OutputCell } from './convert.js';
import { hashOf, scriptMarkLine } from './outputMark.js';
import { preludeText } from './prelude.js';

const separator = '# COMMAND ----------';

/** Writes a conversion as a Python script with its mark. Cells that nothing changed are the bytes they were. */
export function writeScript(conversion: Conversion, from: string): string {
  const { notebook } = conversion;
  const body = scriptBody(conversion, true);
  const bom = notebook.text.startsWith('\u{FEFF}') ? '\u{FEFF}' : '';
  const text = body.slice(bom.length);
  const mark = scriptMarkLine({ from, source: hashOf(notebook.text), output: hashOf(text) });
  return bom + mark + notebook.eol + text;
}

/** The script without its mark; without the session too where only a rule is tried. */
export function scriptBody(conversion: Conversion, withSession: boolean): string {
  const { notebook, prelude } = conversion;
  const { eol } = notebook;
  const before = preludeText(prelude, withSession).replaceAll('\n', eol);
  if (notebook.format === 'py') return spliced(conversion, before);
  const cells = conversion.cells.map((cell) => cellText(cell).replace(/\r?\n/g, eol));
  const parts = before === '' ? cells : [before, ...cells];
  return `${parts.join(`${eol}${eol}${separator}${eol}${eol}`)}${eol}`;
}

/** The source with its changed cells replaced. */
function spliced({ notebook, cells }: Conversion, before: string): string {
  const { text, eol } = notebook;
  const header = /^\u{FEFF}?# Databricks notebook source[ \t]*(?:\r?\n|$)/u.exec(text)?.[0];
  const bom = text.startsWith('\u{FEFF}') ? '\u{FEFF}' : '';
  const isNotebook = header !== undefined;
  const pieces: string[] = [bom];
  let at = header?.length ?? bom.length;
  const insertion =
    before === '' ? '' : before + eol + (isNotebook ? `${eol}${separator}${eol}${eol}` : eol);
  const future = futureImport(cells);
  if (future === undefined) pieces.push(insertion);
  for (const cell of cells) {
    const { source } = cell.source;
    pieces.push(text.slice(at, source.start));
    const isChanged = cell.converted.edits.length > 0;
    const written = isChanged ? cellText(cell) : text.slice(source.start, source.end);
    pieces.push(future === cell ? afterFuture(written, before, eol) : written);
    at = source.end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}

function cellText({ source, converted, kind }: OutputCell): string {
  const { text } = converted;
  const isPlain = source.prefixes === undefined && source.magic === undefined;
  switch (kind) {
    case 'code':
      return text;
    case 'markdown':
      // In a notebook's own Markdown cell nothing was changed: it has no magic.
      return text.replace(/^.*$/gm, (line) => `# ${line}`.trimEnd());
    case 'comment':
      return isPlain ? text : text.replace(/^(?!# ).*$/gm, (line) => `# MAGIC ${line}`.trimEnd());
  }
}

const futurePattern = /^from __future__ import (?:\([^)]*\)|[^\r\n]*)(?:\r?\n|$)/gm;

/** `from __future__` has to come first in a script. */
function futureImport(cells: readonly OutputCell[]): OutputCell | undefined {
  return cells.find(
    ({ source, kind }) => kind === 'code' && source.text.search(futurePattern) >= 0,
  );
}

function afterFuture(text: string, before: string, eol: string): string {
  const last = [...text.matchAll(futurePattern)].at(-1);
  if (last === undefined || before === '') return text;
  const end = last.index + last[0].length;
  const gap = last[0].endsWith('\n') ? eol : eol + eol;
  return text.slice(0, end) + gap + before + eol + (end < text.length ? eol : '') + text.slice(end);
}

import { applyEdits, type Edit } from '../syntax/edits.js';
import type { Conversion, OutputCell } from './convert.js';
import { type JsonValue, readJson } from './jsonText.js';
import { member } from './jupyter.js';
import { hashOf, notebookMarkMember } from './outputMark.js';
import { preludeText } from './prelude.js';

/** Writes a conversion as a notebook for the PySpark kernel. An `.ipynb` keeps the bytes of what nothing changed. */
export function writeJupyter(
  conversion: Conversion,
  from: string,
  runtime: string | undefined,
): string {
  const { notebook } = conversion;
  const added = addedCells(conversion, runtime);
  const source = hashOf(notebook.text);
  const written = (mark: string): string =>
    notebook.format === 'ipynb'
      ? spliced(conversion, added, mark)
      : created(conversion, added, mark);
  // The hash is of the text without the mark: it is written once, with a stand-in.
  const [before = '', ...after] = written(standIn).split(standIn);
  if (after.length === 0) return before; // It has a mark that we can not read; two would be none.
  const rest = after.join(standIn);
  const output = hashOf(before + rest);
  return before + notebookMarkMember({ from, source, output }) + rest;
}

/** No JSON text has this character. */
const standIn = '\u0000';

interface NewCell {
  readonly kind: 'code' | 'markdown';
  readonly text: string;
}

/** What comes before the first cell: where the runtime lies, and what was asked for. */
function addedCells({ prelude }: Conversion, runtime: string | undefined): readonly NewCell[] {
  const cells: NewCell[] = [];
  const usesRuntime = prelude.imports.some((line) => line.includes('lakehouse_runtime'));
  if (usesRuntime && runtime !== undefined) {
    const configuration = JSON.stringify({ conf: { 'spark.submit.pyFiles': runtime } });
    cells.push({ kind: 'code', text: `%%configure -f\n${configuration}` });
  }
  const before = preludeText(prelude, false);
  if (before !== '') cells.push({ kind: 'code', text: before });
  return cells;
}

function created({ cells }: Conversion, added: readonly NewCell[], mark: string): string {
  const all = [
    ...added,
    ...cells.map((cell): NewCell =>
      cell.kind === 'markdown'
        ? { kind: 'markdown', text: cellText(cell) }
        : { kind: 'code', text: titled(cell) },
    ),
  ];
  const written = all.map((cell, i) => indent(cellJson(cell, i), '  ')).join(',\n');
  const list = all.length === 0 ? '[]' : `[\n${written}\n ]`;
  const metadata = [kernelspec, languageInfo, mark].join(',\n  ');
  return `{\n "cells": ${list},\n "metadata": {\n  ${metadata}\n },\n "nbformat": 4,\n "nbformat_minor": 5\n}\n`;
}

const kernelspec =
  '"kernelspec": {\n   "display_name": "PySpark",\n   "language": "python",\n   "name": "pysparkkernel"\n  }';
const languageInfo =
  '"language_info": {\n   "codemirror_mode": {\n    "name": "python",\n    "version": 3\n   },\n   "file_extension": ".py",\n   "mimetype": "text/x-python",\n   "name": "pyspark",\n   "pygments_lexer": "python3"\n  }';

function spliced({ notebook, cells }: Conversion, added: readonly NewCell[], mark: string): string {
  const root = readJson(notebook.text);
  const edits: Edit[] = [];
  const list = member(root, 'cells');
  cells.forEach((cell, i) => {
    const value = list?.kind === 'array' ? list.items[i] : undefined;
    const isChanged = cell.converted.edits.length > 0;
    if (value === undefined) return;
    if (isChanged) {
      const { start, end } = cell.source.source;
      const isList = member(value, 'source')?.kind === 'array';
      edits.push({ start, end, text: sourceJson(cellText(cell), isList ? '   ' : undefined) });
    }
    const type = member(value, 'cell_type');
    if (isChanged && cell.kind === 'markdown' && type?.kind === 'string' && type.value === 'code') {
      edits.push(...toMarkdown(value, type, notebook.text));
    }
  });
  if (list?.kind === 'array' && added.length > 0) {
    const at = list.items[0]?.start ?? list.end - 1;
    const minor = member(root, 'nbformat_minor');
    const hasIds = minor !== undefined && Number(notebook.text.slice(minor.start, minor.end)) >= 5;
    const text = added.map((cell, i) =>
      indent(cellJson(cell, hasIds ? i : undefined), '  ').trimStart(),
    );
    const comma = list.items.length > 0 ? ',\n  ' : '';
    edits.push({ start: at, end: at, text: text.join(',\n  ') + comma });
  }
  edits.push(...metadataEdits(root, mark));
  return applyEdits(notebook.text, edits).text;
}

/** A Markdown cell has neither outputs nor a count. */
function toMarkdown(cell: JsonValue, type: JsonValue, text: string): readonly Edit[] {
  const edits: Edit[] = [{ start: type.start, end: type.end, text: '"markdown"' }];
  for (const name of ['execution_count', 'outputs']) {
    const value = member(cell, name);
    if (value === undefined) continue;
    const before = text.lastIndexOf(`"${name}"`, value.start);
    const after = /^\s*,\s*/.exec(text.slice(value.end, value.end + 200));
    if (after !== null) {
      edits.push({ start: before, end: value.end + after[0].length, text: '' });
    } else {
      edits.push({ start: text.lastIndexOf(',', before), end: value.end, text: '' });
    }
  }
  return edits;
}

function metadataEdits(root: JsonValue, mark: string): readonly Edit[] {
  const metadata = member(root, 'metadata');
  const members = [kernelspec, mark];
  if (metadata?.kind !== 'object') {
    return [
      { start: root.start + 1, end: root.start + 1, text: `"metadata": {${members.join(', ')}},` },
    ];
  }
  const edits: Edit[] = [];
  const kernel = metadata.members.get('kernelspec');
  const old = metadata.members.get('lakehouse_workbench');
  const fresh: string[] = [];
  if (kernel === undefined) fresh.push(kernelspec);
  else
    edits.push({
      start: kernel.start,
      end: kernel.end,
      text: kernelspec.slice(kernelspec.indexOf('{')),
    });
  if (old === undefined) fresh.push(mark);
  const at = metadata.start + 1;
  const comma = metadata.members.size > 0 ? ',' : '';
  edits.push({ start: at, end: at, text: `\n  ${fresh.join(',\n  ')}${comma}` });
  return edits;
}

/** A title has no place of its own in a notebook of Jupyter. */
function titled(cell: OutputCell): string {
  const { title } = cell.source;
  return title === undefined ? cellText(cell) : `# ${title}\n${cellText(cell)}`;
}

function cellText({ source, converted, kind }: OutputCell): string {
  if (kind !== 'comment') return converted.text;
  // The kernel knows no cell magic of Databricks; what can not run stays as a comment.
  return source.text.replace(/^.*$/gm, (line) => `# MAGIC ${line}`.trimEnd());
}

function cellJson({ kind, text }: NewCell, id: number | undefined): string {
  const lines = [` "cell_type": "${kind}"`];
  if (kind === 'code') lines.push(' "execution_count": null');
  if (id !== undefined) lines.push(` "id": "cell-${id}"`);
  lines.push(' "metadata": {}');
  if (kind === 'code') lines.push(' "outputs": []');
  lines.push(` "source": ${sourceJson(text, ' ')}`);
  return `{\n${lines.join(',\n')}\n}`;
}

/** A list of lines, each with its end, as Jupyter writes it; one text where the source had one. */
function sourceJson(text: string, before: string | undefined): string {
  if (before === undefined) return JSON.stringify(text);
  if (text === '') return '[]';
  const lines = text.split(/(?<=\n)/).map((line) => `${before} ${JSON.stringify(line)}`);
  return `[\n${lines.join(',\n')}\n${before}]`;
}

function indent(text: string, by: string): string {
  return text.replace(/^/gm, by);
}

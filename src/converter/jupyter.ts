import { type JsonValue, readJson } from './jsonText.js';
import { type Cell, languageOf, leadingMagic, type Notebook } from './notebook.js';

/** Reads an `.ipynb`, Databricks' or any other. `undefined` where the text is no notebook. */
export function readJupyter(text: string): Notebook | undefined {
  let root: JsonValue;
  try {
    root = readJson(text);
  } catch {
    return undefined; // Whoever asked says that the file can not be read.
  }
  const cells = member(root, 'cells');
  if (cells?.kind !== 'array') return undefined;
  const language = notebookLanguage(root);
  return {
    format: 'ipynb',
    language,
    text,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    cells: cells.items.map((cell, index) => readCell(cell, index, language)),
  };
}

/** The member of an object; `undefined` for any other value. */
export function member(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return value?.kind === 'object' ? value.members.get(name) : undefined;
}

function readCell(cell: JsonValue, index: number, notebook: Notebook['language']): Cell {
  const type = stringOf(member(cell, 'cell_type'));
  const source = member(cell, 'source');
  const text = sourceText(source);
  const magic = type === 'code' ? leadingMagic(text)?.name : undefined;
  const databricks = member(member(cell, 'metadata'), 'application/vnd.databricks.v1+cell');
  const title = stringOf(member(databricks, 'title'));
  return {
    index,
    language: type === 'code' ? languageOf(magic, notebook) : 'markdown',
    magic,
    title: title === '' ? undefined : title,
    text,
    source: { start: source?.start ?? cell.end, end: source?.end ?? cell.end },
    firstLine: 1,
    prefixes: undefined,
  };
}

function notebookLanguage(root: JsonValue): Notebook['language'] {
  const metadata = member(root, 'metadata');
  const databricks = member(metadata, 'application/vnd.databricks.v1+notebook');
  const language = stringOf(member(databricks, 'language'));
  return language === 'sql' ? 'sql' : 'python';
}

/** `source` is a text or a list of its lines. */
function sourceText(source: JsonValue | undefined): string {
  if (source?.kind === 'array') return source.items.map((line) => stringOf(line) ?? '').join('');
  return stringOf(source) ?? '';
}

function stringOf(value: JsonValue | undefined): string | undefined {
  return value?.kind === 'string' ? value.value : undefined;
}

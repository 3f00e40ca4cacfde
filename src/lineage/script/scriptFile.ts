import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { dialectOf } from '../../sql/dialect.js';
import type { LineageCell } from '../lineageFile.js';
import { sqlOfFile } from '../sqlOfFile.js';
import type { TableColumns } from './schemaFile.js';
import type { Script } from './scriptApi.js';
import {
  isOfColumn,
  type ScriptColumn,
  type ScriptLineage,
  type ScriptProblem,
  type ScriptSource,
} from './scriptLineage.js';

/** What became of a file. */
export interface ScriptFile {
  readonly file: string;
  /** The texts of SQL in it, in the order of `problems[].text`. */
  readonly cells: readonly LineageCell[];
  readonly lineage: ScriptLineage;
}

/** The SQL of a file as a script. */
export function readScript(
  file: string,
  text: string,
  dialect: string,
  schema: TableColumns,
): { readonly cells: readonly LineageCell[]; readonly script: Script } {
  const uri = pathToFileURL(resolve(file)).href;
  const { cells } = sqlOfFile(uri, text, { dialect: dialectOf(dialect) }) ?? { cells: [] };
  return { cells, script: { uri, texts: cells, schema } };
}

/** In the words of the command line's JSON. */
export function toJson({ file, cells, lineage }: ScriptFile): object {
  const { tablesIn, tablesOut, columns, problems } = lineage;
  return {
    file,
    tables_in: tablesIn,
    tables_out: tablesOut,
    columns: columns.map(toJsonColumn),
    problems: problems.map((problem) => ({ ...placeOf(problem, cells), ...said(problem) })),
  };
}

export interface JsonColumn {
  readonly out: string;
  readonly in: readonly string[];
  readonly indirect: readonly string[];
}

/** `in` with what its expression decides by, `indirect` what decides which rows there are. */
export function toJsonColumn({ out, from }: ScriptColumn): JsonColumn {
  const names = (sources: readonly ScriptSource[]): readonly string[] => [
    ...new Set(sources.map(({ column }) => column)),
  ];
  return {
    out,
    in: names(from.filter(isOfColumn)),
    indirect: names(from.filter((source) => !isOfColumn(source))),
  };
}

function said({ reason, name }: ScriptProblem): object {
  return { reason, ...(name === undefined ? {} : { name }) };
}

/** In the file for text formats, in the cell for notebooks; the line from 1. */
function placeOf({ text, span }: ScriptProblem, cells: readonly LineageCell[]): object {
  const cell = cells[text];
  if (cell === undefined) return {};
  const before = span === undefined ? '' : cell.text.slice(0, span.start);
  const line = cell.line + before.split('\n').length - 1;
  return { line, ...(cell.cell === undefined ? {} : { cell: cell.cell }) };
}

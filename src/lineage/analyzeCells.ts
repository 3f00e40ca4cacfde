import { type AnalyzedStatement, analyzeText } from '../sql/analyze.js';
import type { SqlParser } from '../sql/parser.js';
import type { SchemaLookup } from '../sql/resolve/resolution.js';
import { Session } from '../sql/session.js';
import type { PythonParser } from '../syntax/pythonParser.js';
import type { LineageCell } from './lineageFile.js';
import { type OtherFiles, PythonFile } from './python/pythonFile.js';

export interface Parsers {
  readonly sql: SqlParser;
  /** Loaded when the first Python comes. */
  readonly python?: PythonParser;
}

/** One cell, and how the names of its tables are looked up. */
export interface CellToRead {
  readonly cell: Pick<LineageCell, 'text' | 'dialect' | 'language'>;
  readonly schema: SchemaLookup;
}

/**
 * The statements of each cell of a file, in the order of the cells. Where some are Python they run one after the other
 * in one session, as in a notebook: temporary views and `USE` of one count for those after it. `seen` is called after
 * each cell. Never throws.
 */
export function analyzeCells(
  { sql, python }: Parsers,
  uri: string,
  cells: readonly CellToRead[],
  files: OtherFiles,
  seen: (statements: readonly AnalyzedStatement[], at: number) => void = () => undefined,
): readonly (readonly AnalyzedStatement[])[] {
  if (python === undefined || !cells.some(({ cell }) => cell.language === 'python')) {
    return cells.map(({ cell, schema }, at) => {
      const statements =
        cell.language === undefined ? analyzeText(sql, cell.text, cell.dialect, schema) : [];
      seen(statements, at);
      return statements;
    });
  }
  let lookUp: SchemaLookup = () => undefined;
  const session = new Session('databricks', (name) => lookUp(name));
  const file = new PythonFile(sql, python, session, uri, files);
  const all = cells.map(({ cell, schema }, at) => {
    lookUp = schema;
    const statements =
      cell.language === 'python'
        ? file.cell(cell.text)
        : analyzeText(sql, cell.text, cell.dialect, session.schema, session);
    seen(statements, at);
    return [...statements];
  });
  for (const [text, statements] of file.uncalled()) {
    const at = cells.findIndex(({ cell }) => cell.language === 'python' && cell.text === text);
    all[at]?.push(...statements);
    if (at >= 0) seen(statements, at);
  }
  return all;
}

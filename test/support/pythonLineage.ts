import { analyzeCells } from '../../src/lineage/analyzeCells.js';
import type { LineageCell } from '../../src/lineage/lineageFile.js';
import { sqlOfFile } from '../../src/lineage/sqlOfFile.js';
import type { AnalyzedStatement } from '../../src/sql/analyze.js';
import { pythonParser } from './pythonParser.js';
import { resolutionText } from './resolutionText.js';
import { testParser } from './sqlParser.js';

/** Columns of tables by their names, with dots. */
export type Schema = Readonly<Record<string, readonly string[]>>;

/** The statements of each cell of a file of Python, or of a notebook; `others` are files beside it. */
export async function readPython(
  text: string,
  schema: Schema = {},
  others: Readonly<Record<string, string>> = {},
  file = 'main.py',
): Promise<{
  readonly cells: readonly LineageCell[];
  readonly statements: readonly (readonly AnalyzedStatement[])[];
}> {
  const parsers = { sql: await testParser(), python: await pythonParser };
  const scope = { dialect: 'databricks' } as const;
  const cellsOf = (name: string, content: string): readonly LineageCell[] =>
    sqlOfFile(`file:///w/${name}`, content, scope)?.cells ?? [];
  const cells = cellsOf(file, text);
  const files = new Map(
    Object.entries(others).map(([name, content]) => [`file:///w/${name}`, cellsOf(name, content)]),
  );
  const columns = new Map(Object.entries(schema));
  const statements = analyzeCells(
    parsers,
    `file:///w/${file}`,
    cells.map((cell) => ({ cell, schema: (name) => columns.get(name.join('.')) })),
    (uri) => files.get(uri),
  );
  return { cells, statements };
}

/** What a file writes and shows, and what it does not know, as tests write it: see `resolutionText`. */
export async function pythonText(
  text: string,
  schema: Schema = {},
  others: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const { statements } = await readPython(text, schema, others);
  return statements.flat().flatMap(({ resolution }) => {
    const lines = resolutionText(resolution);
    const isQuiet = resolution.target === undefined && resolution.outputs.length === 0;
    return isQuiet ? lines.filter((line) => line.startsWith('unknown')) : lines;
  });
}

import type { Connections } from '../../connections/connections.js';
import type { HoverRequest } from '../../lineage/lineageApi.js';
import { lakeSqlCells } from '../../lineage/lakeSqlCells.js';
import type { LineageCell, LineageFile } from '../../lineage/lineageFile.js';
import { type FileScope, sqlOfFile } from '../../lineage/sqlOfFile.js';

/** A code cell as it stands in an open notebook. */
export interface OpenCell {
  /** Counting every cell of the notebook, from 0. */
  readonly index: number;
  readonly text: string;
}

/** A place in a text, as an editor has it: lines and characters from 0. */
export interface TextPlace {
  readonly offset: number;
  readonly line: number;
  readonly character: number;
}

/** The SQL in the text of a file of any kind; nothing where there is none. */
export function sqlOfText(
  uri: string,
  text: string,
  connections: Connections,
): LineageFile | undefined {
  const scope = scopeOf(text, connections);
  if (!uri.endsWith('.lake.sql')) return sqlOfFile(uri, text, scope);
  return { uri, kind: 'code', cells: lakeSqlCells(text, scope, dialectIn(connections)) };
}

/** The cells of an open SQL notebook, with what its file says of their connections and lines. */
export function sqlOfNotebook(
  uri: string,
  cells: readonly OpenCell[],
  saved: string,
  connections: Connections,
): LineageFile {
  const scope = scopeOf(saved, connections);
  const inFile = lakeSqlCells(saved, scope, dialectIn(connections));
  const plain = { ...scope, line: 1, defaultNamespace: [] };
  return {
    uri,
    kind: 'code',
    cells: cells.map(({ index, text }): LineageCell => {
      // A cell that is not saved yet is most likely meant as its neighbours are.
      const before = inFile.find((each) => each.cell === index) ?? inFile[0] ?? plain;
      return { ...before, text, offset: 0, cell: index };
    }),
  };
}

/** Where a place of a text is in its SQL; nothing where there is none. */
export function placeInSql(file: LineageFile, place: TextPlace): HoverRequest | undefined {
  const { uri, cells } = file;
  if (uri.endsWith('.lake.sql')) return placeByLine(file, place);
  const cell = cells.findLast(({ offset }) => offset <= place.offset);
  const offset = place.offset - (cell?.offset ?? 0);
  if (cell === undefined || offset > cell.text.length) return undefined;
  const hasCode = cells.some(({ language }) => language === 'python');
  return { uri, cell, offset, ...(hasCode ? { cells } : {}) };
}

/** A SQL notebook that is open as text: its cells have line ends of their own. */
function placeByLine(
  { uri, cells }: LineageFile,
  { line, character }: TextPlace,
): HoverRequest | undefined {
  const cell = cells.findLast((each) => each.line <= line + 1);
  if (cell === undefined) return undefined;
  const lines = cell.text.split('\n');
  const before = lines.slice(0, line + 1 - cell.line);
  if (before.length === lines.length) return undefined;
  const offset = before.reduce((sum, each) => sum + each.length + 1, character);
  return { uri, cell, offset };
}

/** A plain file means the only connection there is, if there is only one. */
function scopeOf(text: string, connections: Connections): FileScope {
  const [only, ...others] = connections.all;
  if (only === undefined || others.length > 0) {
    // Without a connection the quotes tell the two families apart.
    return { dialect: text.includes('`') ? 'databricks' : 'duckdb' };
  }
  return { connection: only.name, dialect: dialectIn(connections)(only.name) };
}

function dialectIn(connections: Connections): (connection: string) => FileScope['dialect'] {
  return (connection) => {
    const type = connections.find(connection)?.type;
    switch (type) {
      case 'aws':
        return 'athena';
      case 'iceberg-rest':
      case 'polaris':
        return 'trino';
      case 'local':
      case undefined:
        return 'duckdb';
    }
  };
}

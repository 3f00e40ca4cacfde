import { optionsOf, parseLakeSql } from '../notebooks/format/lakeSqlText.js';
import type { LineageCell } from './lineageFile.js';
import type { FileScope } from './sqlOfFile.js';

/** The SQL cells of a `.lake.sql` text, each with the connection and the schema that hold for it. */
export function lakeSqlCells(
  text: string,
  scope: FileScope,
  dialectOf: (connection: string) => FileScope['dialect'],
): readonly LineageCell[] {
  const { head, defaults, cells } = parseLakeSql(text);
  let line = 1 + countLines(head);
  return cells.flatMap((cell, index): readonly LineageCell[] => {
    const { marker = '', body = '' } = cell.source ?? {};
    const start = line + countLines(marker);
    line = start + countLines(body);
    if (cell.kind !== 'sql') return [];
    const options = optionsOf(cell);
    const connection = options.get('connection') ?? defaults.get('connection') ?? scope.connection;
    const schema = options.get('schema') ?? defaults.get('schema');
    return [
      {
        text: cell.value,
        offset: 0,
        cell: index,
        line: start,
        dialect: connection === undefined ? scope.dialect : dialectOf(connection),
        ...(connection === undefined ? {} : { connection }),
        defaultNamespace: schema === undefined || schema === '' ? [] : schema.split('.'),
      },
    ];
  });
}

function countLines(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

import type { Column, TableVersion } from '../catalog/catalog.js';
import { nameIn, type TableDialect } from './tableDialect.js';
import { tableNameIn, type TableReference, versionIn } from './tableReference.js';

/** How many rows a statement asks for that somebody is to look at. */
const rowsToLookAt = 100;

/** A statement that shows some rows of a table, of all its columns or of those given. */
export function selectTable(
  dialect: TableDialect,
  table: TableReference,
  {
    columns = [],
    version,
    limit = rowsToLookAt,
  }: {
    readonly columns?: readonly Pick<Column, 'name'>[];
    readonly version?: TableVersion | undefined;
    readonly limit?: number | undefined;
  } = {},
): string {
  const names = columns.map(({ name }) => `\n  ${nameIn(dialect, name)}`);
  const what = names.length === 0 ? ' *' : names.join(',');
  const from = `${tableNameIn(dialect, table)}${versionIn(dialect, version)}`;
  return `SELECT${what}\nFROM ${from}\nLIMIT ${limit};`;
}

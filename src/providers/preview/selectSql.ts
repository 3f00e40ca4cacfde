import { quoteText } from '../../util/quote.js';
import { tableName } from '../catalogTree/qualifiedName.js';
import type { TablePlace } from './tablePlace.js';

/** How many rows it asks for. */
const rows = 100;

/** The statement that shows some rows of a table, or of a state of it. */
export function selectSql({ table, version }: Pick<TablePlace, 'table' | 'version'>): string {
  const state =
    version === undefined
      ? ''
      : ` AT (VERSION => ${'ref' in version ? quoteText(version.ref) : version.snapshotId})`;
  return `SELECT *\nFROM ${tableName(table)}${state}\nLIMIT ${rows};`;
}

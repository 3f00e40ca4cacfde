import { selectTable } from '../../tableSql/selectTable.js';
import { dialectOf, referenceOf } from '../catalogTree/actions/nodeSql.js';
import type { TablePlace } from './tablePlace.js';

/** The statement that shows some rows of a table, or of a state of it, in the dialect of its connection. */
export function selectSql(place: Omit<TablePlace, 'kind'>): string {
  const { connection, table, version } = place;
  return selectTable(dialectOf(connection), referenceOf(place, table), { version });
}

import type { Relation, TableIdentifier } from '../../catalog/catalog.js';
import type { ReadTable } from '../queryEngine.js';
import { schemaOf } from './names.js';

/** Longer lists of files are not kept with every result that reads them. In characters. */
const mostText = 100_000;

/** What is told of a table that was read. `version` is nothing for the current one. */
export function readTable(
  database: string,
  identifier: TableIdentifier,
  { sql, source }: Relation,
  version = '',
): ReadTable {
  const schema = schemaOf(identifier.namespace);
  const name = [
    database,
    version === '' ? schema : `${schema}@${version}`,
    identifier.name,
  ] as const;
  if (source?.kind === 'iceberg') return { name, identifier, source };
  return source === undefined || sql.length > mostText
    ? { name, identifier }
    : { name, identifier, source: { kind: 'files', sql } };
}

/** What is told of a view: its text by the names of the tables that it reads. */
export function readView(database: string, identifier: TableIdentifier, sql: string): ReadTable {
  const name = [database, schemaOf(identifier.namespace), identifier.name] as const;
  return { name, identifier, source: { kind: 'view', sql } };
}

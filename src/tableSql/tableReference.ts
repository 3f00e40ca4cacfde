import type { Namespace, TableIdentifier, TableVersion } from '../catalog/catalog.js';
import { definedNameIn, nameIn, type TableDialect, textIn } from './tableDialect.js';

/** A table as a statement names it. */
export interface TableReference {
  readonly identifier: TableIdentifier;
  /** Only where the engine needs it: it has several catalogs, and this is not the one it starts in. */
  readonly catalog?: string;
}

/** `silver.orders`, in quotes where they are needed. */
export function tableNameIn(dialect: TableDialect, table: TableReference): string {
  return partsOf(dialect, table)
    .map((part) => nameIn(dialect, part))
    .join('.');
}

/** The same in a statement that defines the table. */
export function definedTableIn(dialect: TableDialect, table: TableReference): string {
  return partsOf(dialect, table)
    .map((part) => definedNameIn(dialect, part))
    .join('.');
}

/** `lake.silver`. */
export function namespaceIn(
  dialect: TableDialect,
  namespace: Namespace,
  catalog: string | undefined,
): string {
  const parts = [...(catalog === undefined ? [] : [catalog]), ...levels(dialect, namespace)];
  return parts.map((part) => nameIn(dialect, part)).join('.');
}

function partsOf(
  dialect: TableDialect,
  { identifier: { namespace, name }, catalog }: TableReference,
): readonly string[] {
  return [...(catalog === undefined ? [] : [catalog]), ...levels(dialect, namespace), name];
}

/** Only Spark knows namespaces in namespaces; to the others a nested one is a schema with dots in its name. */
function levels(dialect: TableDialect, namespace: Namespace): readonly string[] {
  if (dialect === 'spark' || namespace.length === 0) return namespace;
  return [namespace.join('.')];
}

/** What stands behind a table's name for a state of it. */
export function versionIn(dialect: TableDialect, version: TableVersion): string {
  if (version === undefined) return '';
  const which = 'snapshotId' in version ? String(version.snapshotId) : textIn(dialect, version.ref);
  switch (dialect) {
    case 'duckdb':
      return ` AT (VERSION => ${which})`;
    case 'athena':
    case 'trino':
      return ` FOR VERSION AS OF ${which}`;
    case 'spark':
      return ` VERSION AS OF ${which}`;
  }
}

import type { Connection } from '../../../connections/connections.js';
import { selectTable } from '../../../tableSql/selectTable.js';
import { nameIn, type TableDialect } from '../../../tableSql/tableDialect.js';
import { namespaceIn, tableNameIn, type TableReference } from '../../../tableSql/tableReference.js';
import type {
  CatalogNode,
  InCatalog,
  RefNode,
  SnapshotNode,
  TableNode,
} from '../nodes/catalogNode.js';
import type { TableIdentifier } from '../../../catalog/catalog.js';

/** The dialect in which the tables of a connection are queried. */
export function dialectOf({ type }: Connection): TableDialect {
  return dialects[type];
}

const dialects: Readonly<Record<Connection['type'], TableDialect>> = {
  local: 'duckdb',
  aws: 'athena',
  'iceberg-rest': 'spark',
  polaris: 'spark',
};

/** Athena begins in this one, and what is in it needs no name of a catalog. */
const athenaDefault = 'AwsDataCatalog';

export function referenceOf(place: InCatalog, identifier: TableIdentifier): TableReference {
  const catalog = catalogNameOf(place);
  return { identifier, ...(catalog === undefined ? {} : { catalog }) };
}

/** What a catalog is called in Spark is its user's own choice. */
function catalogNameOf({ connection, catalog }: InCatalog): string | undefined {
  return connection.type === 'aws' && catalog.name !== athenaDefault ? catalog.name : undefined;
}

/** How a node is written in SQL, or nothing for one that has no name there. */
export function sqlNameOf(node: CatalogNode): string | undefined {
  if (node.kind === 'namespace') {
    return namespaceIn(dialectOf(node.connection), node.namespace, catalogNameOf(node));
  }
  if (node.kind === 'table') {
    return tableNameIn(dialectOf(node.connection), referenceOf(node, node.table.identifier));
  }
  if (node.kind !== 'column') return undefined;
  return node.path.map((name) => nameIn(dialectOf(node.connection), name)).join('.');
}

/** A node of which rows can be shown. */
export type QueryableNode = TableNode | SnapshotNode | RefNode;

/** The statement that shows some rows of a table, or of a table as it was. */
export function selectSql(node: QueryableNode): string {
  const dialect = dialectOf(node.connection);
  if (node.kind === 'table') {
    return selectTable(dialect, referenceOf(node, node.table.identifier));
  }
  return selectTable(dialect, referenceOf(node, node.table), { version: versionOf(node, dialect) });
}

/** Athena knows snapshots only, DuckDB and Spark the names of branches and tags too. */
function versionOf(
  node: SnapshotNode | RefNode,
  dialect: TableDialect,
): { readonly snapshotId: bigint } | { readonly ref: string } {
  if (node.kind === 'snapshot') return { snapshotId: node.snapshot.id };
  return dialect === 'athena' ? { snapshotId: node.ref.snapshotId } : { ref: node.ref.name };
}

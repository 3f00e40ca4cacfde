import type { Namespace, TableIdentifier } from '../../catalog/catalog.js';
import { writeName } from '../../util/quote.js';
import type { CatalogNode } from './nodes/catalogNode.js';

/** How a node is written in SQL for DuckDB, or nothing for one that has no name there. */
export function sqlNameOf(node: CatalogNode): string | undefined {
  if (node.kind === 'namespace') return schemaName(node.namespace);
  if (node.kind === 'table') return tableName(node.table.identifier);
  return node.kind === 'column' ? node.path.map(writeName).join('.') : undefined;
}

/** `silver.orders`; a nested namespace is one schema with dots in its name, as the engine has it. */
export function tableName({ namespace, name }: TableIdentifier): string {
  return namespace.length === 0 ? writeName(name) : `${schemaName(namespace)}.${writeName(name)}`;
}

function schemaName(namespace: Namespace): string {
  return writeName(namespace.join('.'));
}

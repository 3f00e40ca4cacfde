import type { TableIdentifier } from '../../../catalog/catalog.js';
import type { DatasetPath } from '../../../workspaceFile/datasetPath.js';
import type { InCatalog } from './catalogNode.js';

/** A table with its catalog, whether or not `.vscode/lakehouse.json` has to name that. */
export function toFullPath(
  { connection, catalog }: InCatalog,
  { namespace, name }: TableIdentifier,
): Required<DatasetPath> {
  return { connection: connection.name, catalog: catalog.name, table: [...namespace, name] };
}

import type { TableIdentifier } from '../../../catalog/catalog.js';
import {
  type Description,
  isSamePath,
  type WorkspaceFile,
} from '../../../workspaceFile/workspaceFile.js';
import type { InCatalog } from '../nodes/catalogNode.js';

/** What `.vscode/lakehouse.json` says of a table. An entry without a catalog means whichever has the table. */
export function ownDescription(
  file: WorkspaceFile | undefined,
  { connection, catalog }: InCatalog,
  { namespace, name }: TableIdentifier,
): Description | undefined {
  const path = { connection: connection.name, table: [...namespace, name] };
  return file?.descriptions.find(
    (entry) => isSamePath(entry, path) || isSamePath(entry, { ...path, catalog: catalog.name }),
  );
}

import type { TableIdentifier } from '../../../catalog/catalog.js';
import {
  type Description,
  isMeant,
  type WorkspaceFile,
} from '../../../workspaceFile/workspaceFile.js';
import type { InCatalog } from '../nodes/catalogNode.js';
import { toFullPath } from '../nodes/toFullPath.js';

/** What `.vscode/lakehouse.json` says of a table. An entry without a catalog means whichever has the table. */
export function ownDescription(
  file: WorkspaceFile | undefined,
  { connection, catalog }: InCatalog,
  { namespace, name }: TableIdentifier,
): Description | undefined {
  const path = toFullPath({ connection, catalog }, { namespace, name });
  return file?.descriptions.find((entry) => isMeant(entry, path));
}

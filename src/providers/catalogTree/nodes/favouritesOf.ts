import type { DatasetPath } from '../../../workspaceFile/datasetPath.js';
import { isMeant } from '../../../workspaceFile/workspaceFile.js';
import type { TableNode } from './catalogNode.js';
import { toFullPath } from './toFullPath.js';

/** The entries of `.vscode/lakehouse.json` by which a table is pinned. */
export function favouritesOf(
  favourites: readonly DatasetPath[],
  node: TableNode,
): readonly DatasetPath[] {
  if (favourites.length === 0) return favourites;
  const path = toFullPath(node, node.table.identifier);
  return favourites.filter((favourite) => isMeant(favourite, path));
}

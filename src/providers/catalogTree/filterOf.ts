import type { LoadedRows } from './nodeListings.js';
import { type CatalogNode, isParent, type ParentNode } from './nodes/catalogNode.js';

/**
 * Which rows a text leaves: tables that have it in their names, all tables of a namespace that has it in its own,
 * and namespaces that lead to one of them, or of which not all is known. What is in a table is left as it is.
 */
export function filterOf(
  text: string,
  loaded: (node: ParentNode) => LoadedRows | undefined,
): (node: CatalogNode) => boolean {
  const wanted = text.toLowerCase();
  const has = (name: string): boolean => name.toLowerCase().includes(wanted);
  const isLeft = (node: CatalogNode): boolean => {
    if (node.kind === 'table') {
      const { namespace, name } = node.table.identifier;
      return has(name) || namespace.some(has);
    }
    if (node.kind !== 'namespace' || node.namespace.some(has)) return true;
    const rows = loaded(node);
    return rows?.isWhole !== true || rows.nodes.some((child) => isParent(child) && isLeft(child));
  };
  return isLeft;
}

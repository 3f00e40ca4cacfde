import { offers } from '../../../catalog/capabilities.js';
import { type Catalog, hasRelations } from '../../../catalog/catalog.js';
import type { DatasetPath } from '../../../workspaceFile/datasetPath.js';
import type { CatalogNode } from './catalogNode.js';
import { favouritesOf } from './favouritesOf.js';

/** What can be done with a node: a menu shows a command where the node's `contextValue` has its word. */
export type NodeAction =
  | 'preview'
  | 'query'
  | 'as-of'
  | 'compare'
  | 'name'
  | 'select'
  | 'ddl'
  | 'id'
  | 'console'
  | 'pin'
  | 'unpin'
  | 'refresh'
  | 'retry';

/** The word for what a node is, then those for what can be done with it: `table preview name refresh`. */
export function contextOf(node: CatalogNode, favourites: readonly DatasetPath[]): string {
  const kind = node.kind === 'table' ? node.table.kind : node.kind;
  return [kind, ...actionsOf(node, favourites)].join(' ');
}

function actionsOf(node: CatalogNode, favourites: readonly DatasetPath[]): readonly NodeAction[] {
  switch (node.kind) {
    case 'pins':
    case 'group':
      return ['refresh'];
    case 'connection':
    case 'catalog':
      return ['query', 'refresh'];
    case 'namespace':
      return ['query', 'name', 'refresh'];
    case 'table':
      return [
        ...(node.table.kind === 'view' ? previewOfView(node.catalog) : previewOf(node.catalog)),
        ...(['query', 'name', 'select', 'ddl'] as const),
        ...(node.connection.type === 'aws' ? (['console'] as const) : []),
        favouritesOf(favourites, node).length > 0 ? 'unpin' : 'pin',
        'refresh',
      ];
    case 'lostPin':
      return ['unpin'];
    case 'column':
      return ['name'];
    case 'snapshot':
      return [...previewOf(node.catalog), 'id', 'as-of', 'compare'];
    case 'ref':
      return [...previewOf(node.catalog), 'id', 'as-of'];
    case 'error':
      return ['retry'];
    case 'partition':
    case 'fileSizes':
    case 'bucket':
    case 'file':
    case 'schema':
    case 'schemaColumn':
    case 'property':
    case 'job':
    case 'empty':
    case 'problem':
    case 'more':
      return [];
  }
}

/** A view has no files of its own: only what runs its statement can show rows. */
function previewOfView(catalog: Catalog): readonly NodeAction[] {
  return hasRelations(catalog) ? ['preview'] : [];
}

function previewOf(catalog: Catalog): readonly NodeAction[] {
  return hasRelations(catalog) || offers(catalog, 'preview') ? ['preview'] : [];
}

import type { WorkspaceFileStore } from '../../../host/workspaceFileStore.js';
import type { DatasetPath } from '../../../workspaceFile/datasetPath.js';
import type { InCatalog, CatalogNode } from '../nodes/catalogNode.js';
import type { TableIdentifier } from '../../../catalog/catalog.js';
import { favouritesOf } from '../nodes/favouritesOf.js';

/** A table as `.vscode/lakehouse.json` names it: the catalog only where the connection has several. */
export async function toDatasetPath(
  { connection, catalog }: InCatalog,
  { namespace, name }: TableIdentifier,
): Promise<DatasetPath> {
  const { listCatalogs } = await connection.open();
  const { items, next } = await listCatalogs(undefined, new AbortController().signal);
  const hasSeveral = items.length > 1 || next !== undefined;
  return {
    connection: connection.name,
    ...(hasSeveral ? { catalog: catalog.name } : {}),
    table: [...namespace, name],
  };
}

/** Pins the tables among some nodes. */
export async function pin(store: WorkspaceFileStore, nodes: readonly CatalogNode[]): Promise<void> {
  const paths = await Promise.all(
    nodes.flatMap((node) =>
      node.kind === 'table' ? [toDatasetPath(node, node.table.identifier)] : [],
    ),
  );
  const { withFavourite } = await import('../../../workspaceFile/editWorkspaceFile.js');
  await store.edit((text) => paths.reduce(withFavourite, text));
}

/** Takes away every entry that means one of the tables, in whichever words. */
export async function unpin(
  store: WorkspaceFileStore,
  nodes: readonly CatalogNode[],
): Promise<void> {
  await store.ready;
  const paths = nodes.flatMap((node) => {
    if (node.kind === 'lostPin') return [node.favourite];
    if (node.kind !== 'table') return [];
    return favouritesOf(store.current.favourites, node);
  });
  const { withoutFavourite } = await import('../../../workspaceFile/editWorkspaceFile.js');
  await store.edit((text) => paths.reduce(withoutFavourite, text));
}

import type { Catalog, Namespace } from '../../../catalog/catalog.js';
import type { Connection } from '../../../connections/connections.js';
import type { NodePage, NodeToken } from './nodePage.js';

/** The catalogs of a connection; of one that has one catalog what is in that, for it is no level of its own. */
export async function childrenOfConnection(
  connection: Connection,
  token: NodeToken | undefined,
  signal: AbortSignal,
): Promise<NodePage> {
  const { listCatalogs } = await connection.open();
  signal.throwIfAborted();
  if (token !== undefined && token.list !== 'catalogs') {
    const [only] = (await listCatalogs(undefined, signal)).items;
    return only === undefined
      ? { nodes: [] }
      : childrenOfNamespace({ connection, catalog: only }, [], token, signal);
  }
  const { items, next } = await listCatalogs(token?.page, signal);
  const [only, ...others] = items;
  const isOnly = token === undefined && next === undefined && others.length === 0;
  if (only !== undefined && isOnly) {
    return childrenOfNamespace({ connection, catalog: only }, [], undefined, signal);
  }
  return {
    nodes: items.map((catalog) => ({ kind: 'catalog', connection, catalog })),
    ...(next === undefined ? {} : { next: { list: 'catalogs', page: next } }),
  };
}

/** The namespaces in a namespace, then its tables. */
export async function childrenOfNamespace(
  place: { readonly connection: Connection; readonly catalog: Catalog },
  parent: Namespace,
  token: NodeToken | undefined,
  signal: AbortSignal,
): Promise<NodePage> {
  const { connection, catalog } = place;
  if (token?.list !== 'tables') {
    const { items, next } = await catalog.listNamespaces(parent, token?.page, signal);
    return {
      nodes: items.map((namespace) => ({ kind: 'namespace', connection, catalog, namespace })),
      next:
        next === undefined
          ? { list: 'tables', page: undefined }
          : { list: 'namespaces', page: next },
    };
  }
  const { items, next } = await catalog.listTables(parent, token.page, signal);
  return {
    nodes: items.map((table) => ({ kind: 'table', connection, catalog, table })),
    ...(next === undefined ? {} : { next: { list: 'tables', page: next } }),
  };
}

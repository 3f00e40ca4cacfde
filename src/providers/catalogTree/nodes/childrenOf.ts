import { type CatalogNode, inTable, type ParentNode } from './catalogNode.js';
import { childrenOfColumn, childrenOfGroup, childrenOfSchema } from './groupChildren.js';
import type { NodePage, NodeToken } from './nodePage.js';
import { type FindConnection, pinnedTables } from './pinnedTables.js';
import { childrenOfConnection, childrenOfNamespace } from './placeChildren.js';
import { groupsOf } from './tableGroups.js';

/** One page of a node's children, as the service gives it. Without a token the first. */
export async function childrenOf(
  node: ParentNode,
  connections: FindConnection,
  token: NodeToken | undefined,
  signal: AbortSignal,
): Promise<NodePage> {
  switch (node.kind) {
    case 'pins':
      return { nodes: await pinnedTables(node, connections, signal) };
    case 'connection':
      return childrenOfConnection(node.connection, token, signal);
    case 'catalog':
      return childrenOfNamespace(node, [], token, signal);
    case 'namespace':
      return childrenOfNamespace(node, node.namespace, token, signal);
    case 'table':
      return { nodes: await groupsOf(node, signal) };
    case 'group':
      return childrenOfGroup(node, token, signal);
    case 'column':
      return childrenOfColumn(node);
    case 'bucket':
      return {
        nodes: node.bucket.files.map((file): CatalogNode => ({
          ...inTable(node),
          kind: 'file',
          file,
          bucket: node.bucket,
        })),
      };
    case 'schema':
      return childrenOfSchema(node);
  }
}

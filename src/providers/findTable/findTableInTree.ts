import * as vscode from 'vscode';
import type { CatalogCache } from '../../catalogCache/catalogCache.js';
import { CatalogError } from '../../catalog/catalog.js';
import type { Connection } from '../../connections/connections.js';
import type { CommandId } from '../../host/commands.js';
import type { Services } from '../../host/services.js';
import { copyNames } from '../catalogTree/actions/copyCommands.js';
import { newQuery } from '../catalogTree/actions/queryCommands.js';
import type { CatalogTreeProvider } from '../catalogTree/catalogTreeProvider.js';
import type { CatalogNode, TableNode } from '../catalogTree/nodes/catalogNode.js';
import { findCatalog } from '../catalogTree/nodes/findCatalog.js';
import { preview } from '../catalogTree/preview.js';
import { findTable } from './findTable.js';
import { type ReadOptions, readTables } from './readTables.js';
import { searchServices } from './searchServices.js';
import { type KnownTable, TableIndex, toKnown } from './tableIndex.js';
import { walkTables } from './walkTables.js';

export interface FindTableContext {
  readonly cache: CatalogCache;
  readonly tree: CatalogTreeProvider;
  readonly view: vscode.TreeView<CatalogNode>;
}

/** *Find Table…* over all that the tree has ever listed of the connections that there are now. */
export async function findTableInTree(
  services: Services,
  { cache, tree, view }: FindTableContext,
): Promise<void> {
  const { connections, report } = services;
  const index = new TableIndex();
  for (const connection of connections.all) await addAll(index, cache, connection);
  index.prepare();
  const nodeOf = (table: KnownTable): Promise<TableNode> => toNode(services, table);
  const keep: ReadOptions['keep'] = async (connection, catalog, table) => {
    if (table.incomplete !== undefined) return;
    await cache.write(connection, { kind: 'table', catalog, table, at: Date.now() });
  };
  findTable(
    index,
    {
      list: (signal) => walkTables(connections.all, signal),
      read: (tables, left, signal) =>
        readTables(tables, { connections: (name) => connections.find(name), keep, left }, signal),
      search: (text, signal) => searchServices(connections.all, text, signal),
    },
    {
      reveal: async (table) => {
        const node = await nodeOf(table);
        await tree.include(node);
        await view.reveal(node, { select: true, focus: true, expand: true });
      },
      preview: async (table) => preview(services, await nodeOf(table)),
      copyName: async (table) => copyNames([await nodeOf(table)]),
      newQuery: async (table) => newQuery(await nodeOf(table)),
      openPage: async ({ connection, catalog, identifier: { namespace, name }, kind }) => {
        const place = { connection, catalog, namespace, name, kind };
        await vscode.commands.executeCommand(openTablePage, place);
      },
    },
    report,
  );
}

const openTablePage: CommandId = 'lakehouse.tablePage.open';

async function addAll(
  index: TableIndex,
  cache: CatalogCache,
  connection: Connection,
): Promise<void> {
  for await (const entry of cache.all(connection)) {
    const place = { connection: connection.name, catalog: entry.catalog };
    if (entry.kind === 'listing') {
      for (const { identifier, kind } of entry.tables) index.add({ ...place, identifier, kind });
      continue;
    }
    index.add(toKnown(place, entry.table));
  }
}

async function toNode(
  { connections }: Services,
  { connection: name, catalog: catalogName, identifier, kind }: KnownTable,
): Promise<TableNode> {
  const connection = connections.find(name);
  if (connection === undefined) {
    throw new CatalogError('not-found', `there is no connection named ${name}`);
  }
  const { signal } = new AbortController();
  const catalog = await findCatalog(connection, catalogName, signal);
  return { kind: 'table', connection, catalog, table: { identifier, kind } };
}

import type { DatasetPath } from '../../workspaceFile/datasetPath.js';
import type { TablePlace } from '../preview/tablePlace.js';

/** What a table is called in `.vscode/lakehouse.json`. */
export async function pathOf({ connection, catalog, table }: TablePlace): Promise<DatasetPath> {
  const { listCatalogs } = await connection.open();
  const { items, next } = await listCatalogs(undefined, new AbortController().signal);
  const isOnly = items.length === 1 && next === undefined;
  return {
    connection: connection.name,
    ...(isOnly ? {} : { catalog: catalog.name }),
    table: [...table.namespace, table.name],
  };
}

import * as vscode from 'vscode';
import { createTable } from '../../../tableSql/createTable.js';
import { selectTable } from '../../../tableSql/selectTable.js';
import type { TableDialect } from '../../../tableSql/tableDialect.js';
import type { CatalogNode, TableNode } from '../nodes/catalogNode.js';
import { dialectOf, referenceOf, sqlNameOf } from './nodeSql.js';

/** The names of all selected nodes, as a list in SQL has them. */
export async function copyNames(nodes: readonly CatalogNode[]): Promise<void> {
  const names = nodes.map(sqlNameOf).filter((name) => name !== undefined);
  await vscode.env.clipboard.writeText(names.join(', '));
}

/** The id of a snapshot, or of the one that a branch or tag points to. */
export async function copyId(node: CatalogNode): Promise<void> {
  const id =
    node.kind === 'snapshot'
      ? node.snapshot.id
      : node.kind === 'ref'
        ? node.ref.snapshotId
        : undefined;
  if (id !== undefined) await vscode.env.clipboard.writeText(String(id));
}

/** A `SELECT` of all columns by name. */
export async function copySelect(node: CatalogNode): Promise<void> {
  if (node.kind !== 'table') return;
  const { columns } = await load(node);
  const reference = referenceOf(node, node.table.identifier);
  await vscode.env.clipboard.writeText(
    selectTable(dialectOf(node.connection), reference, { columns }),
  );
}

/** The statement that makes such a table; where no engine says in which dialect, the user does. */
export async function copyDdl(node: CatalogNode): Promise<void> {
  if (node.kind !== 'table') return;
  const dialect = await dialectFor(node);
  if (dialect === undefined) return;
  const table = await load(node);
  const reference = referenceOf(node, node.table.identifier);
  await vscode.env.clipboard.writeText(createTable(dialect, table, reference));
}

async function dialectFor({ connection }: TableNode): Promise<TableDialect | undefined> {
  const own = dialectOf(connection);
  if (own !== 'spark') return own;
  const picked = await vscode.window.showQuickPick(
    [
      { label: 'Spark SQL', dialect: 'spark' as const },
      { label: 'Trino', dialect: 'trino' as const },
      { label: 'Athena', dialect: 'athena' as const },
      { label: 'DuckDB', dialect: 'duckdb' as const },
    ],
    { title: vscode.l10n.t('Copy DDL: for which engine?') },
  );
  return picked?.dialect;
}

function load({ catalog, table }: TableNode): ReturnType<TableNode['catalog']['loadTable']> {
  return catalog.loadTable(table.identifier, new AbortController().signal);
}

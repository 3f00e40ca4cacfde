import type { SnapshotNode, TableNode } from './nodes/catalogNode.js';
import { tableName } from './qualifiedName.js';

/** How many rows a preview asks for. */
const previewRows = 100;

/** The statement that shows some rows of a table, or of a table as it was at a snapshot. */
export function previewSql(node: TableNode | SnapshotNode): string {
  return `SELECT *\nFROM ${source(node)}\nLIMIT ${previewRows};`;
}

function source(node: TableNode | SnapshotNode): string {
  switch (node.kind) {
    case 'table':
      return tableName(node.table.identifier);
    case 'snapshot':
      return `${tableName(node.table)} AT (VERSION => ${node.snapshot.id})`;
  }
}

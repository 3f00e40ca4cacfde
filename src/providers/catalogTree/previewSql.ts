import { hasRelations } from '../../catalog/catalog.js';
import type { SnapshotNode, TableNode } from './catalogNode.js';
import { tableName } from './qualifiedName.js';

/** How many rows a preview asks for. */
const previewRows = 100;

/** The statement that shows some rows of a table, or of a table as it was at a snapshot. */
export async function previewSql(
  node: TableNode | SnapshotNode,
  signal: AbortSignal,
): Promise<string> {
  switch (node.kind) {
    case 'table':
      return `SELECT *\nFROM ${tableName(node.table.identifier)}\nLIMIT ${previewRows};`;
    case 'snapshot': {
      const { catalog, table, snapshot } = node;
      if (!hasRelations(catalog)) throw new TypeError('snapshots of files only');
      // DuckDB has no words for "as of" over files, so that the statement names the files themselves.
      const relation = await catalog.relation(table, { snapshotId: snapshot.id }, signal);
      const at = new Date(snapshot.committedAt).toISOString();
      return `-- ${oneLine(tableName(table))} as of snapshot ${snapshot.id}, ${at}\nSELECT *\nFROM (${relation})\nLIMIT ${previewRows};`;
    }
  }
}

/** A name with a line break in it must not end the comment. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+/g, ' ');
}

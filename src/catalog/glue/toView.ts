import type { Table as GlueTable } from '@aws-sdk/client-glue';
import type { TableIdentifier, ViewDefinition } from '../catalog.js';

/** What a view says; `undefined` where Glue has no SQL of it. */
export function viewOf(
  table: GlueTable,
  { namespace }: TableIdentifier,
): ViewDefinition | undefined {
  const [first] = table.ViewDefinition?.Representations ?? [];
  if (first?.ViewOriginalText !== undefined) {
    const dialect = first.Dialect?.toLowerCase() ?? '';
    return { sql: first.ViewOriginalText, dialect, defaultNamespace: namespace };
  }
  const { ViewOriginalText: original, ViewExpandedText: expanded } = table;
  const presto = original === undefined ? undefined : prestoSql(original);
  if (presto !== undefined) return { sql: presto, dialect: 'trino', defaultNamespace: namespace };
  const sql = [expanded, original].find((text) => text !== undefined && text !== '');
  return sql === undefined ? undefined : { sql, dialect: 'spark', defaultNamespace: namespace };
}

/** Athena and Trino keep a view as JSON in Base64 within a comment. */
function prestoSql(text: string): string | undefined {
  const encoded = /^\s*\/\* Presto View: ([A-Za-z0-9+/=]+) \*\/\s*$/.exec(text)?.[1];
  if (encoded === undefined) return undefined;
  try {
    const view: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
    const sql =
      typeof view === 'object' && view !== null && 'originalSql' in view
        ? view.originalSql
        : undefined;
    return typeof sql === 'string' ? sql : undefined;
  } catch {
    return undefined;
  }
}

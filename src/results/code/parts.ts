import { quoteName, quoteText } from '../../util/quote.js';
import { isWhole, type View } from '../view.js';
import { conditionsOf, orderKeys } from '../viewSql.js';
import {
  type CodeRefusal,
  type CodeRequest,
  type IcebergRead,
  isIceberg,
  tableText,
} from './codeRequest.js';
import { pythonBlock, pythonComment } from './python.js';

/** The comment above all code: what it reads, when that was read, and what must be installed. */
export function heading({ result, connection, sql, view }: CodeRequest, install: string): string {
  const { rows, createdAt } = result;
  const at = new Date(createdAt).toISOString().slice(0, 19).replace('T', ' ');
  const count = `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;
  return pythonComment(
    `The rows of a result of Lakehouse Workbench: ${count} of the connection ${connection.name}, ${at} UTC.`,
    ...(isWhole(view) ? [] : ['The filters and the order of its grid are applied to them.']),
    ...(isUnsettled(sql) ? ['Which rows these are is not settled by the statement alone.'] : []),
    '',
    `pip install ${install}`,
  );
}

/** Why a table can not be read by its metadata file, if so. */
export function unreadable(
  tables: CodeRequest['reads']['tables'],
  { readsEqualityDeletes }: { readonly readsEqualityDeletes: boolean },
): CodeRefusal | undefined {
  for (const table of tables) {
    const name = tableText(table);
    if (table.source === undefined) return { refused: 'unknown-table', name };
    if (!isIceberg(table)) continue;
    const { inPlace, reach, hasEqualityDeletes } = table.source;
    if (!inPlace) return { refused: 'moved', name };
    if (reach === 'none') return { refused: 'branch-schema', name };
    if (hasEqualityDeletes && !readsEqualityDeletes) return { refused: 'equality-deletes', name };
  }
  return undefined;
}

/**
 * The statements that make another DuckDB know the tables by the names that the statement has for them.
 * `select` gives the rows of an Iceberg table.
 */
export function setUpSql(
  { reads }: CodeRequest,
  select: (table: IcebergRead) => string,
): readonly string[] {
  const { tables, schema, settings } = reads;
  const names = [schema, ...tables.map(({ name }) => name)];
  const schemas = new Set(
    names.map(([database, inner]) => [database, inner].map(quoteName).join('.')),
  );
  const databases = new Set(names.map(([database]) => quoteName(database)));
  return [
    ...Object.entries(settings).map(([name, value]) => `SET ${name} = ${quoteText(value)};`),
    // Its optimizer `join_filter_pushdown` gives wrong rows in 1.5.
    `SET disabled_optimizers = 'join_filter_pushdown';`,
    ...Array.from(databases, (name) => `ATTACH ':memory:' AS ${name};`),
    ...Array.from(schemas, (name) => `CREATE SCHEMA IF NOT EXISTS ${name};`),
    ...tables.map((table) => {
      const { source } = table;
      const text = source?.kind === 'iceberg' ? select({ ...table, source }) : source?.sql;
      return `CREATE VIEW ${table.name.map(quoteName).join('.')} AS\n${text ?? ''};`;
    }),
    `USE ${schema.map(quoteName).join('.')};`,
  ];
}

/** Runs the statement, and what the grid adds to it; `rows` are the rows. */
export function runSql({ reads, view, result }: CodeRequest): string {
  const name = isWhole(view) ? 'rows' : 'result';
  const run = `${name} = con.sql(\n    ${pythonBlock(reads.sql.trim())}\n)`;
  return isWhole(view) ? run : `${run}\n${viewRows('con.sql', view, result)}`;
}

/** Makes `rows` of `result`, as the grid shows them. */
export function viewRows(
  call: string,
  view: View,
  { columns }: Pick<CodeRequest['result'], 'columns'>,
): string {
  const conditions = conditionsOf(view, columns);
  const keys = orderKeys(view.sort, columns);
  const sql = [
    'SELECT * FROM result',
    ...(conditions.length === 0 ? [] : [`WHERE ${conditions.join('\n  AND ')}`]),
    ...(keys.length === 0 ? [] : [`ORDER BY ${keys.join(', ')}`]),
  ];
  return `rows = ${call}(\n    ${pythonBlock(sql.join('\n'))}\n)`;
}

/** Whether the same statement over the same tables may give other rows: by chance, time, or without an order. */
function isUnsettled(sql: string): boolean {
  return /\b(limit|sample|random|uuid|gen_random_uuid|now|today|current_\w+|first|any_value|arg_m\w+|row_number|list|string_agg|group_concat|array_agg)\b/i.test(
    sql,
  );
}

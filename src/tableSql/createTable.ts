import type { Column, Table } from '../catalog/catalog.js';
import { columnType } from './columnType.js';
import { partitionFields } from './partitionFields.js';
import { sparkOrAthenaStorage } from './storageClauses.js';
import { definedNameIn, type TableDialect, textIn } from './tableDialect.js';
import { definedTableIn, tableNameIn, type TableReference } from './tableReference.js';

/**
 * The statement that makes a table like this one, from what is known of it. What comes out as something else, or
 * is not known, is said in comments above it.
 */
export function createTable(
  dialect: TableDialect,
  table: Table,
  reference: TableReference,
): string {
  const notes: string[] = [];
  const statement =
    table.kind === 'view'
      ? createView(dialect, table, reference, notes)
      : createOf(dialect, table, reference, notes);
  return [...notes.map((note) => `-- ${note}`), statement].join('\n');
}

function createOf(
  dialect: TableDialect,
  table: Table,
  reference: TableReference,
  notes: string[],
): string {
  switch (dialect) {
    case 'duckdb':
      return duckDbTable(table, reference, notes);
    case 'trino':
      return trinoTable(table, reference, notes);
    case 'athena':
    case 'spark': {
      const { isKeyApart, head, clauses } = sparkOrAthenaStorage(dialect, table, notes);
      const partitions = partitionsOf(dialect, table, notes);
      const isApart = (column: Column): boolean =>
        isKeyApart && table.partitioning.includes(column.name);
      const columns = table.columns.filter((column) => !isApart(column));
      const keys = table.columns.filter(isApart);
      const by = isKeyApart ? linesOf(dialect, table, keys, notes) : partitions;
      return end([
        `${head} ${definedTableIn(dialect, reference)}${listed(linesOf(dialect, table, columns, notes))}`,
        ...clauses.before,
        by.length === 0 ? undefined : `PARTITIONED BY${listed(by)}`,
        ...clauses.after,
      ]);
    }
  }
}

function duckDbTable(table: Table, reference: TableReference, notes: string[]): string {
  const name = tableNameIn('duckdb', reference);
  const create = `CREATE TABLE ${name}${listed(linesOf('duckdb', table, table.columns, notes))};`;
  const comments = table.columns.flatMap((column) =>
    column.comment === undefined
      ? []
      : [
          `COMMENT ON COLUMN ${name}.${definedNameIn('duckdb', column.name)} IS ${textIn('duckdb', column.comment)};`,
        ],
  );
  const comment =
    table.comment === undefined
      ? []
      : [`COMMENT ON TABLE ${name} IS ${textIn('duckdb', table.comment)};`];
  return [create, ...comment, ...comments].join('\n');
}

function trinoTable(table: Table, reference: TableReference, notes: string[]): string {
  const by = partitionsOf('trino', table, notes).map((field) => textIn('trino', field));
  const properties = [
    ...(by.length === 0 ? [] : [`partitioning = ARRAY[${by.join(', ')}]`]),
    ...(table.location === undefined ? [] : [`location = ${textIn('trino', table.location)}`]),
  ];
  return end([
    `CREATE TABLE ${tableNameIn('trino', reference)}${listed(linesOf('trino', table, table.columns, notes))}`,
    table.comment === undefined ? undefined : `COMMENT ${textIn('trino', table.comment)}`,
    properties.length === 0 ? undefined : `WITH${listed(properties)}`,
  ]);
}

function createView(
  dialect: TableDialect,
  { view }: Table,
  reference: TableReference,
  notes: string[],
): string {
  if (view === undefined) {
    notes.push('What the view selects is not known.');
    return '';
  }
  const own = dialect === 'athena' ? 'trino' : dialect;
  if (view.dialect !== '' && view.dialect !== own && view.dialect !== dialect) {
    notes.push(`The view is written in the dialect ${JSON.stringify(view.dialect)}.`);
  }
  return `CREATE VIEW ${tableNameIn(dialect, reference)} AS\n${view.sql.trim().replace(/;$/, '')};`;
}

function linesOf(
  dialect: TableDialect,
  { format }: Table,
  columns: readonly Column[],
  notes: string[],
): readonly string[] {
  return columns.map((column) => {
    const { name, nativeType, nullable, comment } = column;
    const note = (type: string, instead: string): void => {
      notes.push(`${JSON.stringify(name)} is ${JSON.stringify(type)}; here it is ${instead}.`);
    };
    // Hive's own words, where they are what the service keeps, and types.
    const isHive =
      dialect === 'athena' && format !== 'iceberg' && /^[\w<>(),: `.-]+$/.test(nativeType);
    const type = isHive ? nativeType : columnType(dialect, column, note);
    const isRequired = !nullable && dialect !== 'athena';
    const said =
      comment === undefined || dialect === 'duckdb' ? '' : ` COMMENT ${textIn(dialect, comment)}`;
    return `${definedNameIn(dialect, name)} ${type}${isRequired ? ' NOT NULL' : ''}${said}`;
  });
}

function partitionsOf(dialect: TableDialect, table: Table, notes: string[]): readonly string[] {
  return partitionFields(dialect, table, (field) => {
    notes.push(`It is partitioned by ${JSON.stringify(field)} as well.`);
  });
}

function listed(lines: readonly string[]): string {
  return lines.length === 0 ? '' : ` (\n  ${lines.join(',\n  ')}\n)`;
}

function end(lines: readonly (string | undefined)[]): string {
  return `${lines.filter((line) => line !== undefined).join('\n')};`;
}

import type { Table } from '../catalog/catalog.js';
import { textIn } from './tableDialect.js';

/** How a statement says what a table is kept as. */
export interface StorageClauses {
  /** `CREATE TABLE`. */
  readonly head: string;
  /** Partition columns are written behind the others, with their types, and not among them. */
  readonly isKeyApart: boolean;
  /** Before and after the partitions, by the grammar's order. */
  readonly clauses: { readonly before: readonly string[]; readonly after: readonly string[] };
}

/** For Athena, whose words for tables are Hive's, and for Spark. */
export function sparkOrAthenaStorage(
  dialect: 'athena' | 'spark',
  table: Table,
  notes: string[],
): StorageClauses {
  const { comment, location } = table;
  const said = comment === undefined ? [] : [`COMMENT ${textIn(dialect, comment)}`];
  const place = location === undefined ? [] : [`LOCATION ${textIn(dialect, location)}`];
  if (dialect === 'spark') {
    const properties = clauseOf(dialect, settable(table.properties));
    const using = table.format === undefined || table.format === 'hive' ? 'parquet' : table.format;
    if (using !== table.format) notes.push('The format of its files is not known.');
    return {
      head: 'CREATE TABLE',
      isKeyApart: false,
      clauses: { before: [`USING ${using}`, ...said], after: [...place, ...properties] },
    };
  }
  if (table.format === 'iceberg') {
    const properties = clauseOf(dialect, { table_type: 'ICEBERG', ...ofAthena(table.properties) });
    return {
      head: 'CREATE TABLE',
      isKeyApart: false,
      clauses: { before: said, after: [...place, ...properties] },
    };
  }
  return {
    head: 'CREATE EXTERNAL TABLE',
    isKeyApart: true,
    clauses: { before: said, after: [...storedAs(table, notes), ...place] },
  };
}

function storedAs({ format }: Table, notes: string[]): readonly string[] {
  if (format === 'parquet') return ['STORED AS PARQUET'];
  if (format === 'json') return ["ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'"];
  if (format === 'csv') {
    notes.push('How its lines are delimited and quoted is not known.');
    return ["ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'"];
  }
  notes.push(
    format === 'delta'
      ? 'Of a Delta table Athena takes the columns from its log: leave them out.'
      : 'The format of its files is not known: say it by STORED AS.',
  );
  return [];
}

/** What Athena lets be set of Iceberg's properties, by its own names. */
function ofAthena(properties: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const format = properties['write.format.default'] ?? properties['write.format'];
  const own = Object.entries(properties).filter(([key]) => /^(vacuum|optimize)_/.test(key));
  return { ...(format === undefined ? {} : { format }), ...Object.fromEntries(own) };
}

/** Without what catalogs write themselves and what is a clause of its own. */
function settable(properties: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(properties).filter(
      ([key]) => !kept.has(key) && !/^(spark\.sql\.|tag\.)/.test(key),
    ),
  );
}

const kept: ReadonlySet<string> = new Set([
  'comment',
  'owner',
  'location',
  'table_type',
  'metadata_location',
  'previous_metadata_location',
  'EXTERNAL',
  'classification',
  'numRows',
  'transient_lastDdlTime',
]);

function clauseOf(
  dialect: 'athena' | 'spark',
  properties: Readonly<Record<string, string>>,
): readonly string[] {
  const lines = Object.entries(properties)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${textIn(dialect, key)} = ${textIn(dialect, value)}`);
  return lines.length === 0 ? [] : [`TBLPROPERTIES (\n  ${lines.join(',\n  ')}\n)`];
}

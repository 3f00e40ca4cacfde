/** A table whose rows are those of its files, one after the other: Hive's, and in the end Delta's too. */
export interface PlainTable {
  /** What failures and people call it. */
  readonly name: string;
  /** Those in the files, without partition keys. Missing where nobody but the files knows them. */
  readonly columns?: readonly PlainColumn[];
  readonly partitionKeys: readonly PlainColumn[];
  readonly format: PlainFormat;
}

export interface PlainColumn {
  readonly name: string;
  /** What it is called in files; the same where it is missing. */
  readonly stored?: string;
  /** In Hive's words: `bigint`, `decimal(9,2)`, `struct<a:int>`. An empty one is that of the files. */
  readonly type: string;
}

export type PlainFormat =
  | { readonly kind: 'parquet' }
  | {
      readonly kind: 'text';
      readonly delimiter: string;
      /** Missing where nothing is quoted. */
      readonly quote?: string;
      /** Before a quote or itself; where nothing is quoted, before a delimiter. */
      readonly escape?: string;
      /** How NULL is written; missing where there is none. */
      readonly nullText?: string;
      readonly headerLines: number;
    }
  /** With names in its first line where it says so; what is missing is found out. All values are texts. */
  | { readonly kind: 'csv'; readonly delimiter?: string; readonly hasHeader?: boolean }
  /** An object on each line. */
  | { readonly kind: 'json' };

/** A file of such a table. */
export interface PlainFile {
  readonly location: string;
  readonly bytes: number;
  /** The values of the partition keys, in their order; `null` is NULL. */
  readonly values: readonly (string | null)[];
}

/** DuckDB's word for a type of Hive without parts; `undefined` for any other. */
export function toDuckDbScalar(type: string): string | undefined {
  const text = type.toLowerCase().trim();
  const decimal = /^decimal\(\s*(\d+)\s*,\s*(\d+)\s*\)$/.exec(text);
  if (decimal !== null) return `DECIMAL(${decimal[1] ?? ''},${decimal[2] ?? ''})`;
  if (/^(?:varchar|char)\(\d+\)$/.test(text)) return 'VARCHAR';
  return scalars.get(text);
}

/** NULL of a type of Hive. */
export function nullOf(type: string): string {
  return type === '' ? 'NULL' : `CAST(NULL AS ${toDuckDbScalar(type) ?? 'VARCHAR'})`;
}

const scalars: ReadonlyMap<string, string> = new Map([
  ['boolean', 'BOOLEAN'],
  ['tinyint', 'TINYINT'],
  ['byte', 'TINYINT'],
  ['smallint', 'SMALLINT'],
  ['short', 'SMALLINT'],
  ['int', 'INTEGER'],
  ['integer', 'INTEGER'],
  ['bigint', 'BIGINT'],
  ['long', 'BIGINT'],
  ['float', 'FLOAT'],
  ['double', 'DOUBLE'],
  ['string', 'VARCHAR'],
  ['date', 'DATE'],
  ['timestamp', 'TIMESTAMP'],
]);

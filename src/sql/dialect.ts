/**
 * The dialects of SQL that are told apart. `athena` is Trino's with Hive's statements beside it. Those from `generic`
 * on are only read, for the lineage of what comes from elsewhere.
 */
export type Dialect =
  | ('duckdb' | 'trino' | 'athena' | 'spark' | 'databricks' | 'postgresql')
  | ('generic' | 'hive' | 'presto' | 'snowflake' | 'bigquery' | 'redshift' | 'tsql' | 'mysql')
  | ('oracle' | 'teradata' | 'exasol' | 'materialize' | 'sqlite' | 'clickhouse');

/** How a dialect writes its words, and what names that differ in case mean. */
export interface DialectRules {
  readonly nameQuotes: string;
  readonly stringQuotes: string;
  /** A backslash in an ordinary string takes away the meaning of the next character. */
  readonly backslash: boolean;
  /** A block comment may hold another one. */
  readonly nestedComments: boolean;
  /** `$tag$ … $tag$` is a string. */
  readonly dollarStrings: boolean;
  /** Letters that, put before a string, keep backslashes as they are, or give them a meaning. */
  readonly rawPrefix: string;
  readonly escapePrefix: string;
  /** What `USE name` chooses. */
  readonly use: 'schema' | 'catalog';
  /** Two quoted names that differ in case only are two names. */
  readonly quotedNamesKeepCase: boolean;
}

const standard: DialectRules = {
  nameQuotes: '"',
  stringQuotes: "'",
  backslash: false,
  nestedComments: false,
  dollarStrings: false,
  rawPrefix: '',
  escapePrefix: '',
  use: 'schema',
  quotedNamesKeepCase: false,
};

const spark: DialectRules = {
  ...standard,
  nameQuotes: '`',
  stringQuotes: '\'"',
  backslash: true,
  nestedComments: true,
  rawPrefix: 'rR',
};

const postgresql: DialectRules = {
  ...standard,
  nestedComments: true,
  dollarStrings: true,
  escapePrefix: 'eE',
  quotedNamesKeepCase: true,
};

const rules: Readonly<Record<Dialect, DialectRules>> = {
  duckdb: { ...standard, nestedComments: true, dollarStrings: true, escapePrefix: 'eE' },
  trino: standard,
  // Hive's statements (CREATE EXTERNAL TABLE, MSCK) quote names with backticks.
  athena: { ...standard, nameQuotes: '"`' },
  spark,
  databricks: { ...spark, dollarStrings: true },
  postgresql,
  // Where a dialect is not known, a name may stand in any of the quotes.
  generic: { ...standard, nameQuotes: '"`', use: 'catalog' },
  hive: spark,
  presto: standard,
  snowflake: { ...standard, backslash: true, dollarStrings: true, use: 'catalog' },
  bigquery: { ...standard, nameQuotes: '`', stringQuotes: '\'"', backslash: true, rawPrefix: 'rR' },
  redshift: postgresql,
  tsql: { ...standard, nestedComments: true, use: 'catalog' },
  mysql: { ...standard, nameQuotes: '`', stringQuotes: '\'"', backslash: true },
  oracle: standard,
  teradata: standard,
  exasol: standard,
  materialize: postgresql,
  sqlite: { ...standard, nameQuotes: '"`' },
  clickhouse: { ...standard, nameQuotes: '"`', backslash: true },
};

/** What other tools call the dialects, where it is another word. */
const otherNames: Readonly<Record<string, Dialect>> = {
  ansi: 'generic',
  sparksql: 'spark',
  postgres: 'postgresql',
  greenplum: 'postgresql',
  mssql: 'tsql',
  sqlserver: 'tsql',
  mariadb: 'mysql',
};

/** The dialect of a name in any case and of any tool; `generic` for one that nothing here knows. */
export function dialectOf(name: string): Dialect {
  const key = name.toLowerCase();
  const isOwn = (word: string): word is Dialect => Object.hasOwn(rules, word);
  if (isOwn(key)) return key;
  return (Object.hasOwn(otherNames, key) ? otherNames[key] : undefined) ?? 'generic';
}

export function rulesOf(dialect: Dialect): DialectRules {
  return rules[dialect];
}

/** What two spellings of one name have in common. */
export function foldName(name: string, quoted: boolean, dialect: Dialect): string {
  return quoted && rulesOf(dialect).quotedNamesKeepCase ? name : name.toLowerCase();
}

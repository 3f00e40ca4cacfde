/** The dialects of SQL that are told apart. `athena` is Trino's with Hive's statements beside it. */
export type Dialect = 'duckdb' | 'trino' | 'athena' | 'spark' | 'databricks' | 'postgresql';

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

const rules: Readonly<Record<Dialect, DialectRules>> = {
  duckdb: { ...standard, nestedComments: true, dollarStrings: true, escapePrefix: 'eE' },
  trino: standard,
  // Hive's statements (CREATE EXTERNAL TABLE, MSCK) quote names with backticks.
  athena: { ...standard, nameQuotes: '"`' },
  spark,
  databricks: { ...spark, dollarStrings: true },
  postgresql: {
    ...standard,
    nestedComments: true,
    dollarStrings: true,
    escapePrefix: 'eE',
    quotedNamesKeepCase: true,
  },
};

export function rulesOf(dialect: Dialect): DialectRules {
  return rules[dialect];
}

/** What two spellings of one name have in common. */
export function foldName(name: string, quoted: boolean, dialect: Dialect): string {
  return quoted && rulesOf(dialect).quotedNamesKeepCase ? name : name.toLowerCase();
}

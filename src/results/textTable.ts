import { DuckDbError, type DuckDbClient } from '../duckdb/duckDbClient.js';
import type { ResultColumn, TextType } from '../query/queryEngine.js';
import { quoteText } from '../util/quote.js';
import { duckDbTextType } from './duckDbTexts.js';
import type { StoredColumn } from './storedResult.js';

interface TextTableOptions {
  /** What must have run before the table is used. */
  readonly before: string;
  /** Its name in SQL; there is none of that name. */
  readonly table: string;
  readonly columns: readonly ResultColumn[];
}

/**
 * A table of values that come as text, each of which reads back as it came. A column has values of its type for as
 * long as DuckDB prints every one of them as it was; with the first that it does not, the column becomes text,
 * which those before it lose nothing by, beside a key by which it sorts.
 */
export class TextTable {
  readonly #duckdb: DuckDbClient;
  readonly #options: TextTableOptions;
  readonly #types: readonly TextType[];
  readonly #isTyped: boolean[];

  constructor(duckdb: DuckDbClient, options: TextTableOptions) {
    this.#duckdb = duckdb;
    this.#options = options;
    this.#types = options.columns.map(({ text, type }) => text ?? duckDbTextType(type));
    this.#isTyped = this.#types.map(({ typed }) => typed !== undefined);
  }

  /** How the columns are stored, of all rows so far. */
  get columns(): readonly StoredColumn[] {
    return this.#options.columns.map((column, at) =>
      toStored(column, this.#types[at], at, this.#isTyped[at]),
    );
  }

  async create(signal: AbortSignal): Promise<void> {
    const { before, table } = this.#options;
    const definitions = this.columns.flatMap(({ stored, storedType, key }) => [
      `${stored} ${storedType}`,
      ...(key === undefined ? [] : [`${key.stored} ${key.type}`]),
    ]);
    await this.#duckdb.run(`${before}; CREATE TABLE ${table} (${definitions.join(', ')})`, signal);
  }

  /**
   * Adds rows. `from` is what stands after `FROM`, with the texts as the columns `c0`, `c1` and so on; it may be
   * read more than once.
   */
  async insert(from: string, signal: AbortSignal): Promise<void> {
    const { before, table } = this.#options;
    const insert = (): Promise<void> => {
      const values = this.columns.flatMap((column, at) => valuesOf(column, this.#types[at]));
      const sql = `INSERT INTO ${table} BY NAME SELECT ${values.join(', ')} FROM ${from}`;
      return this.#duckdb.run(`${before}; ${sql}`, signal);
    };
    try {
      await insert();
    } catch (error) {
      if (!(error instanceof DuckDbError && error.message.includes(otherText))) throw error;
      await this.#keepTexts(from, signal);
      await insert();
    }
  }

  /** Makes text of the columns of which a value in `from` would read back as another text. */
  async #keepTexts(from: string, signal: AbortSignal): Promise<void> {
    const { before, table, columns } = this.#options;
    const checks = this.columns.map(({ stored, storedType }, at) =>
      this.#isTyped[at] === true
        ? `coalesce(bool_or(${isOther(stored, storedType)}), false)`
        : 'false',
    );
    const sql = `SELECT ${checks.join(', ')} FROM ${from}`;
    const { rows } = await this.#duckdb.rows({ before, sql }, signal);
    for (const [at, column] of columns.entries()) {
      if (rows[0]?.[at] !== 'true') continue;
      this.#isTyped[at] = false;
      const { stored, key } = toStored(column, this.#types[at], at, false);
      const steps = [`ALTER TABLE ${table} ALTER ${stored} SET DATA TYPE VARCHAR`];
      if (key !== undefined) {
        steps.push(`ALTER TABLE ${table} ADD COLUMN ${key.stored} ${key.type}`);
        steps.push(
          `UPDATE ${table} SET ${key.stored} = ${keyOf(stored, key.type, this.#types[at])}`,
        );
      }
      await this.#duckdb.run(`${before}; ${steps.join('; ')}`, signal);
    }
  }
}

function toStored(
  { name, type }: ResultColumn,
  { typed, key }: TextType = {},
  at: number,
  isTyped = false,
): StoredColumn {
  const stored = `c${at}`;
  if (isTyped && typed !== undefined) return { name, type, stored, storedType: typed };
  const text = { name, type, stored, storedType: 'VARCHAR' };
  return key === undefined ? text : { ...text, key: { stored: `k${at}`, type: key.type } };
}

/** The values of a column and its key from its texts, which are checked in the same pass. */
function valuesOf({ stored, storedType, key }: StoredColumn, type: TextType | undefined): string[] {
  if (storedType !== 'VARCHAR') {
    const value = toTyped(stored, storedType);
    const checked = `CASE WHEN ${isOther(stored, storedType)} THEN error(${quoteText(otherText)}) ELSE ${value} END`;
    return [`${checked} AS ${stored}`];
  }
  if (key === undefined) return [stored];
  return [stored, `${keyOf(stored, key.type, type)} AS ${key.stored}`];
}

function keyOf(text: string, keyType: string, type: TextType | undefined): string {
  return type?.key?.of?.(text) ?? toTyped(text, keyType);
}

function isOther(text: string, type: string): string {
  return `CAST(${toTyped(text, type)} AS VARCHAR) IS DISTINCT FROM ${text}`;
}

/**
 * The value of a text, or NULL where it has none. DuckDB takes two hundred times as long for a decimal of more than
 * 18 digits as for a shorter one, which most values of the wider types are as well.
 */
function toTyped(text: string, type: string): string {
  const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(type) ?? [];
  const value = `TRY_CAST(${text} AS ${type})`;
  if (precision === undefined || Number(precision) <= 18 || Number(scale) > 18) return value;
  return `coalesce(CAST(TRY_CAST(${text} AS DECIMAL(18,${scale})) AS ${type}), ${value})`;
}

/** How we know our own error among DuckDB's. */
const otherText = 'a value of this type is printed as another text';

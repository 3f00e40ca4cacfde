import type { ReadTable } from '../../query/queryEngine.js';
import { type Token, tokenize, unquote } from '../../sql/tokens.js';
import { type IcebergRead, isIceberg } from './codeRequest.js';

/**
 * A statement that takes columns of one Iceberg table, perhaps some of the rows, perhaps in an order: so little that
 * it means the same to everybody who reads tables.
 */
export interface PlainRead {
  readonly table: IcebergRead;
  /** In their order; missing where the statement takes all. */
  readonly columns?: readonly { readonly name: string; readonly as: string }[];
  /** All hold. */
  readonly conditions: readonly Condition[];
  readonly order: readonly OrderKey[];
}

export type Condition =
  | {
      readonly kind: 'compare';
      readonly column: TypedColumn;
      readonly operator: '=' | '<' | '<=' | '>' | '>=';
      readonly value: PlainValue;
    }
  | { readonly kind: 'in'; readonly column: TypedColumn; readonly values: readonly PlainValue[] }
  | { readonly kind: 'null'; readonly column: TypedColumn; readonly isNull: boolean };

export interface OrderKey {
  readonly column: TypedColumn;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

export interface TypedColumn {
  readonly name: string;
  /** In Iceberg's words. */
  readonly type: string;
}

/** A constant that is a value of its column's type in every dialect; `text` is without quotes. */
export interface PlainValue {
  readonly kind: 'integer' | 'decimal' | 'string' | 'date' | 'boolean';
  readonly text: string;
}

/** The plain read that a statement is; nothing where it is more. */
export function plainRead(sql: string, tables: readonly ReadTable[]): PlainRead | undefined {
  const [table, ...others] = tables;
  if (table === undefined || others.length > 0 || !isIceberg(table)) return undefined;
  return new PlainReader(sql, table).read();
}

/** What a rule gives that does not apply: the statement is more than a plain read. */
class NotPlain extends Error {}

class PlainReader {
  readonly #sql: string;
  readonly #table: IcebergRead;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(sql: string, table: IcebergRead) {
    this.#sql = sql;
    this.#table = table;
    this.#tokens = tokenize(sql, 'duckdb').filter(({ kind }) => kind !== 'comment');
  }

  read(): PlainRead | undefined {
    try {
      return this.#statement();
    } catch (error) {
      if (error instanceof NotPlain) return undefined;
      throw error;
    }
  }

  #statement(): PlainRead {
    this.#expect('SELECT');
    const columns = this.#takes('*') ? undefined : this.#list(() => this.#output());
    this.#expect('FROM');
    this.#tableName();
    const conditions = this.#takes('WHERE') ? this.#conditions() : [];
    const order = this.#takes('ORDER') ? this.#order() : [];
    if (this.#at < this.#tokens.length) throw new NotPlain();
    const names = columns?.map(({ as }) => as.toLowerCase()) ?? [];
    if (new Set(names).size < names.length) throw new NotPlain();
    // An output of another column's name would be what is sorted by.
    const renamed = columns?.some(({ name, as }) => name !== as) === true;
    if (renamed && order.length > 0) throw new NotPlain();
    return {
      table: this.#table,
      ...(columns === undefined ? {} : { columns }),
      conditions,
      order,
    };
  }

  #output(): { readonly name: string; readonly as: string } {
    const { name, written } = this.#column();
    // DuckDB calls it as it is written, also in another case.
    return { name, as: this.#takes('AS') ? this.#name() : written };
  }

  #tableName(): void {
    do this.#name();
    while (this.#takes('.'));
  }

  #conditions(): readonly Condition[] {
    const conditions: Condition[] = [];
    do conditions.push(...this.#condition());
    while (this.#takes('AND'));
    return conditions;
  }

  #condition(): readonly Condition[] {
    const { name, type } = this.#column();
    const column = { name, type };
    if (this.#takes('IS')) {
      const isNull = !this.#takes('NOT');
      this.#expect('NULL');
      return [{ kind: 'null', column, isNull }];
    }
    if (this.#takes('IN')) {
      this.#expect('(');
      const values = this.#list(() => this.#value(type));
      this.#expect(')');
      return [{ kind: 'in', column, values }];
    }
    if (this.#takes('BETWEEN')) {
      const from = this.#value(type);
      this.#expect('AND');
      const to = this.#value(type);
      return [
        { kind: 'compare', column, operator: '>=', value: from },
        { kind: 'compare', column, operator: '<=', value: to },
      ];
    }
    const operator = (['=', '<=', '>=', '<', '>'] as const).find((one) => this.#takes(one));
    if (operator === undefined) throw new NotPlain();
    return [{ kind: 'compare', column, operator, value: this.#value(type) }];
  }

  #order(): readonly OrderKey[] {
    this.#expect('BY');
    return this.#list(() => {
      const { name, type } = this.#column();
      const descending = this.#takes('DESC');
      if (!descending) this.#takes('ASC');
      const nullsFirst = this.#takes('NULLS') && this.#first();
      return { column: { name, type }, descending, nullsFirst };
    });
  }

  #first(): boolean {
    const isFirst = this.#takes('FIRST');
    if (!isFirst) this.#expect('LAST');
    return isFirst;
  }

  #value(type: string): PlainValue {
    const sign = this.#takes('-') ? '-' : '';
    const isDate = sign === '' && this.#takes('DATE');
    const token = this.#next();
    const source = this.#text(token);
    const text = token.kind === 'string' ? unquote(source) : `${sign}${source}`;
    const isString = token.kind === 'string' && source.startsWith("'") && sign === '';
    const value = plainValue(isDate ? (type === 'date' ? type : '') : type, text, isString);
    if (value === undefined) throw new NotPlain();
    return value;
  }

  #column(): TypedColumn & { readonly written: string } {
    const written = this.#name();
    const { columns } = this.#table.source;
    const found = columns.find(({ name }) => name.toLowerCase() === written.toLowerCase());
    // To PyIceberg a dot leads into a column.
    if (found === undefined || found.name.includes('.')) throw new NotPlain();
    return { ...found, written };
  }

  #list<T>(one: () => T): readonly T[] {
    const all = [one()];
    while (this.#takes(',')) all.push(one());
    return all;
  }

  #name(): string {
    const token = this.#next();
    if (token.kind !== 'word' && token.kind !== 'name') throw new NotPlain();
    return token.kind === 'name' ? unquote(this.#text(token)) : this.#text(token);
  }

  #next(): Token {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new NotPlain();
    return token;
  }

  #expect(word: string): void {
    if (!this.#takes(word)) throw new NotPlain();
  }

  #takes(word: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'word' && token?.kind !== 'symbol') return false;
    if (this.#text(token).toUpperCase() !== word) return false;
    this.#at++;
    return true;
  }

  #text({ start, end }: Token): string {
    return this.#sql.slice(start, end);
  }
}

/** A constant where it is a value of the type as it stands; nothing where it would have to be converted. */
function plainValue(type: string, text: string, isString: boolean): PlainValue | undefined {
  const decimal = /^decimal\((\d+), ?(\d+)\)$/.exec(type);
  if (decimal !== null) {
    const [precision, scale] = [Number(decimal[1]), Number(decimal[2])];
    const [, whole = '', part = ''] = /^(-?\d+)(?:\.(\d+))?$/.exec(text) ?? [];
    const fits = whole !== '' && whole.replace('-', '').length <= precision - scale;
    if (isString || !fits || part.length > scale) return undefined;
    const digits = part.padEnd(scale, '0');
    return { kind: 'decimal', text: digits === '' ? whole : `${whole}.${digits}` };
  }
  switch (type) {
    case 'int':
      return !isString && /^-?\d{1,9}$/.test(text) ? { kind: 'integer', text } : undefined;
    case 'long':
      return !isString && /^-?\d{1,18}$/.test(text) ? { kind: 'integer', text } : undefined;
    case 'string':
      return isString ? { kind: 'string', text } : undefined;
    case 'date':
      return isString && /^(?!0000)\d{4}-\d\d-\d\d$/.test(text)
        ? { kind: 'date', text }
        : undefined;
    case 'boolean':
      return !isString && /^(true|false)$/i.test(text)
        ? { kind: 'boolean', text: text.toLowerCase() }
        : undefined;
    default:
      return undefined;
  }
}

import { isNumber } from '../duckDbTypes.js';
import type { StoredColumn } from '../storedResult.js';
import { quoteName, quoteText } from '../../util/quote.js';

/** Rows as text of one kind, for the clipboard and for files that DuckDB does not write itself. */
export type TextFormat = 'tsv' | 'csv' | 'json' | 'jsonl' | 'markdown' | 'insert' | 'in';

/** The row's values in DuckDB's own text; those of nested types in JSON where the format is JSON. */
export type TextRow = readonly (string | null)[];

/** How a format is written, piece by piece, so that rows can come in pages. */
export interface TextWriter {
  /** Before the first row. */
  readonly begin: string;
  /** Between two rows. */
  readonly between: string;
  row(values: TextRow): string;
  /** After the last row; also where there was none. */
  readonly end: string;
}

export interface TextOptions {
  /** The table that `INSERT` names, as it is to stand there. */
  readonly table?: string;
  /** Column names on top, in the formats that have them. */
  readonly header?: boolean;
  /**
   * For CSV that is opened in a spreadsheet: a text that would be a formula there gets an apostrophe in
   * front, and a mark at the beginning says that the file is UTF-8.
   */
  readonly isForSpreadsheets?: boolean;
}

export function textWriter(
  format: TextFormat,
  columns: readonly StoredColumn[],
  { table = 'result', header = true, isForSpreadsheets = false }: TextOptions = {},
): TextWriter {
  const names = columns.map(({ name }) => name);
  switch (format) {
    case 'tsv':
      return lines(header ? `${names.map(tsvField).join('\t')}\n` : '', (values) =>
        values.map((value) => (value === null ? '' : tsvField(value))).join('\t'),
      );
    case 'csv':
      return isForSpreadsheets
        ? csvLines(names, header, (value) => csvField(withoutFormula(value)), '\ufeff')
        : csvLines(names, header, csvField);
    case 'json':
      return { begin: '[\n', between: ',\n', row: jsonRow(columns), end: '\n]\n' };
    case 'jsonl':
      return lines('', jsonRow(columns));
    case 'markdown':
      return lines(
        markdownHead(columns),
        (values) => `| ${values.map(markdownCell).join(' | ')} |`,
      );
    case 'insert': {
      const list = names.map(quoteName).join(', ');
      return {
        begin: `INSERT INTO ${table} (${list}) VALUES\n`,
        between: ',\n',
        row: (values) =>
          `  (${values.map((value, i) => sqlLiteral(value, columns[i])).join(', ')})`,
        end: ';\n',
      };
    }
    case 'in':
      return {
        begin: 'IN (',
        between: ', ',
        row: ([value = null]) => sqlLiteral(value, columns[0]),
        end: ')',
      };
  }
}

function lines(begin: string, row: TextWriter['row']): TextWriter {
  return { begin, between: '\n', row, end: '\n' };
}

function csvLines(
  names: readonly string[],
  header: boolean,
  field: (value: string) => string,
  mark = '',
): TextWriter {
  return lines(header ? `${mark}${names.map(field).join(',')}\n` : mark, (values) =>
    values.map((value) => (value === null ? '' : field(value))).join(','),
  );
}

/** What spreadsheets take for a formula gets an apostrophe in front; a negative number is none. */
function withoutFormula(value: string): string {
  const isFormula =
    /^[=+\-@\t\r\n＝＋－＠]/.test(value) && !/^-\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value);
  return isFormula ? `'${value}` : value;
}

/** As spreadsheets read it from the clipboard: a field with a tab or a line end stands in quotes. */
function tsvField(value: string): string {
  return /[\t\r\n"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** An empty text is `""`, so that it is not NULL, which is nothing. */
function csvField(value: string): string {
  return value === '' || /[,"\r\n]|^\s|\s$/.test(value)
    ? `"${value.replaceAll('"', '""')}"`
    : value;
}

function jsonRow(columns: readonly StoredColumn[]): TextWriter['row'] {
  const keys = columns.map(({ stored }) => JSON.stringify(stored));
  return (values) =>
    `{${values.map((value, i) => `${keys[i] ?? '""'}:${jsonValue(value, columns[i])}`).join(',')}}`;
}

/** Numbers keep all their digits; what JSON has no number for, as NaN, is text. */
function jsonValue(value: string | null, column: StoredColumn | undefined): string {
  if (value === null) return 'null';
  const { storedType = 'VARCHAR', key } = column ?? {};
  if (storedType === 'BOOLEAN' || isNested(storedType)) return value;
  if (!isNumber(key?.type ?? storedType)) return JSON.stringify(value);
  const digits = /^(-?)(?=[\d.])(0|[1-9]\d*)?(\.\d+)?(e[+-]?\d+)?$/i.exec(value);
  if (digits === null) return JSON.stringify(value);
  // DuckDB writes a decimal below one without its zero.
  const [, sign = '', whole = '0', rest = '', exponent = ''] = digits;
  return `${sign}${whole}${rest}${exponent}`;
}

/** Lists, structs and maps, whose text is to be JSON where JSON is written. */
export function isNested(type: string): boolean {
  return /^(STRUCT|MAP|UNION)\(|\]$|^JSON$/.test(type);
}

function markdownHead(columns: readonly StoredColumn[]): string {
  const names = columns.map(({ name }) => markdownCell(name)).join(' | ');
  const rules = columns.map(({ storedType }) => (isNumber(storedType) ? '---:' : '---'));
  return `| ${names} |\n| ${rules.join(' | ')} |\n`;
}

/** Text that stays text: nothing in it is a mark of Markdown or HTML. NULL is in italics, as no text is. */
function markdownCell(value: string | null): string {
  if (value === null) return '*NULL*';
  if (/^-?[\d.]+$/.test(value)) return value;
  return (
    value
      .replace(/[\\`*_{}[\]()<>#+\-!|~&@]|:(?=\/\/)/g, (sign) => `\\${sign}`)
      // Blanks at the ends are no part of a cell.
      .replace(/^[ \t]+|[ \t]+$/g, (blanks) => Array.from(blanks, entity).join(''))
      .replaceAll('\r', entity)
      .replaceAll('\n', '<br>')
  );
}

function entity(sign: string): string {
  return `&#${sign.charCodeAt(0)};`;
}

/** A literal that reads as the same value: numbers bare, the rest as text with its type. */
function sqlLiteral(value: string | null, column: StoredColumn | undefined): string {
  if (value === null) return 'NULL';
  const { storedType = 'VARCHAR' } = column ?? {};
  if (storedType === 'BOOLEAN') return value;
  // Bare, a negative zero would lose its sign.
  if (isNumber(storedType) && /^-?[\d.]/.test(value) && value !== '-0.0') return value;
  if (storedType === 'VARCHAR') return quoteText(value);
  if (storedType === 'DATE' && /^\d{4}-/.test(value)) return `DATE ${quoteText(value)}`;
  if (storedType === 'TIMESTAMP' && /^\d{4}-/.test(value)) return `TIMESTAMP ${quoteText(value)}`;
  return `CAST(${quoteText(value)} AS ${storedType})`;
}

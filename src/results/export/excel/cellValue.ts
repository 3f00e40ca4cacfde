/** How a cell is shown: an index into the workbook's styles. */
export interface CellStyles {
  readonly date: number;
  readonly timestamp: number;
  readonly milliseconds: number;
  readonly time: number;
}

/** What of a value a cell of Excel holds exactly: a number with a style, true or false, or text. */
export type CellValue =
  | { readonly kind: 'number'; readonly text: string; readonly style: keyof CellStyles | 'plain' }
  | { readonly kind: 'boolean'; readonly text: '0' | '1' }
  | { readonly kind: 'text'; readonly text: string };

const dayMs = 86_400_000;

/**
 * What cells make of the values of a type, which come as text. Excel's numbers are doubles of which it
 * shows 15 digits, its days are counted from 1900, and it knows no zones. What is written otherwise than
 * DuckDB writes the type, as other engines may, is text.
 */
export function cellValueOf(type: string): (text: string) => CellValue {
  if (type === 'BOOLEAN') {
    return (text) => {
      if (text !== 'true' && text !== 'false') return textCell(text);
      return { kind: 'boolean', text: text === 'true' ? '1' : '0' };
    };
  }
  if (type === 'FLOAT' || type === 'DOUBLE') return doubleCell;
  if (/^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|BIGNUM|DECIMAL\(.*\))$/.test(type)) {
    return decimalCell;
  }
  if (type === 'DATE') return dateCell;
  if (/^TIMESTAMP(_S|_MS|_NS)?$/.test(type)) return timestampCell;
  return type === 'TIME' ? timeCell : textCell;
}

function textCell(text: string): CellValue {
  return { kind: 'text', text };
}

function numberCell(text: string, style: keyof CellStyles | 'plain' = 'plain'): CellValue {
  return { kind: 'number', text, style };
}

/** A double is itself, but for those that Excel takes for zero. */
function doubleCell(text: string): CellValue {
  if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return textCell(text);
  const value = Number(text);
  const isSmall = Math.abs(value) < 2.2250738585072014e-308;
  return !Number.isFinite(value) || (isSmall && !Object.is(value, 0))
    ? textCell(text)
    : numberCell(text);
}

function decimalCell(text: string): CellValue {
  if (!/^-?(0|[1-9]\d*)?(\.\d+)?$/.test(text) || !/\d/.test(text)) return textCell(text);
  const digits = text.replace(/^-/, '').replace('.', '').replace(/^0+/, '');
  if (digits.length > 15) return textCell(text);
  // DuckDB writes a decimal below one without its zero.
  return numberCell(text.replace(/^(-?)\./, '$10.'));
}

function dateCell(text: string): CellValue {
  const days = daysOf(text);
  return days === undefined ? textCell(text) : numberCell(String(days), 'date');
}

function timestampCell(text: string): CellValue {
  const days = daysOf(text.slice(0, 10));
  const time = millisecondsOf(text.slice(11));
  if (days === undefined || time === undefined || text[10] !== ' ') return textCell(text);
  const style = time % 1000 === 0 ? 'timestamp' : 'milliseconds';
  return numberCell(String(days + time / dayMs), style);
}

function timeCell(text: string): CellValue {
  const time = millisecondsOf(text);
  return time === undefined || time === dayMs
    ? textCell(text)
    : numberCell(String(time / dayMs), 'time');
}

/** Excel's number of a day; none before March 1900, as Excel believes in its 29th of February. */
function daysOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < '1900-03-01') return undefined;
  return Date.parse(`${text}T00:00:00Z`) / dayMs + 25_569;
}

/** `hh:mm:ss` and up to three digits of a second; more would be lost. */
function millisecondsOf(text: string): number | undefined {
  const found = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3})0*)?$/.exec(text);
  if (found === null) return undefined;
  const [, hours, minutes, seconds, fraction = ''] = found;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return whole * 1000 + Number(fraction.padEnd(3, '0'));
}

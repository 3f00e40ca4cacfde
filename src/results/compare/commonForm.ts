import { isNumber, isTime } from '../duckDbTypes.js';
import type { ColumnPair, Side } from './matchColumns.js';

/**
 * A value of one side in SQL, so that it is equal to one of the other side exactly where both are the same
 * value: numbers of any two types by their decimal digits, moments by their text, NULL as NULL. `value` is
 * how SQL names it.
 *
 * - A number with a binary fraction is the shortest decimal that stands for it: 0.1 is 0.1 whether it is a
 *   `DECIMAL` or a `DOUBLE`. A `FLOAT` beside a `DOUBLE` is widened without rounding, so that 0.1 differs.
 * - NaN is NaN, and 0.0 is -0.0, as in SQL.
 * - What has no such form, such as text beside a number, a moment beside a time without a zone, or lists of
 *   two types, is the same where its text is.
 */
export function commonForm(pair: ColumnPair, side: Side, value: string): string {
  const [own, other] = typesOf(pair, side);
  const text = `CAST(${value} AS VARCHAR)`;
  if (own === other) {
    // DuckDB finds 1 month equal to 30 days.
    if (/\bINTERVAL\b/.test(own)) return text;
    // A column may have brought along an order in which `a` is `A`.
    return own === 'VARCHAR' ? `${value} COLLATE C` : value;
  }
  if (isNumber(own) && isNumber(other)) {
    const type = commonNumber(own, other);
    return type === undefined ? digitsOf(text) : `CAST(${value} AS ${type})`;
  }
  // As a timestamp a far day is out of range.
  if (own === 'DATE' && isTime(other) && other !== 'TIMESTAMP WITH TIME ZONE') {
    return `CASE WHEN isfinite(${value}) THEN ${text} || ' 00:00:00' ELSE ${text} END`;
  }
  return own === 'VARCHAR' ? `${value} COLLATE C` : text;
}

/** What is shown of a value where both sides have one column for it. */
export function shownForm(pair: ColumnPair, side: Side, value: string): string {
  const [own, other] = typesOf(pair, side);
  if (own === other) return value;
  const type = isNumber(own) && isNumber(other) ? commonNumber(own, other) : undefined;
  return `CAST(${value} AS ${type ?? 'VARCHAR'})`;
}

function typesOf(pair: ColumnPair, side: Side): readonly [own: string, other: string] {
  const types = [pair.left.storedType, pair.right.storedType] as const;
  return side === 'left' ? types : [types[1], types[0]];
}

/** The type that holds every value of two types of numbers exactly, where DuckDB has one. */
function commonNumber(a: string, b: string): string | undefined {
  if (isFloat(a) && isFloat(b)) return 'DOUBLE';
  const [left, right] = [digitsIn(a), digitsIn(b)];
  if (left === undefined || right === undefined) return undefined;
  const whole = Math.max(left.whole, right.whole);
  const fraction = Math.max(left.fraction, right.fraction);
  if (whole + fraction <= 38) return `DECIMAL(${whole + fraction}, ${fraction})`;
  return fraction === 0 && a !== 'UHUGEINT' && b !== 'UHUGEINT' ? 'HUGEINT' : undefined;
}

const integerDigits: Readonly<Record<string, number>> = {
  TINYINT: 3,
  UTINYINT: 3,
  SMALLINT: 5,
  USMALLINT: 5,
  INTEGER: 10,
  UINTEGER: 10,
  BIGINT: 19,
  UBIGINT: 20,
  HUGEINT: 39,
  UHUGEINT: 39,
};

function digitsIn(type: string): { readonly whole: number; readonly fraction: number } | undefined {
  const [, width, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(type) ?? [];
  if (width !== undefined) return { whole: Number(width) - Number(scale), fraction: Number(scale) };
  const whole = integerDigits[type];
  return whole === undefined ? undefined : { whole, fraction: 0 };
}

export function isFloat(type: string): boolean {
  return type === 'FLOAT' || type === 'DOUBLE';
}

/** A number's text in one form for all types: `-15e-1` for `-1.50`; NaN and infinities as they are. */
function digitsOf(text: string): string {
  const mantissa = `regexp_extract(${text}, '^-?([0-9.]*)', 1)`;
  const digits = `replace(${mantissa}, '.', '')`;
  const kept = `rtrim(${digits}, '0')`;
  const exponent = `coalesce(TRY_CAST(regexp_extract(${text}, 'e(.*)$', 1) AS INTEGER), 0)
    - length(regexp_extract(${mantissa}, '\\.(.*)$', 1)) + length(${digits}) - length(${kept})`;
  return `CASE WHEN ${digits} = '' THEN ${text} WHEN ${kept} = '' THEN '0'
    ELSE regexp_extract(${text}, '^-?') || ltrim(${kept}, '0') || 'e' || (${exponent}) END`;
}

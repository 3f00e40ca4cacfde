import { isInteger, isSafeNumber, parse, stringify } from 'lossless-json';

/** A JSON value in which an integer that a `number` would round is a `bigint`. */
export type ExactJson =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly ExactJson[]
  | { readonly [key: string]: ExactJson };

/**
 * Parses JSON without losing a digit of a 64-bit integer (Iceberg's snapshot ids are such).
 * Throws `SyntaxError` where the text is not JSON.
 */
export function parseExactJson(text: string): ExactJson {
  return parse(text, null, parseNumber) as ExactJson; // The parser makes nothing but these.
}

/** Writes JSON in which a `bigint` is the number it stands for. */
export function stringifyExactJson(value: ExactJson, indent?: number): string {
  const text = stringify(value, undefined, indent);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

function parseNumber(text: string): number | bigint {
  return isInteger(text) && !isSafeNumber(text) ? BigInt(text) : Number(text);
}

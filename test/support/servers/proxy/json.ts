import { type ExactJson, parseExactJson } from '../../../../src/util/exactJson.js';

/** The members of an object of JSON. */
export type Fields = Readonly<Record<string, ExactJson>>;

/** The members of the object that a text holds; `undefined` where it holds something else. */
export function parseFields(text: string): Fields | undefined {
  try {
    const value = parseExactJson(text);
    return typeof value === 'object' && value !== null && !isList(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isList(value: ExactJson | undefined): value is readonly ExactJson[] {
  return Array.isArray(value);
}

/** A text, and nothing for what is none. */
export function textOf(value: ExactJson | undefined): string {
  return typeof value === 'string' ? value : '';
}

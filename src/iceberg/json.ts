import { type ExactJson, parseExactJson } from '../util/exactJson.js';
import { IcebergError } from './icebergError.js';

/** A value inside a JSON file, with the way to it for the message when it is not what it should be. */
export interface JsonAt {
  readonly value: ExactJson | undefined;
  /** `schemas[0].fields[2].id`, empty for the whole file. */
  readonly path: string;
  readonly file: string;
}

export function parseJson(text: string, file: string): JsonAt {
  try {
    return { value: parseExactJson(text), path: '', file };
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new IcebergError('malformed', file, `not JSON: ${what}`, { cause });
  }
}

export function isPresent(at: JsonAt): boolean {
  return at.value !== undefined && at.value !== null;
}

/** What is at `key`, or nothing where there is no such member. */
export function member(at: JsonAt, key: string): JsonAt {
  const record = toRecord(at);
  return {
    value: Object.hasOwn(record, key) ? record[key] : undefined,
    path: at.path === '' ? key : `${at.path}.${key}`,
    file: at.file,
  };
}

export function toItems(at: JsonAt): readonly JsonAt[] {
  if (!isList(at.value)) throw wrong(at, 'a list');
  return at.value.map((value, i) => ({ value, path: `${at.path}[${i}]`, file: at.file }));
}

export function toKeys(at: JsonAt): readonly string[] {
  return Object.keys(toRecord(at));
}

export function toText(at: JsonAt): string {
  if (typeof at.value !== 'string') throw wrong(at, 'a text');
  return at.value;
}

/** A whole number that fits a `number`: field ids, spec ids, milliseconds. */
export function toInt(at: JsonAt): number {
  if (typeof at.value !== 'number' || !Number.isSafeInteger(at.value)) {
    throw wrong(at, 'a whole number');
  }
  return at.value;
}

/** A 64-bit whole number: snapshot ids, sequence numbers. */
export function toLong(at: JsonAt): bigint {
  const { value } = at;
  if (typeof value === 'bigint') return value;
  return BigInt(toInt(at));
}

export function toBoolean(at: JsonAt): boolean {
  if (typeof at.value !== 'boolean') throw wrong(at, 'true or false');
  return at.value;
}

/** A record of texts, such as `properties`; none where it is not there. */
export function toTexts(at: JsonAt): Readonly<Record<string, string>> {
  if (!isPresent(at)) return {};
  return Object.fromEntries(toKeys(at).map((key) => [key, toText(member(at, key))]));
}

/** `parse` where there is a value, `undefined` where there is none or null. */
export function optional<T>(at: JsonAt, parse: (at: JsonAt) => T): T | undefined {
  return isPresent(at) ? parse(at) : undefined;
}

export function wrong(at: JsonAt, expected: string): IcebergError {
  const place = at.path === '' ? 'the file' : at.path;
  return new IcebergError(
    'malformed',
    at.file,
    `${place} should be ${expected}, but is ${shown(at.value)}`,
  );
}

function toRecord(at: JsonAt): Readonly<Record<string, ExactJson>> {
  if (!isRecord(at.value)) throw wrong(at, 'an object');
  return at.value;
}

function isList(value: ExactJson | undefined): value is readonly ExactJson[] {
  return Array.isArray(value);
}

function isRecord(value: ExactJson | undefined): value is Readonly<Record<string, ExactJson>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: ExactJson | undefined): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
  return JSON.stringify(typeof value === 'bigint' ? String(value) : value).slice(0, 60);
}

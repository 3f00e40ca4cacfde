import type { ExactJson } from '../util/exactJson.js';
import {
  isPresent,
  type JsonAt,
  member,
  optional,
  toBoolean,
  toInt,
  toItems,
  toText,
  wrong,
} from './json.js';

export type IcebergType =
  | { readonly kind: 'primitive'; readonly name: string }
  | { readonly kind: 'struct'; readonly fields: readonly Field[] }
  | { readonly kind: 'list'; readonly element: Field }
  | { readonly kind: 'map'; readonly key: Field; readonly value: Field };

export interface Field {
  readonly id: number;
  readonly name: string;
  readonly required: boolean;
  readonly type: IcebergType;
  readonly doc?: string;
  /** Of v3: what rows have that were written before the field was, as JSON; NULL where missing. */
  readonly initialDefault?: ExactJson;
  /** Of v3: what a writer puts where it is given nothing, as JSON. */
  readonly writeDefault?: ExactJson;
}

export interface Schema {
  readonly id: number;
  readonly fields: readonly Field[];
  /** The fields by which rows are told apart; missing where there are none. */
  readonly identifierFieldIds?: readonly number[];
}

/** A schema of a metadata file. One that is alone, in v1, has the id 0. */
export function parseSchema(at: JsonAt): Schema {
  const keys = optional(member(at, 'identifier-field-ids'), toItems) ?? [];
  return {
    id: optional(member(at, 'schema-id'), toInt) ?? 0,
    fields: toItems(member(at, 'fields')).map(parseField),
    ...(keys.length === 0 ? {} : { identifierFieldIds: keys.map(toInt) }),
  };
}

/** The type as Iceberg and its engines write it: `decimal(10, 2)`, `list<string>`, `struct<a: int>`. */
export function typeText(type: IcebergType): string {
  switch (type.kind) {
    case 'primitive':
      return type.name;
    case 'struct':
      return `struct<${type.fields.map((field) => `${field.name}: ${typeText(field.type)}`).join(', ')}>`;
    case 'list':
      return `list<${typeText(type.element.type)}>`;
    case 'map':
      return `map<${typeText(type.key.type)}, ${typeText(type.value.type)}>`;
  }
}

/** The field of an id among some fields and all that is within them. */
export function fieldById(fields: readonly Field[], id: number): Field | undefined {
  for (const field of fields) {
    const found = field.id === id ? field : fieldById(fieldsWithin(field.type), id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The fields that a type is made of. */
export function fieldsWithin(type: IcebergType): readonly Field[] {
  switch (type.kind) {
    case 'primitive':
      return [];
    case 'struct':
      return type.fields;
    case 'list':
      return [type.element];
    case 'map':
      return [type.key, type.value];
  }
}

function parseField(at: JsonAt): Field {
  const doc = optional(member(at, 'doc'), toText);
  return {
    id: toInt(member(at, 'id')),
    name: toText(member(at, 'name')),
    required: toBoolean(member(at, 'required')),
    type: parseType(member(at, 'type')),
    ...(doc === undefined ? {} : { doc }),
    ...parseDefaults(at),
  };
}

function parseDefaults(at: JsonAt): Pick<Field, 'initialDefault' | 'writeDefault'> {
  const initialDefault = member(at, 'initial-default').value ?? undefined;
  const writeDefault = member(at, 'write-default').value ?? undefined;
  return {
    ...(initialDefault === undefined ? {} : { initialDefault }),
    ...(writeDefault === undefined ? {} : { writeDefault }),
  };
}

function parseType(at: JsonAt): IcebergType {
  if (typeof at.value === 'string') return { kind: 'primitive', name: spaced(at.value) };
  if (!isPresent(at)) throw wrong(at, 'a type');
  const kind = toText(member(at, 'type'));
  switch (kind) {
    case 'struct':
      return { kind: 'struct', fields: toItems(member(at, 'fields')).map(parseField) };
    case 'list':
      return { kind: 'list', element: parsePart(at, 'element') };
    case 'map':
      return {
        kind: 'map',
        key: { ...parsePart(at, 'key'), required: true },
        value: parsePart(at, 'value'),
      };
    default:
      throw wrong(member(at, 'type'), 'struct, list or map');
  }
}

function parsePart(at: JsonAt, name: 'element' | 'key' | 'value'): Field {
  return {
    id: toInt(member(at, `${name}-id`)),
    name,
    required: optional(member(at, `${name}-required`), toBoolean) ?? false,
    type: parseType(member(at, name)),
  };
}

/** Writers differ in the blanks of `decimal(10,2)` and `fixed[16]`. */
function spaced(name: string): string {
  return name
    .replace(/^decimal\s*\(\s*(\d+)\s*,\s*(\d+)\s*\)$/, 'decimal($1, $2)')
    .replace(/^fixed\s*\[\s*(\d+)\s*\]$/, 'fixed[$1]');
}

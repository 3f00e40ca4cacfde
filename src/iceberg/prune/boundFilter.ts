import type { ColumnPath, Comparison, Literal, Predicate } from '../../util/predicate.js';
import { compareValues } from '../icebergValue.js';
import type { IcebergType, Schema } from '../schema.js';
import type { ColumnTest, End } from './columnTest.js';
import { type Place, placeLiteral } from './literal.js';

/** A predicate in terms of a table: columns by field id, literals as values of their types. */
export type BoundFilter =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly BoundFilter[] }
  | ColumnFilter
  | { readonly kind: 'anything' | 'nothing' };

export interface ColumnFilter {
  readonly kind: 'column';
  readonly fieldId: number;
  readonly type: string;
  /** Whether it lies within a struct. */
  readonly isNested: boolean;
  readonly test: ColumnTest;
}

/** Above it, a list of values is judged by the smallest and the largest. */
const longestList = 200;

/** Binds a predicate to the schema that the rows are read by. What is not certain is `anything`. */
export function bindFilter(predicate: Predicate, schema: Schema): BoundFilter {
  switch (predicate.kind) {
    case 'and':
    case 'or':
      return {
        kind: predicate.kind,
        parts: predicate.parts.map((part) => bindFilter(part, schema)),
      };
    case 'anything':
    case 'nothing':
      return predicate;
    case 'is-null':
    case 'not-null':
      return onColumn(predicate.column, schema, () => ({ kind: predicate.kind }));
    case 'compare':
      return onColumn(predicate.column, schema, (type) =>
        compare(predicate.operator, placeLiteral(predicate.value, type)),
      );
    case 'in':
      return onColumn(predicate.column, schema, (type) => anyOf(predicate.values, type));
    case 'not-in': {
      const parts = predicate.values.map((value): Predicate => {
        return { kind: 'compare', column: predicate.column, operator: '!=', value };
      });
      return bindFilter({ kind: 'and', parts }, schema);
    }
    case 'starts-with':
      return onColumn(predicate.column, schema, (type) =>
        type === 'string' ? startsWith(Buffer.from(predicate.prefix)) : { kind: 'not-null' },
      );
  }
}

function onColumn(
  path: ColumnPath,
  schema: Schema,
  toTest: (type: string) => ColumnTest,
): BoundFilter {
  const found = findColumn(path, { kind: 'struct', fields: schema.fields });
  if (found === undefined) return { kind: 'anything' };
  return { kind: 'column', ...found, isNested: path.length > 1, test: toTest(found.type) };
}

/**
 * The column of primitive type that DuckDB takes a path for: names differ in case only as much as
 * they like, and where two of a struct do, DuckDB gives them other names.
 */
function findColumn(
  [name, ...inner]: ColumnPath,
  type: IcebergType,
): { readonly fieldId: number; readonly type: string } | undefined {
  if (type.kind !== 'struct' || name === undefined) return undefined;
  const folded = type.fields.map((field) => field.name.toLowerCase());
  if (new Set(folded).size < folded.length) return undefined;
  const field = type.fields[folded.indexOf(name.toLowerCase())];
  if (field === undefined) return undefined;
  if (inner.length > 0) return findColumn(inner, field.type);
  return field.type.kind === 'primitive' ? { fieldId: field.id, type: field.type.name } : undefined;
}

/** A comparison is never true of null, whatever the literal is. */
function compare(operator: Comparison, place: Place | undefined): ColumnTest {
  if (place === undefined) return { kind: 'not-null' };
  switch (operator) {
    case '=':
      // No value lies between two neighbours.
      if (place.kind === 'between') return { kind: 'within', ranges: [] };
      return within(lowest(place, true), highest(place, true));
    case '!=':
      return place.kind === 'at' ? { kind: 'not-equal', value: place.value } : { kind: 'not-null' };
    case '<':
      return within(undefined, highest(place, false));
    case '<=':
      return within(undefined, highest(place, true));
    case '>':
      return within(lowest(place, false), undefined);
    case '>=':
      return within(lowest(place, true), undefined);
  }
}

/** The lowest value at or above a place, or above it only. */
function lowest(place: Place, inclusive: boolean): End {
  switch (place.kind) {
    case 'at':
      return typeof place.value === 'bigint' && !inclusive
        ? { value: place.value + 1n, inclusive: true }
        : { value: place.value, inclusive };
    case 'between':
      return { value: place.above, inclusive: true };
    case 'near':
      return { value: place.low, inclusive: true };
  }
}

/** The highest value at or below a place, or below it only. */
function highest(place: Place, inclusive: boolean): End {
  switch (place.kind) {
    case 'at':
      return typeof place.value === 'bigint' && !inclusive
        ? { value: place.value - 1n, inclusive: true }
        : { value: place.value, inclusive };
    case 'between':
      return { value: place.below, inclusive: true };
    case 'near':
      return { value: place.high, inclusive: true };
  }
}

function anyOf(values: readonly Literal[], type: string): ColumnTest {
  const tests = values.map((value) => compare('=', placeLiteral(value, type)));
  const ranges = tests.flatMap((test) => (test.kind === 'within' ? test.ranges : []));
  const isKnown = tests.every((test) => test.kind === 'within');
  if (isKnown && tests.length <= longestList) return { kind: 'within', ranges };
  // Which is the smallest of many UUIDs is a matter of the order, and of these there are two.
  if (!isKnown || type === 'uuid') return { kind: 'not-null' };
  const ends = (side: 'lower' | 'upper'): readonly End[] =>
    ranges.flatMap((range) => range[side] ?? []).sort((a, b) => compareValues(a.value, b.value));
  return within(ends('lower')[0], ends('upper').at(-1));
}

function startsWith(prefix: Uint8Array): ColumnTest {
  const last = prefix.findLastIndex((byte) => byte !== 0xff);
  const next = Uint8Array.from(prefix.subarray(0, last + 1));
  next[last] = (next[last] ?? 0) + 1;
  return within(
    { value: prefix, inclusive: true },
    last === -1 ? undefined : { value: next, inclusive: false },
  );
}

function within(lower: End | undefined, upper: End | undefined): ColumnTest {
  return { kind: 'within', ranges: [{ lower, upper }] };
}

import type { NumberedSpec } from './partitionFields.js';
import { toAvroValue, toSingleValue } from './singleValue.js';
import type { ColumnMetrics, ValueText, WrittenFile } from './writtenFile.js';

/** A file as an entry of a manifest has it (`data_file`). */
export function toFileRecord(file: WrittenFile, spec: NumberedSpec): unknown {
  const { partition, metrics, equalityIds } = file;
  // Whether a delete file is about one data file is told by the path's bounds: those are kept whole.
  const isData = file.content === 'data';
  return {
    content: { data: 0, 'position-deletes': 1, 'equality-deletes': 2 }[file.content],
    file_path: file.location,
    file_format: 'PARQUET',
    partition: Object.fromEntries(
      spec.fields.map(({ name, type }, i) => {
        const text = partition[i] ?? null;
        return [name, text === null ? null : toAvroValue(type, text)];
      }),
    ),
    record_count: file.rows,
    file_size_in_bytes: file.bytes,
    value_counts: byId(metrics, ({ values }) => values),
    null_value_counts: byId(metrics, ({ nulls }) => nulls),
    nan_value_counts: byId(metrics, ({ nans }) => nans),
    lower_bounds: byId(metrics, ({ type, bounds }) =>
      toBound(type, bounds?.lower, isData ? shortened : whole),
    ),
    upper_bounds: byId(metrics, ({ type, bounds }) =>
      toBound(type, bounds?.upper, isData ? raised : whole),
    ),
    equality_ids: equalityIds ?? null,
  };
}

/** Pairs of field id and value; columns without one are left out. */
function byId<T>(
  metrics: ReadonlyMap<number, ColumnMetrics>,
  pick: (metrics: ColumnMetrics) => T | undefined,
): readonly { readonly key: number; readonly value: T }[] | null {
  const pairs = [...metrics].flatMap(([key, column]) => {
    const value = pick(column);
    return value === undefined ? [] : [{ key, value }];
  });
  return pairs.length === 0 ? null : pairs;
}

function toBound(
  type: string,
  text: ValueText | undefined,
  shorten: (text: string) => string | undefined,
): Buffer | undefined {
  if (text === undefined) return undefined;
  const value = type === 'string' ? shorten(text) : text;
  return value === undefined ? undefined : toSingleValue(type, value);
}

/** How many characters of a bound are kept, as in Iceberg's own writers. */
const boundLength = 16;

function whole(text: string): string {
  return text;
}

function shortened(text: string): string {
  return Array.from(text).slice(0, boundLength).join('');
}

/** Not less than any text that begins like this one; `undefined` where there is no such. */
function raised(text: string): string | undefined {
  const characters = Array.from(text);
  if (characters.length <= boundLength) return text;
  for (let length = boundLength; length > 0; length--) {
    const next = (characters[length - 1]?.codePointAt(0) ?? 0) + 1;
    if (next > 0x10ffff) continue;
    // The halves of a surrogate pair are no characters.
    const raisedTo = next === 0xd800 ? 0xe000 : next;
    return characters.slice(0, length - 1).join('') + String.fromCodePoint(raisedTo);
  }
  return undefined;
}

import fc from 'fast-check';
import { compareValues, type IcebergValue } from '../../src/iceberg/icebergValue.js';
import type { FieldSummary, ManifestEntry, ManifestFile } from '../../src/iceberg/manifest.js';
import type { PartitionSpec } from '../../src/iceberg/metadata.js';
import type { Schema } from '../../src/iceberg/schema.js';
import { applyTransform, parseTransform, transformedType } from '../../src/iceberg/transform.js';
import { type Domain, domains } from './prunableValues.js';

/** A value as SQL has it, and as a bound of it is compared. */
export interface Cell {
  readonly sql: string;
  readonly value: IcebergValue | null;
}

export interface PrunableFile {
  readonly rows: readonly (readonly Cell[])[];
  readonly entry: ManifestEntry;
}

/** Random rows in files, with the metrics and partitions that an honest writer gives them. */
export interface PrunableTable {
  readonly schema: Schema;
  readonly spec: PartitionSpec;
  readonly files: readonly PrunableFile[];
  readonly manifest: ManifestFile;
}

export const schema: Schema = {
  id: 0,
  fields: domains.map(({ name, type }, i) => ({
    id: i + 1,
    name,
    required: false,
    type: { kind: 'primitive', name: type },
  })),
};

/** How a writer keeps metrics: whether it says so at all, and what. */
interface Habit {
  readonly bounds: boolean;
  readonly counts: boolean;
  readonly nanCounts: boolean;
  /** Texts and bytes are cut to so many. */
  readonly width: number;
}

const habit: fc.Arbitrary<Habit> = fc.record({
  bounds: fc.boolean(),
  counts: fc.boolean(),
  nanCounts: fc.boolean(),
  width: fc.constantFrom(1, 2, 16),
});

const cell = ({ values }: Domain): fc.Arbitrary<Cell> => {
  const cells = values.map(([sql, value]): Cell => ({ sql, value }));
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...cells) },
    { weight: 1, arbitrary: fc.constant<Cell>({ sql: 'NULL', value: null }) },
  );
};

const spec: fc.Arbitrary<PartitionSpec> = fc
  .uniqueArray(fc.nat(domains.length - 1), { maxLength: 2 })
  .chain((columns) =>
    fc.tuple(
      ...columns.map((column) =>
        fc.constantFrom(...(domains[column]?.transforms ?? [])).map((transform) => ({
          sourceId: column + 1,
          name: `p${column}`,
          transform,
        })),
      ),
    ),
  )
  .map((fields) => ({ id: 0, fields }));

export const prunableTable: fc.Arbitrary<PrunableTable> = fc
  .record({
    spec,
    habit,
    groups: fc.array(fc.array(fc.tuple(...domains.map(cell)), { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 6,
    }),
  })
  .map(({ spec, habit, groups }): PrunableTable => {
    const files = groups.flatMap((rows) => splitByPartition(rows, spec, habit));
    return { schema, spec, files, manifest: toManifest(files, spec) };
  });

function splitByPartition(
  rows: readonly (readonly Cell[])[],
  spec: PartitionSpec,
  habit: Habit,
): readonly PrunableFile[] {
  const groups = new Map<string, (readonly Cell[])[]>();
  for (const row of rows) {
    const key = spec.fields.map((_, i) => plain(partitionValue(spec, i, row))).join('|');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((group) => ({
    rows: group,
    entry: toEntry(group, spec, habit),
  }));
}

function partitionValue(
  { fields }: PartitionSpec,
  index: number,
  row: readonly Cell[],
): IcebergValue | null {
  const { sourceId = 0, transform = '' } = fields[index] ?? {};
  const value = row[sourceId - 1]?.value ?? null;
  if (value === null) return null;
  return applyTransform(parseTransform(transform), typeOf(sourceId), value) ?? null;
}

function typeOf(id: number): string {
  return domains[id - 1]?.type ?? '';
}

function partitionType({ fields }: PartitionSpec, index: number): string {
  const { sourceId = 0, transform = '' } = fields[index] ?? {};
  return transformedType(parseTransform(transform), typeOf(sourceId));
}

function toEntry(
  rows: readonly (readonly Cell[])[],
  spec: PartitionSpec,
  habit: Habit,
): ManifestEntry {
  const columns = domains.map(({ type }, i) => {
    const values = rows.map((row) => row[i]?.value ?? null);
    const present = values.filter((value) => value !== null);
    const numbers = present.filter((value) => !Number.isNaN(value)).sort(compareValues);
    return {
      id: i + 1,
      nulls: BigInt(values.length - present.length),
      nans: BigInt(present.length - numbers.length),
      lower: cutLower(type, numbers[0], habit.width),
      upper: cutUpper(type, numbers.at(-1), habit.width),
      type,
    };
  });
  const bounds = (side: 'lower' | 'upper'): ReadonlyMap<number, Uint8Array> =>
    new Map(
      columns.flatMap((column) => {
        const bound = column[side];
        if (bound === undefined || !habit.bounds) return [];
        return [[column.id, encode(column.type, bound)] as const];
      }),
    );
  const counts = (is: boolean, of: (column: (typeof columns)[number]) => bigint) =>
    new Map(is ? columns.map((column) => [column.id, of(column)] as const) : []);
  const [first = []] = rows;
  return {
    content: 'data',
    location: '/a.parquet',
    format: 'parquet',
    rows: BigInt(rows.length),
    bytes: 1n,
    sequenceNumber: 1n,
    specId: spec.id,
    partition: Object.fromEntries(
      spec.fields.map(({ name }, i) => [
        name,
        toAvro(partitionType(spec, i), partitionValue(spec, i, first)),
      ]),
    ),
    equalityIds: [],
    metrics: {
      valueCounts: counts(habit.counts, () => BigInt(rows.length)),
      nullCounts: counts(habit.counts, ({ nulls }) => nulls),
      nanCounts: counts(habit.nanCounts, ({ nans }) => nans),
      lowerBounds: bounds('lower'),
      upperBounds: bounds('upper'),
    },
    manifest: '/m.avro',
  };
}

function toManifest(files: readonly PrunableFile[], spec: PartitionSpec): ManifestFile {
  const rows = files.flatMap((file) => file.rows.slice(0, 1));
  const partitions = spec.fields.map((_, i): FieldSummary => {
    const values = rows.map((row) => partitionValue(spec, i, row));
    const numbers = values
      .filter((value) => value !== null)
      .filter((value) => !Number.isNaN(value))
      .sort(compareValues);
    const type = partitionType(spec, i);
    const [lower, upper] = [numbers[0], numbers.at(-1)];
    return {
      containsNull: values.includes(null),
      containsNan: values.some((value) => Number.isNaN(value)),
      ...(lower === undefined ? {} : { lower: encode(type, lower) }),
      ...(upper === undefined ? {} : { upper: encode(type, upper) }),
    };
  });
  return {
    location: '/m.avro',
    bytes: 0n,
    content: 'data',
    specId: spec.id,
    sequenceNumber: 1n,
    partitions,
  };
}

function cutLower(type: string, value: IcebergValue | undefined, width: number) {
  if (!(value instanceof Uint8Array) || type === 'uuid') return value;
  return type === 'string'
    ? Buffer.from(Array.from(Buffer.from(value).toString()).slice(0, width).join(''))
    : value.subarray(0, width);
}

/** What was cut is made greater again in its last place; where that can not be, there is no bound. */
function cutUpper(type: string, value: IcebergValue | undefined, width: number) {
  const cut = cutLower(type, value, width);
  if (!(cut instanceof Uint8Array) || !(value instanceof Uint8Array)) return value;
  if (cut.length === value.length) return value;
  if (type === 'string') {
    const characters = Array.from(Buffer.from(cut).toString());
    const last = characters.pop()?.codePointAt(0) ?? 0;
    if (last >= 0xd7ff) return undefined;
    return Buffer.from(characters.join('') + String.fromCodePoint(last + 1));
  }
  const last = cut.at(-1) ?? 255;
  return last === 255 ? undefined : Uint8Array.from([...cut.subarray(0, -1), last + 1]);
}

/** As the specification's "Binary single-value serialization" has it. */
function encode(type: string, value: IcebergValue): Uint8Array {
  if (value instanceof Uint8Array) return value;
  const bytes = Buffer.alloc(8);
  if (typeof value === 'number') {
    if (type === 'float') return bytes.subarray(0, bytes.writeFloatLE(value));
    bytes.writeDoubleLE(value);
    return bytes;
  }
  switch (type) {
    case 'boolean':
      return Uint8Array.of(Number(value));
    case 'int':
    case 'date':
      return bytes.subarray(0, bytes.writeInt32LE(Number(value)));
    case 'decimal(9, 2)':
      return bytes.subarray(0, bytes.writeInt32BE(Number(value)));
    default:
      bytes.writeBigInt64LE(value);
      return bytes;
  }
}

/** As Avro's decoder gives it. */
function toAvro(type: string, value: IcebergValue | null): unknown {
  switch (type) {
    case 'boolean':
      return value === null ? null : value === 1n;
    case 'int':
    case 'date':
      return value === null ? null : Number(value);
    case 'string':
      return value instanceof Uint8Array ? Buffer.from(value).toString() : null;
    case 'decimal(9, 2)':
      return value === null ? null : encode(type, value);
    default:
      return value;
  }
}

function plain(value: IcebergValue | null): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
}

import { IcebergError } from '../icebergError.js';
import type { PartitionSpec } from '../metadata.js';
import type { ScanFile } from '../scanPlan.js';
import { type Field, fieldById } from '../schema.js';
import { partitionLiteral } from './literal.js';
import type { Constants } from './projection.js';

/**
 * The values of identity partitions for fields that a file lacks: files of Hive tables have those
 * in their folder's name alone.
 */
export function identityConstants(
  { specId, partition, location }: ScanFile,
  specs: readonly PartitionSpec[],
  columns: readonly Field[],
  isMissing: (id: number) => boolean,
): Constants {
  const constants = new Map<number, string>();
  for (const { sourceId, name, transform } of specs.find(({ id }) => id === specId)?.fields ?? []) {
    const field = fieldById(columns, sourceId);
    const value = partitionValue(partition, name);
    if (
      transform === 'identity' &&
      field !== undefined &&
      value !== undefined &&
      isMissing(sourceId)
    ) {
      constants.set(sourceId, partitionLiteral(value, field, location));
    }
  }
  return constants;
}

/** A text that is the same for files of the same spec and the same partition values, and no others. */
export function partitionKey(
  file: ScanFile,
  specs: readonly PartitionSpec[],
  fields: readonly Field[],
): string {
  const values = specFields(file, specs).map(({ sourceId, name }) =>
    valueKey(partitionValue(file.partition, name), fieldById(fields, sourceId), file.location),
  );
  return JSON.stringify([file.specId, ...values]);
}

/** Whether a file is of a spec without partitions. */
export function isUnpartitioned(file: ScanFile, specs: readonly PartitionSpec[]): boolean {
  return specFields(file, specs).every(({ transform }) => transform === 'void');
}

function specFields(
  { specId, location }: ScanFile,
  specs: readonly PartitionSpec[],
): PartitionSpec['fields'] {
  const spec = specs.find(({ id }) => id === specId);
  if (spec === undefined) {
    throw new IcebergError('malformed', location, `it is of the unknown partition spec ${specId}`);
  }
  return spec.fields;
}

/** The value of a partition field. Avro has a narrower idea of names than Iceberg: writers put others in its terms. */
export function partitionValue(partition: ScanFile['partition'], name: string): unknown {
  const own = partition[name];
  if (own !== undefined) return own;
  const inAvro = name
    .replace(/[^A-Za-z0-9_]/g, (c) => `_x${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/^\d/, (digit) => `_${digit}`);
  return partition[inAvro];
}

function valueKey(value: unknown, source: Field | undefined, file: string): string | null {
  if (value === null || value === undefined) return null;
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    return String(value);
  }
  if (typeof value === 'string') return value;
  if (!(value instanceof Uint8Array)) {
    throw new IcebergError('malformed', file, 'a partition value of no primitive type');
  }
  const hex = Buffer.from(value).toString('hex');
  const isDecimal = source?.type.kind === 'primitive' && source.type.name.startsWith('decimal(');
  // More bytes since its precision grew, but the same number.
  return isDecimal && hex !== ''
    ? String(BigInt.asIntN(value.length * 8, BigInt(`0x${hex}`)))
    : hex;
}

import type { Partition, PartitionValue, TableFile } from './capabilities.js';

/**
 * The partitions that files make, with the rows, files and bytes of their data, in the order of their
 * values. Files without partition values make none.
 */
export function toPartitions(files: readonly TableFile[]): readonly Partition[] {
  const found = new Map<string, Partition & { readonly files: bigint; readonly bytes: bigint }>();
  for (const { content, partition, rows, bytes } of files) {
    if (content !== 'data' || partition.length === 0) continue;
    const key = JSON.stringify(partition.map(({ name, value }) => [name, value]));
    const before = found.get(key) ?? { values: partition, rows: 0n, files: 0n, bytes: 0n };
    const sum = before.rows === undefined || rows === undefined ? undefined : before.rows + rows;
    found.set(key, {
      values: partition,
      ...(sum === undefined ? {} : { rows: sum }),
      files: before.files + 1n,
      bytes: before.bytes + bytes,
    });
  }
  return [...found.values()].sort((a, b) => compareValues(a.values, b.values));
}

/** Numbers by size, so that the 10th bucket comes after the 9th; NULL last. */
function compareValues(a: readonly PartitionValue[], b: readonly PartitionValue[]): number {
  for (const [index, { value }] of a.entries()) {
    const other = b[index]?.value ?? null;
    if (value === other) continue;
    if (value === null) return 1;
    if (other === null) return -1;
    return collator.compare(value, other);
  }
  return a.length - b.length;
}

const collator = new Intl.Collator('en', { numeric: true });

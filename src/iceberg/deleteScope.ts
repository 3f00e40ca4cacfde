import type { ManifestEntry } from './manifest.js';
import type { PartitionSpec } from './metadata.js';
import { parseTransform } from './transform.js';

/** The reserved id of the column of a position delete file that names data files. */
export const filePathId = 2_147_483_546;

/**
 * The delete files that may hold for one of the data files (the specification, "Scan Planning"): of
 * the same partition or of none, not older, and not for one other file alone.
 */
export function applicableDeletes(
  deletes: readonly ManifestEntry[],
  data: readonly ManifestEntry[],
  specs: readonly PartitionSpec[],
): readonly ManifestEntry[] {
  if (deletes.length === 0) return [];
  const unpartitioned = new Set(
    specs
      .filter(({ fields }) =>
        fields.every((field) => parseTransform(field.transform).kind === 'void'),
      )
      .map(({ id }) => id),
  );
  const paths = new Set(data.map(({ location }) => location));
  /** The oldest data of a partition, and of the whole table. */
  const oldest = new Map<string, bigint>();
  for (const { specId, partition, sequenceNumber } of data) {
    for (const key of [everywhere, partitionKey(specId, partition)]) {
      const known = oldest.get(key);
      if (known === undefined || sequenceNumber < known) oldest.set(key, sequenceNumber);
    }
  }
  return deletes.filter((entry) => {
    const only = entry.referencedDataFile ?? onlyFile(entry);
    if (only !== undefined && !paths.has(only)) return false;
    const { specId, partition, content, sequenceNumber } = entry;
    const key = unpartitioned.has(specId) ? everywhere : partitionKey(specId, partition);
    const since = oldest.get(key);
    if (since === undefined) return false;
    return content === 'equality-deletes' ? since < sequenceNumber : since <= sequenceNumber;
  });
}

const everywhere = '';

/** The one file whose rows a position delete file names: its path is the lowest and the highest. */
function onlyFile({ content, metrics }: ManifestEntry): string | undefined {
  const lower = metrics?.lowerBounds.get(filePathId);
  const upper = metrics?.upperBounds.get(filePathId);
  if (content !== 'position-deletes' || lower === undefined || upper === undefined) {
    return undefined;
  }
  return Buffer.compare(lower, upper) === 0 ? Buffer.from(lower).toString() : undefined;
}

/** The same for equal partitions. That it is the same for a few that are not equal does no harm. */
function partitionKey(specId: number, partition: Readonly<Record<string, unknown>>): string {
  const values = Object.keys(partition)
    .sort()
    .map((name) => `${name}=${valueKey(partition[name])}`);
  return `${specId} ${values.join('\0')}`;
}

function valueKey(value: unknown): string {
  // A decimal has more bytes since its precision grew.
  if (value instanceof Uint8Array)
    return Buffer.from(value)
      .toString('hex')
      .replace(/^(00|ff)+/, '');
  return String(value);
}

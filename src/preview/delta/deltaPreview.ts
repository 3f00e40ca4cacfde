import { IcebergError } from '../../iceberg/icebergError.js';
import { plainPreview } from '../plain/plainPreview.js';
import type { PlainColumn, PlainFile } from '../plain/plainTable.js';
import type { MadePreview, PreviewTools } from '../previews.js';
import type { DeltaAdd, DeltaField, DeltaMetadata } from './deltaActions.js';
import { type DeltaState, readDeltaLog } from './deltaLog.js';

/** What a reader must know of, and does here. Deletion vectors: their files are passed over. */
const known = new Set(['columnMapping', 'deletionVectors', 'timestampNtz', 'vacuumProtocolCheck']);

/**
 * The first rows of a Delta table, from the newest files of its log that no deletion vector takes rows from.
 * What can not be honoured is refused by its name. Failures are `IcebergError` and `CatalogError`.
 */
export async function deltaPreview(
  name: string,
  location: string,
  tools: PreviewTools,
  signal: AbortSignal,
): Promise<MadePreview> {
  const state = await readDeltaLog(location, tools, signal);
  checkFeatures(location, state);
  const { metadata, files, hasMore } = state;
  const isMapped = (metadata.configuration['delta.columnMapping.mode'] ?? 'none') !== 'none';
  const stored = ({ name: own, physicalName }: DeltaField): string =>
    isMapped ? (physicalName ?? own) : own;
  const nested = metadata.fields.find(({ type }) => ['struct', 'array', 'map'].includes(type));
  if (isMapped && nested !== undefined) {
    const what = `column mapping with the nested column "${nested.name}"`;
    throw new IcebergError('unsupported', location, what);
  }
  const toColumn = (field: DeltaField): PlainColumn => ({
    name: field.name,
    stored: stored(field),
    type: field.type,
  });
  const keys = metadata.partitionColumns.map((key) => fieldOf(metadata, key, location));
  const whole = files.filter(({ hasDeletionVector }) => !hasDeletionVector);
  const passedOver = files.length - whole.length;
  if (whole.length === 0 && passedOver > 0) {
    const what = 'all files that were looked at have deletion vectors, which are not supported';
    throw new IcebergError('unsupported', location, what);
  }
  const made = await plainPreview(
    {
      name,
      format: { kind: 'parquet' },
      columns: metadata.fields
        .filter((field) => !metadata.partitionColumns.includes(field.name))
        .map(toColumn),
      partitionKeys: keys.map(toColumn),
    },
    toFiles(location, whole.toReversed(), keys.map(stored)),
    tools,
    signal,
  );
  const { read, bytes } = made.files;
  return {
    ...made,
    files: { read, bytes, ...(hasMore ? {} : { total: files.length }) },
    isWhole: made.isWhole && !hasMore && passedOver === 0,
    ...(passedOver === 0 ? {} : { passedOver }),
  };
}

function checkFeatures(location: string, { protocol }: DeltaState): void {
  const unknown = protocol.readerFeatures.find((feature) => !known.has(feature));
  if (unknown !== undefined) {
    throw new IcebergError('unsupported', location, `the feature ${unknown} of Delta`);
  }
  if (protocol.readerVersion > 3) {
    const what = `version ${protocol.readerVersion} of Delta's protocol`;
    throw new IcebergError('unsupported', location, what);
  }
}

function fieldOf({ fields }: DeltaMetadata, name: string, location: string): DeltaField {
  const field = fields.find((one) => one.name === name);
  if (field !== undefined) return field;
  throw new IcebergError('malformed', location, `its partition column "${name}" is no column`);
}

function* toFiles(
  location: string,
  files: readonly DeltaAdd[],
  keys: readonly string[],
): Generator<PlainFile, void> {
  for (const { path, bytes, partitionValues } of files) {
    const decoded = decode(path, location);
    const isAbsolute = /^[A-Za-z][\w+.-]*:/.test(decoded) || decoded.startsWith('/');
    yield {
      location: isAbsolute ? decoded : `${location}/${decoded}`,
      bytes,
      // An empty text is NULL to Delta.
      values: keys.map((key) => {
        const text = partitionValues[key];
        return text === undefined || text === '' ? null : text;
      }),
    };
  }
}

function decode(path: string, location: string): string {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    throw new IcebergError('malformed', location, `a file of no valid name: ${path}`, { cause });
  }
}

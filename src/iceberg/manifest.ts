import { readAvro } from './avro.js';
import type { AvroSelection } from './avroType.js';
import {
  avroBytesByKey,
  avroChild,
  avroInts,
  avroLocation,
  avroLong,
  avroLongs,
  avroOptionalBoolean,
  avroOptionalBytes,
  avroOptionalLong,
  avroOptionalText,
  type AvroRecord,
  avroRecords,
  avroText,
  toAvroRecord,
} from './avroRecord.js';
import { IcebergError } from './icebergError.js';
import { manifestFields, manifestListFields } from './manifestFields.js';
import type { PartitionSpec } from './metadata.js';

/** A line of a manifest list. */
export interface ManifestFile {
  readonly location: string;
  /** How long it is at least: a cut Avro file is not always seen to be cut. */
  readonly bytes: bigint;
  readonly content: 'data' | 'deletes';
  /** How its entries are partitioned. */
  readonly specId: number;
  /** What entries without a sequence number of their own inherit; 0 in v1. */
  readonly sequenceNumber: bigint;
  /** How many live files it names; missing where its writer did not say (v1). */
  readonly files?: number;
  /** Of each field of the spec, in its order; missing where its writer did not say. */
  readonly partitions?: readonly FieldSummary[];
}

/** What is known of the values of a partition field in all files of a manifest. */
export interface FieldSummary {
  readonly containsNull: boolean;
  readonly containsNan?: boolean;
  /** As in the specification's "Binary single-value serialization". */
  readonly lower?: Uint8Array;
  readonly upper?: Uint8Array;
}

/** Counts and bounds of a file's columns, by field id; what is missing is not known. */
export interface ColumnMetrics {
  /** With nulls and NaN. */
  readonly valueCounts: ReadonlyMap<number, bigint>;
  readonly nullCounts: ReadonlyMap<number, bigint>;
  readonly nanCounts: ReadonlyMap<number, bigint>;
  readonly lowerBounds: ReadonlyMap<number, Uint8Array>;
  readonly upperBounds: ReadonlyMap<number, Uint8Array>;
}

export type FileContent = 'data' | 'position-deletes' | 'equality-deletes';

/** A live entry of a manifest: a file that is part of the snapshot. */
export interface ManifestEntry {
  readonly content: FileContent;
  /** As the writer put it; see `relocation`. */
  readonly location: string;
  /** `parquet`, `orc`, `avro`, `puffin`, in lower case. */
  readonly format: string;
  readonly rows: bigint;
  readonly bytes: bigint;
  readonly sequenceNumber: bigint;
  readonly specId: number;
  /** The values of the spec's fields by their names, as Avro has them: days and months are numbers. */
  readonly partition: Readonly<Record<string, unknown>>;
  /** Of equality deletes: the ids of the fields that are compared. */
  readonly equalityIds: readonly number[];
  /** Of deletion vectors, and where a delete file holds for one data file: that file. */
  readonly referencedDataFile?: string;
  /** Of deletion vectors: where in the Puffin file. */
  readonly blob?: { readonly offset: bigint; readonly bytes: bigint };
  /** Whether it can be read with a key only, which nobody has here. */
  readonly isEncrypted?: boolean;
  /** Of the columns that were asked for. */
  readonly metrics?: ColumnMetrics;
  /** The manifest that names it. */
  readonly manifest: string;
}

export function parseManifestList(bytes: Uint8Array, file: string): readonly ManifestFile[] {
  return readAvro(bytes, file, 'all', manifestListFields).records.map((value) => {
    const record = toAvroRecord(value, file);
    if (hasKey(record)) {
      const manifest = avroText(record, 'manifest_path');
      throw new IcebergError('unsupported', manifest, 'an encrypted manifest is not supported');
    }
    const partitions = avroRecords(record, 'partitions');
    const content = avroOptionalLong(record, 'content') ?? 0n;
    if (content !== 0n && content !== 1n) {
      throw new IcebergError('malformed', file, `a manifest of unknown content ${content}`);
    }
    // v1 names them otherwise; in v2 they are required.
    const added =
      avroOptionalLong(record, 'added_files_count') ??
      avroOptionalLong(record, 'added_data_files_count');
    const existing =
      avroOptionalLong(record, 'existing_files_count') ??
      avroOptionalLong(record, 'existing_data_files_count');
    return {
      location: avroLocation(record, 'manifest_path'),
      bytes: avroLong(record, 'manifest_length'),
      content: content === 0n ? 'data' : 'deletes',
      specId: Number(avroLong(record, 'partition_spec_id')),
      sequenceNumber: avroOptionalLong(record, 'sequence_number') ?? 0n,
      ...(added === undefined || existing === undefined ? {} : { files: Number(added + existing) }),
      ...(partitions === undefined ? {} : { partitions: partitions.map(toFieldSummary) }),
    };
  });
}

function hasKey(record: AvroRecord): boolean {
  return (avroOptionalBytes(record, 'key_metadata')?.length ?? 0) > 0;
}

function toFieldSummary(record: AvroRecord): FieldSummary {
  const containsNan = avroOptionalBoolean(record, 'contains_nan');
  const lower = avroOptionalBytes(record, 'lower_bound');
  const upper = avroOptionalBytes(record, 'upper_bound');
  return {
    // Where it is not said, there may be nulls.
    containsNull: avroOptionalBoolean(record, 'contains_null') ?? true,
    ...(containsNan === undefined ? {} : { containsNan }),
    ...(lower === undefined ? {} : { lower }),
    ...(upper === undefined ? {} : { upper }),
  };
}

/**
 * The entries that are not deleted. `manifest` says what the list knows of this file, `spec` is its
 * own, if there is one; `fieldIds` are those of the columns whose metrics are read.
 */
export function parseManifest(
  bytes: Uint8Array,
  file: string,
  manifest: ManifestFile,
  spec?: PartitionSpec,
  fieldIds: ReadonlySet<number> = new Set(),
): readonly ManifestEntry[] {
  return readAvro(bytes, file, selectEntry(fieldIds), manifestFields(spec))
    .records.map((value) => toAvroRecord(value, file))
    .filter((record) => statusOf(record) !== 'deleted')
    .map((record) => parseEntry(record, manifest, fieldIds.size > 0));
}

/** What is read of an entry: all that the functions below ask for. */
function selectEntry(fieldIds: ReadonlySet<number>): AvroSelection {
  const metrics = { keys: fieldIds };
  return {
    fields: {
      status: 'all',
      sequence_number: 'all',
      data_file: {
        fields: {
          content: 'all',
          file_path: 'all',
          file_format: 'all',
          partition: 'all',
          record_count: 'all',
          file_size_in_bytes: 'all',
          equality_ids: 'all',
          referenced_data_file: 'all',
          key_metadata: 'all',
          content_offset: 'all',
          content_size_in_bytes: 'all',
          ...(fieldIds.size === 0
            ? {}
            : {
                value_counts: metrics,
                null_value_counts: metrics,
                nan_value_counts: metrics,
                lower_bounds: metrics,
                upper_bounds: metrics,
              }),
        },
      },
    },
  };
}

function statusOf(record: AvroRecord): 'existing' | 'added' | 'deleted' {
  const status = avroLong(record, 'status');
  const known = (['existing', 'added', 'deleted'] as const)[Number(status)];
  if (known === undefined) {
    throw new IcebergError('malformed', record.file, `an entry of unknown status ${status}`);
  }
  return known;
}

function parseEntry(
  record: AvroRecord,
  manifest: ManifestFile,
  hasMetrics: boolean,
): ManifestEntry {
  const dataFile = avroChild(record, 'data_file');
  const content = avroOptionalLong(dataFile, 'content') ?? 0n;
  const known = (['data', 'position-deletes', 'equality-deletes'] as const)[Number(content)];
  if (known === undefined) {
    throw new IcebergError('malformed', record.file, `a file of unknown content ${content}`);
  }
  // Read as the other, a data file would be left out, or rows come back that were deleted.
  if ((known === 'data') !== (manifest.content === 'data')) {
    const what = `a file of content ${known} in a manifest of content ${manifest.content}`;
    throw new IcebergError('malformed', record.file, what);
  }
  const referenced = avroOptionalText(dataFile, 'referenced_data_file');
  const offset = avroOptionalLong(dataFile, 'content_offset');
  const size = avroOptionalLong(dataFile, 'content_size_in_bytes');
  return {
    content: known,
    location: avroLocation(dataFile, 'file_path'),
    format: avroText(dataFile, 'file_format').toLowerCase(),
    rows: avroLong(dataFile, 'record_count'),
    bytes: avroLong(dataFile, 'file_size_in_bytes'),
    sequenceNumber: avroOptionalLong(record, 'sequence_number') ?? manifest.sequenceNumber,
    specId: manifest.specId,
    partition: avroChild(dataFile, 'partition').value,
    equalityIds: avroInts(dataFile, 'equality_ids'),
    ...(referenced === undefined ? {} : { referencedDataFile: referenced }),
    ...(hasKey(dataFile) ? { isEncrypted: true } : {}),
    ...(offset === undefined || size === undefined ? {} : { blob: { offset, bytes: size } }),
    ...(hasMetrics ? { metrics: parseMetrics(dataFile) } : {}),
    manifest: record.file,
  };
}

function parseMetrics(dataFile: AvroRecord): ColumnMetrics {
  return {
    valueCounts: avroLongs(dataFile, 'value_counts'),
    nullCounts: avroLongs(dataFile, 'null_value_counts'),
    nanCounts: avroLongs(dataFile, 'nan_value_counts'),
    lowerBounds: avroBytesByKey(dataFile, 'lower_bounds'),
    upperBounds: avroBytesByKey(dataFile, 'upper_bounds'),
  };
}

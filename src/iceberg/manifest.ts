import { readAvro } from './avro.js';
import {
  avroChild,
  avroLong,
  avroOptionalLong,
  type AvroRecord,
  avroText,
  toAvroRecord,
} from './avroRecord.js';
import { IcebergError } from './icebergError.js';

/** A line of a manifest list. */
export interface ManifestFile {
  readonly location: string;
  /** How long it is at least: a cut Avro file is not always seen to be cut. */
  readonly bytes: bigint;
  readonly content: 'data' | 'deletes';
  /** What entries without a sequence number of their own inherit; 0 in v1. */
  readonly sequenceNumber: bigint;
}

export type FileContent = 'data' | 'position-deletes' | 'equality-deletes';

/** A live entry of a manifest: a file that is part of the snapshot. */
export interface ManifestEntry {
  readonly content: FileContent;
  /** As the writer put it; see `relocation`. */
  readonly location: string;
  /** `parquet`, `orc`, `avro`, in lower case. */
  readonly format: string;
  readonly rows: bigint;
  readonly bytes: bigint;
  readonly sequenceNumber: bigint;
  /** The manifest that names it. */
  readonly manifest: string;
}

export function parseManifestList(bytes: Uint8Array, file: string): readonly ManifestFile[] {
  return readAvro(bytes, file).records.map((value) => {
    const record = toAvroRecord(value, file);
    const content = avroOptionalLong(record, 'content') ?? 0n;
    if (content !== 0n && content !== 1n) {
      throw new IcebergError('malformed', file, `a manifest of unknown content ${content}`);
    }
    return {
      location: avroText(record, 'manifest_path'),
      bytes: avroLong(record, 'manifest_length'),
      content: content === 0n ? 'data' : 'deletes',
      sequenceNumber: avroOptionalLong(record, 'sequence_number') ?? 0n,
    };
  });
}

/** The entries that are not deleted. `manifest` says what the list knows of this file. */
export function parseManifest(
  bytes: Uint8Array,
  file: string,
  manifest: ManifestFile,
): readonly ManifestEntry[] {
  return readAvro(bytes, file)
    .records.map((value) => toAvroRecord(value, file))
    .filter((record) => statusOf(record) !== 'deleted')
    .map((record) => parseEntry(record, manifest));
}

function statusOf(record: AvroRecord): 'existing' | 'added' | 'deleted' {
  const status = avroLong(record, 'status');
  const known = (['existing', 'added', 'deleted'] as const)[Number(status)];
  if (known === undefined) {
    throw new IcebergError('malformed', record.file, `an entry of unknown status ${status}`);
  }
  return known;
}

function parseEntry(record: AvroRecord, manifest: ManifestFile): ManifestEntry {
  const dataFile = avroChild(record, 'data_file');
  const content = avroOptionalLong(dataFile, 'content') ?? 0n;
  const known = (['data', 'position-deletes', 'equality-deletes'] as const)[Number(content)];
  if (known === undefined) {
    throw new IcebergError('malformed', record.file, `a file of unknown content ${content}`);
  }
  return {
    content: known,
    location: avroText(dataFile, 'file_path'),
    format: avroText(dataFile, 'file_format').toLowerCase(),
    rows: avroLong(dataFile, 'record_count'),
    bytes: avroLong(dataFile, 'file_size_in_bytes'),
    sequenceNumber: avroOptionalLong(record, 'sequence_number') ?? manifest.sequenceNumber,
    manifest: record.file,
  };
}

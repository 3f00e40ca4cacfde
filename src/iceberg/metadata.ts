import { gunzipSync } from 'node:zlib';
import { IcebergError } from './icebergError.js';
import {
  isPresent,
  type JsonAt,
  member,
  optional,
  parseJson,
  toInt,
  toItems,
  toKeys,
  toLong,
  toText,
  toTexts,
  wrong,
} from './json.js';
import { isLocation } from './location.js';
import { parseSchema, type Schema } from './schema.js';

export interface PartitionField {
  /** The column that it is made from, the first of several. */
  readonly sourceId: number;
  /** Its id in manifests; v1 may not say it. */
  readonly fieldId?: number;
  readonly name: string;
  /**
   * `identity`, `day`, `bucket[16]`, …, as it is written. One of several columns (v3) has their ids
   * behind it, `bucket[16](3, 4)`, so that nobody takes it for the transform of one.
   */
  readonly transform: string;
}

export interface PartitionSpec {
  readonly id: number;
  readonly fields: readonly PartitionField[];
}

export interface TableSnapshot {
  readonly id: bigint;
  readonly parentId?: bigint;
  readonly sequenceNumber: bigint;
  /** Milliseconds since 1970. */
  readonly committedAt: number;
  readonly schemaId?: number;
  readonly operation?: string;
  readonly summary: Readonly<Record<string, string>>;
  /** Of v3: its manifest list is encrypted. */
  readonly keyId?: string;
  /** Where its manifests are named: a list of its own, or in v1 also here. */
  readonly manifests:
    | { readonly kind: 'list'; readonly location: string }
    | { readonly kind: 'inline'; readonly locations: readonly string[] };
}

export interface SnapshotRef {
  readonly name: string;
  readonly kind: 'branch' | 'tag';
  readonly snapshotId: bigint;
}

/** From when on a snapshot was the current one. After a rollback one is there twice. */
export interface SnapshotLogEntry {
  readonly snapshotId: bigint;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** An earlier metadata file. */
export interface MetadataLogEntry {
  readonly file: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A table's metadata file, v1 to v3, in one shape. */
export interface TableMetadata {
  /** The file that this was read from. */
  readonly file: string;
  readonly formatVersion: 1 | 2 | 3;
  /** The table's own id, which no other table has; v1 may not say it. */
  readonly uuid?: string;
  /** Where the table was when this was written. */
  readonly location: string;
  /** Milliseconds since 1970. */
  readonly updatedAt: number;
  readonly schemas: readonly Schema[];
  readonly currentSchemaId: number;
  readonly specs: readonly PartitionSpec[];
  readonly defaultSpecId: number;
  readonly properties: Readonly<Record<string, string>>;
  readonly snapshots: readonly TableSnapshot[];
  readonly currentSnapshotId?: bigint;
  readonly refs: readonly SnapshotRef[];
  /** Oldest first. Snapshots that expired may be in it. */
  readonly snapshotLog: readonly SnapshotLogEntry[];
  /** Oldest first. */
  readonly metadataLog: readonly MetadataLogEntry[];
}

/** The JSON text of a metadata file, unpacked where it is gzip (by its bytes: names differ by writer). */
export function decodeMetadata(bytes: Uint8Array, file: string): string {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    const text = isGzip ? gunzipSync(bytes, { maxOutputLength: largestText }) : bytes;
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch (cause) {
    throw new IcebergError('malformed', file, isGzip ? 'broken gzip' : 'not UTF-8', { cause });
  }
}

/** No metadata is near it; a small file that unpacks to more was made to do harm. */
const largestText = 1 << 26;

/** Parses a table's metadata. What only writers need is passed over: row lineage, sort orders, statistics. */
export function parseMetadata(text: string, file: string): TableMetadata {
  return toMetadata(parseJson(text, file));
}

/** A table's metadata from JSON that was parsed already, such as a part of an answer. */
export function toMetadata(at: JsonAt): TableMetadata {
  const { file } = at;
  const formatVersion = toInt(member(at, 'format-version'));
  if (formatVersion !== 1 && formatVersion !== 2 && formatVersion !== 3) {
    throw new IcebergError('unsupported', file, `Iceberg format version ${formatVersion}`);
  }
  const snapshots = optional(member(at, 'snapshots'), toItems) ?? [];
  const currentSnapshotId = optional(member(at, 'current-snapshot-id'), toLong);
  const uuid = optional(member(at, 'table-uuid'), toText);
  const metadata: TableMetadata = {
    file,
    formatVersion,
    ...(uuid === undefined ? {} : { uuid }),
    location: toText(member(at, 'location')),
    updatedAt: toInt(member(at, 'last-updated-ms')),
    ...parseSchemas(at),
    ...parseSpecs(at),
    properties: toTexts(member(at, 'properties')),
    snapshots: snapshots.map(parseSnapshot),
    // Writers of v1 say -1 for none.
    ...(currentSnapshotId === undefined || currentSnapshotId === -1n ? {} : { currentSnapshotId }),
    refs: parseRefs(member(at, 'refs'), currentSnapshotId),
    snapshotLog: (optional(member(at, 'snapshot-log'), toItems) ?? []).map((entry) => ({
      snapshotId: toLong(member(entry, 'snapshot-id')),
      at: toInt(member(entry, 'timestamp-ms')),
    })),
    metadataLog: (optional(member(at, 'metadata-log'), toItems) ?? []).map((entry) => ({
      file: toText(member(entry, 'metadata-file')),
      at: toInt(member(entry, 'timestamp-ms')),
    })),
  };
  checkReferences(metadata);
  return metadata;
}

function parseSchemas(at: JsonAt): Pick<TableMetadata, 'schemas' | 'currentSchemaId'> {
  const list = member(at, 'schemas');
  if (!isPresent(list)) {
    const schema = parseSchema(member(at, 'schema'));
    return { schemas: [schema], currentSchemaId: schema.id };
  }
  return {
    schemas: toItems(list).map(parseSchema),
    currentSchemaId: toInt(member(at, 'current-schema-id')),
  };
}

function parseSpecs(at: JsonAt): Pick<TableMetadata, 'specs' | 'defaultSpecId'> {
  const list = member(at, 'partition-specs');
  if (!isPresent(list)) {
    return {
      specs: [{ id: 0, fields: parseSpecFields(member(at, 'partition-spec')) }],
      defaultSpecId: 0,
    };
  }
  return {
    specs: toItems(list).map((spec) => ({
      id: toInt(member(spec, 'spec-id')),
      fields: parseSpecFields(member(spec, 'fields')),
    })),
    defaultSpecId: toInt(member(at, 'default-spec-id')),
  };
}

function parseSpecFields(at: JsonAt): readonly PartitionField[] {
  return toItems(at).map((field) => {
    const sources = member(field, 'source-ids');
    const ids = isPresent(sources)
      ? toItems(sources).map(toInt)
      : [toInt(member(field, 'source-id'))];
    const [sourceId] = ids;
    if (sourceId === undefined) throw wrong(sources, 'a list of ids');
    const transform = toText(member(field, 'transform'));
    const fieldId = optional(member(field, 'field-id'), toInt);
    return {
      sourceId,
      ...(fieldId === undefined ? {} : { fieldId }),
      name: toText(member(field, 'name')),
      transform: ids.length === 1 ? transform : `${transform}(${ids.join(', ')})`,
    };
  });
}

function parseSnapshot(at: JsonAt): TableSnapshot {
  const parentId = optional(member(at, 'parent-snapshot-id'), toLong);
  const schemaId = optional(member(at, 'schema-id'), toInt);
  const { operation, ...summary } = toTexts(member(at, 'summary'));
  const list = optional(member(at, 'manifest-list'), toLocation);
  const keyId = optional(member(at, 'key-id'), toText);
  return {
    id: toLong(member(at, 'snapshot-id')),
    ...(parentId === undefined ? {} : { parentId }),
    sequenceNumber: optional(member(at, 'sequence-number'), toLong) ?? 0n,
    committedAt: toInt(member(at, 'timestamp-ms')),
    ...(schemaId === undefined ? {} : { schemaId }),
    ...(operation === undefined ? {} : { operation }),
    summary,
    ...(keyId === undefined ? {} : { keyId }),
    manifests:
      list === undefined
        ? { kind: 'inline', locations: toItems(member(at, 'manifests')).map(toLocation) }
        : { kind: 'list', location: list },
  };
}

function toLocation(at: JsonAt): string {
  const location = toText(at);
  if (!isLocation(location)) throw wrong(at, 'where a file is');
  return location;
}

function parseRefs(at: JsonAt, current: bigint | undefined): readonly SnapshotRef[] {
  const refs = (isPresent(at) ? toKeys(at) : []).map((name): SnapshotRef => {
    const ref = member(at, name);
    const kind = toText(member(ref, 'type'));
    if (kind !== 'branch' && kind !== 'tag') throw wrong(member(ref, 'type'), 'branch or tag');
    return { name, kind, snapshotId: toLong(member(ref, 'snapshot-id')) };
  });
  if (current === undefined || current === -1n || refs.some(({ name }) => name === 'main')) {
    return refs;
  }
  return [{ name: 'main', kind: 'branch', snapshotId: current }, ...refs];
}

/** What the rest of the code takes for granted. */
function checkReferences({ file, schemas, currentSchemaId, ...rest }: TableMetadata): void {
  if (!schemas.some(({ id }) => id === currentSchemaId)) {
    throw new IcebergError(
      'malformed',
      file,
      `there is no schema ${currentSchemaId}, the current one`,
    );
  }
  if (!rest.specs.some(({ id }) => id === rest.defaultSpecId)) {
    throw new IcebergError('malformed', file, `there is no partition spec ${rest.defaultSpecId}`);
  }
  const current = rest.currentSnapshotId;
  if (current !== undefined && !rest.snapshots.some(({ id }) => id === current)) {
    throw new IcebergError('malformed', file, `there is no snapshot ${current}, the current one`);
  }
}

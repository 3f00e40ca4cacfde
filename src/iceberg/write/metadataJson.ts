import type { ExactJson } from '../../util/exactJson.js';
import type { PartitionSpec, SnapshotRef, TableSnapshot } from '../metadata.js';
import { type Field, type IcebergType, type Schema, typeText } from '../schema.js';
import { firstPartitionFieldId } from './manifestSchemas.js';

/** All that a version 2 metadata file says. */
export interface MetadataState {
  readonly uuid: string;
  readonly location: string;
  readonly updatedAt: number;
  readonly lastSequenceNumber: bigint;
  readonly schemas: readonly Schema[];
  readonly spec: PartitionSpec;
  readonly properties: Readonly<Record<string, string>>;
  readonly snapshots: readonly TableSnapshot[];
  readonly tags: readonly SnapshotRef[];
  /** Earlier metadata files, oldest first. */
  readonly log: readonly { readonly file: string; readonly at: number }[];
}

/** The last schema and the last snapshot are the current ones. */
export function toMetadataJson(state: MetadataState): ExactJson {
  const current = state.snapshots.at(-1);
  const ids = state.schemas.flatMap(({ fields }) => fields.flatMap(fieldIds));
  return {
    'format-version': 2,
    'table-uuid': state.uuid,
    location: state.location,
    'last-sequence-number': state.lastSequenceNumber,
    'last-updated-ms': state.updatedAt,
    'last-column-id': Math.max(0, ...ids),
    'current-schema-id': state.schemas.at(-1)?.id ?? 0,
    schemas: state.schemas.map(toSchemaJson),
    'default-spec-id': state.spec.id,
    'partition-specs': [{ 'spec-id': state.spec.id, fields: toSpecJson(state.spec) }],
    'last-partition-id': firstPartitionFieldId - 1 + state.spec.fields.length,
    'default-sort-order-id': 0,
    'sort-orders': [{ 'order-id': 0, fields: [] }],
    properties: state.properties,
    'current-snapshot-id': current?.id ?? -1,
    refs: Object.fromEntries(
      [
        ...(current === undefined
          ? []
          : [{ name: 'main', kind: 'branch', snapshotId: current.id }]),
        ...state.tags,
      ].map(({ name, kind, snapshotId }) => [name, { 'snapshot-id': snapshotId, type: kind }]),
    ),
    snapshots: state.snapshots.map(toSnapshotJson),
    'snapshot-log': state.snapshots.map(({ id, committedAt }) => ({
      'snapshot-id': id,
      'timestamp-ms': committedAt,
    })),
    'metadata-log': state.log.map(({ file, at }) => ({
      'metadata-file': file,
      'timestamp-ms': at,
    })),
  };
}

export function toSchemaJson({ id, fields }: Schema): ExactJson {
  return { type: 'struct', 'schema-id': id, fields: fields.map(toFieldJson) };
}

export function toSpecJson({ fields }: PartitionSpec): readonly ExactJson[] {
  return fields.map(({ sourceId, name, transform }, i) => ({
    'source-id': sourceId,
    'field-id': firstPartitionFieldId + i,
    name,
    transform,
  }));
}

function toSnapshotJson(snapshot: TableSnapshot): ExactJson {
  return {
    'snapshot-id': snapshot.id,
    ...(snapshot.parentId === undefined ? {} : { 'parent-snapshot-id': snapshot.parentId }),
    'sequence-number': snapshot.sequenceNumber,
    'timestamp-ms': snapshot.committedAt,
    ...(snapshot.manifests.kind === 'list' ? { 'manifest-list': snapshot.manifests.location } : {}),
    summary: { operation: snapshot.operation ?? 'append', ...snapshot.summary },
    ...(snapshot.schemaId === undefined ? {} : { 'schema-id': snapshot.schemaId }),
  };
}

function toFieldJson({ id, name, required, type, doc }: Field): ExactJson {
  return { id, name, required, type: toTypeJson(type), ...(doc === undefined ? {} : { doc }) };
}

function toTypeJson(type: IcebergType): ExactJson {
  switch (type.kind) {
    case 'primitive':
      return typeText(type);
    case 'struct':
      return { type: 'struct', fields: type.fields.map(toFieldJson) };
    case 'list':
      return {
        type: 'list',
        'element-id': type.element.id,
        element: toTypeJson(type.element.type),
        'element-required': type.element.required,
      };
    case 'map':
      return {
        type: 'map',
        'key-id': type.key.id,
        key: toTypeJson(type.key.type),
        'value-id': type.value.id,
        value: toTypeJson(type.value.type),
        'value-required': type.value.required,
      };
  }
}

function fieldIds({ id, type }: Field): readonly number[] {
  switch (type.kind) {
    case 'primitive':
      return [id];
    case 'struct':
      return [id, ...type.fields.flatMap(fieldIds)];
    case 'list':
      return [id, ...fieldIds(type.element)];
    case 'map':
      return [id, ...fieldIds(type.key), ...fieldIds(type.value)];
  }
}

import type { ExactJson } from '../../util/exactJson.js';
import type { SnapshotRef, TableSnapshot } from '../metadata.js';
import { type Field, type IcebergType, type Schema, typeText } from '../schema.js';
import { lastColumnPartitionId, type NumberedSpec } from './partitionFields.js';

/** The branch that a reader gets who asks for none. */
export const mainBranch = 'main';

/** All that a version 2 metadata file says. */
export interface MetadataState {
  readonly uuid: string;
  readonly location: string;
  readonly updatedAt: number;
  readonly lastSequenceNumber: bigint;
  readonly schemas: readonly Schema[];
  readonly specs: readonly NumberedSpec[];
  readonly properties: Readonly<Record<string, string>>;
  readonly snapshots: readonly TableSnapshot[];
  readonly refs: readonly SnapshotRef[];
  /** When which snapshot became the one of `main`, oldest first. */
  readonly mainLog: readonly { readonly snapshotId: bigint; readonly at: number }[];
  /** Earlier metadata files, oldest first. */
  readonly log: readonly { readonly file: string; readonly at: number }[];
}

/** The last schema and the last partition spec are the current ones. */
export function toMetadataJson(state: MetadataState): ExactJson {
  const { schemas, specs } = state;
  const columnIds = schemas.flatMap(({ fields }) => fields.flatMap(fieldIds));
  const partitionIds = specs.flatMap(({ fields }) => fields.map(({ fieldId }) => fieldId));
  const main = state.refs.find(({ name }) => name === mainBranch);
  return {
    'format-version': 2,
    'table-uuid': state.uuid,
    location: state.location,
    'last-sequence-number': state.lastSequenceNumber,
    'last-updated-ms': state.updatedAt,
    'last-column-id': Math.max(0, ...columnIds),
    'current-schema-id': schemas.at(-1)?.id ?? 0,
    schemas: schemas.map(toSchemaJson),
    'default-spec-id': specs.at(-1)?.id ?? 0,
    'partition-specs': specs.map((spec) => ({ 'spec-id': spec.id, fields: toSpecJson(spec) })),
    'last-partition-id': Math.max(lastColumnPartitionId, ...partitionIds),
    'default-sort-order-id': 0,
    'sort-orders': [{ 'order-id': 0, fields: [] }],
    properties: state.properties,
    'current-snapshot-id': main?.snapshotId ?? -1,
    refs: Object.fromEntries(
      state.refs.map(({ name, kind, snapshotId }) => [
        name,
        { 'snapshot-id': snapshotId, type: kind },
      ]),
    ),
    snapshots: state.snapshots.map(toSnapshotJson),
    'snapshot-log': state.mainLog.map(({ snapshotId, at }) => ({
      'snapshot-id': snapshotId,
      'timestamp-ms': at,
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

export function toSpecJson({ fields }: NumberedSpec): readonly ExactJson[] {
  return fields.map(({ sourceId, fieldId, name, transform }) => ({
    'source-id': sourceId,
    'field-id': fieldId,
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

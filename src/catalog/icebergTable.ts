import type { PartitionSpec, TableMetadata, TableSnapshot } from '../iceberg/metadata.js';
import { type Field, fieldsWithin, type Schema, typeText } from '../iceberg/schema.js';
import { parseTransform } from '../iceberg/transform.js';
import type { Column, Snapshot, Table } from './catalog.js';
import { tagsOf } from './description.js';

/** What a table's metadata say of it, in the words of every catalog. */
export function toIcebergTable(metadata: TableMetadata): Omit<Table, 'identifier' | 'dataset'> {
  const schema = metadata.schemas.find(({ id }) => id === metadata.currentSchemaId);
  const spec = metadata.specs.find(({ id }) => id === metadata.defaultSpecId);
  const current = metadata.snapshots.find(({ id }) => id === metadata.currentSnapshotId);
  return {
    kind: 'table',
    format: 'iceberg',
    columns: schema === undefined ? [] : toColumns(schema),
    ...toProperties(metadata.properties),
    metadataLocation: metadata.file,
    partitioning: spec === undefined || schema === undefined ? [] : toPartitioning(spec, schema),
    updatedAt: metadata.updatedAt,
    ...toTotals(current?.summary ?? {}),
  };
}

/** Rows are told only where no delete file makes them fewer than were written. */
function toTotals(
  summary: Readonly<Record<string, string>>,
): Pick<Table, 'rows' | 'files' | 'deleteFiles' | 'bytes'> {
  const rows = toCount(summary['total-records']);
  const files = toCount(summary['total-data-files']);
  const bytes = toCount(summary['total-files-size']);
  const deleteFiles = toCount(summary['total-delete-files']);
  return {
    ...(rows === undefined || deleteFiles !== 0n ? {} : { rows }),
    ...(files === undefined ? {} : { files }),
    ...(deleteFiles === undefined || deleteFiles === 0n ? {} : { deleteFiles }),
    ...(bytes === undefined ? {} : { bytes }),
  };
}

function toCount(text: string | undefined): bigint | undefined {
  return text !== undefined && /^\d+$/.test(text) ? BigInt(text) : undefined;
}

/** The columns of a schema, with the fields within them. */
export function toColumns({ fields, identifierFieldIds = [] }: Schema): readonly Column[] {
  const toColumn = ({ id, name, type, required, doc }: Field): Column => {
    const inner = fieldsWithin(type);
    return {
      name,
      type: typeText(type),
      nativeType: typeText(type),
      fieldId: id,
      nullable: !required,
      ...(doc === undefined ? {} : { comment: doc }),
      ...(identifierFieldIds.includes(id) ? { isKey: true } : {}),
      ...(inner.length === 0 ? {} : { fields: inner.map(toColumn) }),
    };
  };
  return fields.map(toColumn);
}

/** Properties, and what some of them are known to mean. */
export function toProperties(
  properties: Readonly<Record<string, string>>,
): Pick<Table, 'properties' | 'comment' | 'owner' | 'tags'> {
  const { comment, owner } = properties;
  const tags = tagsOf(properties);
  return {
    properties,
    ...(comment === undefined ? {} : { comment }),
    ...(owner === undefined ? {} : { owner }),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
  };
}

function toPartitioning(spec: PartitionSpec, schema: Schema): readonly string[] {
  return spec.fields.flatMap(({ sourceId, name, transform: text }) => {
    const source = fieldPath(schema.fields, sourceId)?.join('.') ?? name;
    const transform = parseTransform(text);
    switch (transform.kind) {
      case 'void':
        return [];
      case 'identity':
        return [source];
      case 'bucket':
        return [`bucket(${transform.count}, ${source})`];
      case 'truncate':
        return [`truncate(${transform.width}, ${source})`];
      case 'unknown':
        // No file is left out by it.
        return [`${text}(${source}) (unknown transform)`];
      case 'year':
      case 'month':
      case 'day':
      case 'hour':
        return [`${transform.kind}(${source})`];
    }
  });
}

/** The names from a column to the field within it, `undefined` where no column has the field any more. */
function fieldPath(fields: readonly Field[], wanted: number): readonly string[] | undefined {
  for (const { id, name, type } of fields) {
    if (id === wanted) return [name];
    const inner = type.kind === 'struct' ? fieldPath(type.fields, wanted) : undefined;
    if (inner !== undefined) return [name, ...inner];
  }
  return undefined;
}

/** Newest first, each with the branches and tags that point to it. */
export function toSnapshots(metadata: TableMetadata): readonly Snapshot[] {
  const log = knownLog(metadata);
  const toSnapshot = (snapshot: TableSnapshot): Snapshot => ({
    id: snapshot.id,
    ...(snapshot.parentId === undefined ? {} : { parentId: snapshot.parentId }),
    committedAt: snapshot.committedAt,
    ...(snapshot.operation === undefined ? {} : { operation: snapshot.operation }),
    summary: snapshot.summary,
    refs: metadata.refs.filter((ref) => ref.snapshotId === snapshot.id).map(({ name }) => name),
    isCurrent: snapshot.id === metadata.currentSnapshotId,
    ...(log.length === 0
      ? {}
      : {
          currentSince: log
            .filter(({ snapshotId }) => snapshotId === snapshot.id)
            .map(({ at }) => at),
        }),
  });
  // Clocks of writers differ: the order of commits decides, their time only without one (v1).
  return [...metadata.snapshots]
    .sort((a, b) => Number(b.sequenceNumber - a.sequenceNumber) || b.committedAt - a.committedAt)
    .map(toSnapshot);
}

/** What is left of the log after the last snapshot that is there no more: before it, nothing is known. */
function knownLog({ snapshotLog, snapshots }: TableMetadata): TableMetadata['snapshotLog'] {
  const known = new Set(snapshots.map(({ id }) => id));
  return snapshotLog.slice(
    snapshotLog.findLastIndex(({ snapshotId }) => !known.has(snapshotId)) + 1,
  );
}

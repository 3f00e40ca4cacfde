import type avro from 'avsc';
import type { PartitionField } from '../metadata.js';

/*
 * The Avro schemas of manifests and their lists, version 2, as in the specification ("Manifests",
 * "Manifest lists"). Of the optional fields only those that the sample fills are written.
 */

/** A schema with the attributes that Iceberg adds, which avsc passes over. */
type IcebergAvro = Readonly<Record<string, unknown>>;

export const manifestListSchema = record('manifest_file', [
  field(500, 'manifest_path', 'string'),
  field(501, 'manifest_length', 'long'),
  field(502, 'partition_spec_id', 'int'),
  field(517, 'content', 'int'),
  field(515, 'sequence_number', 'long'),
  field(516, 'min_sequence_number', 'long'),
  field(503, 'added_snapshot_id', 'long'),
  field(504, 'added_files_count', 'int'),
  field(505, 'existing_files_count', 'int'),
  field(506, 'deleted_files_count', 'int'),
  field(512, 'added_rows_count', 'long'),
  field(513, 'existing_rows_count', 'long'),
  field(514, 'deleted_rows_count', 'long'),
]);

export function manifestSchema(partition: readonly PartitionField[]): avro.Schema {
  const dataFile = record('r2', [
    field(134, 'content', 'int'),
    field(100, 'file_path', 'string'),
    field(101, 'file_format', 'string'),
    field(102, 'partition', record('r102', partition.map(partitionField))),
    field(103, 'record_count', 'long'),
    field(104, 'file_size_in_bytes', 'long'),
  ]);
  return record('manifest_entry', [
    field(0, 'status', 'int'),
    optionalField(1, 'snapshot_id', 'long'),
    optionalField(3, 'sequence_number', 'long'),
    optionalField(4, 'file_sequence_number', 'long'),
    field(2, 'data_file', dataFile),
  ]);
}

/** The id of a spec's first partition field; the next ones follow. */
export const firstPartitionFieldId = 1000;

function partitionField({ name, transform }: PartitionField, index: number): IcebergAvro {
  return optionalField(firstPartitionFieldId + index, name, partitionType(transform));
}

/** The sample partitions by text, by day and by month. */
function partitionType(transform: string): unknown {
  switch (transform) {
    case 'identity':
      return 'string';
    case 'day':
      return { type: 'int', logicalType: 'date' };
    default:
      return 'int';
  }
}

function record(name: string, fields: readonly IcebergAvro[]): avro.Schema {
  const schema = { type: 'record', name, fields };
  // avsc checks it; its own types know no attributes beside Avro's.
  return schema as unknown as avro.Schema;
}

function field(id: number, name: string, type: unknown): IcebergAvro {
  return { name, type, 'field-id': id };
}

function optionalField(id: number, name: string, type: unknown): IcebergAvro {
  return { name, type: ['null', type], default: null, 'field-id': id };
}

import type avro from 'avsc';
import type { NumberedField } from './partitionFields.js';
import { toAvroType } from './singleValue.js';

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
  optionalField(507, 'partitions', {
    type: 'array',
    'element-id': 508,
    items: record('r508', [
      field(509, 'contains_null', 'boolean'),
      optionalField(518, 'contains_nan', 'boolean'),
      optionalField(510, 'lower_bound', 'bytes'),
      optionalField(511, 'upper_bound', 'bytes'),
    ]),
  }),
]);

export function manifestSchema(partition: readonly NumberedField[]): avro.Schema {
  const dataFile = record('r2', [
    field(134, 'content', 'int'),
    field(100, 'file_path', 'string'),
    field(101, 'file_format', 'string'),
    field(102, 'partition', record('r102', partition.map(partitionField))),
    field(103, 'record_count', 'long'),
    field(104, 'file_size_in_bytes', 'long'),
    byFieldId(109, 'value_counts', [119, 120], 'long'),
    byFieldId(110, 'null_value_counts', [121, 122], 'long'),
    byFieldId(137, 'nan_value_counts', [138, 139], 'long'),
    byFieldId(125, 'lower_bounds', [126, 127], 'bytes'),
    byFieldId(128, 'upper_bounds', [129, 130], 'bytes'),
    optionalField(135, 'equality_ids', { type: 'array', 'element-id': 136, items: 'int' }),
  ]);
  return record('manifest_entry', [
    field(0, 'status', 'int'),
    optionalField(1, 'snapshot_id', 'long'),
    optionalField(3, 'sequence_number', 'long'),
    optionalField(4, 'file_sequence_number', 'long'),
    field(2, 'data_file', dataFile),
  ]);
}

function partitionField({ fieldId, name, type }: NumberedField): IcebergAvro {
  return optionalField(fieldId, name, toAvroType(type, `f${fieldId}`));
}

/** A map with numbers as keys, which Avro has not: pairs, as the specification says. */
function byFieldId(
  id: number,
  name: string,
  [key, value]: readonly [key: number, value: number],
  type: string,
): IcebergAvro {
  return optionalField(id, name, {
    type: 'array',
    logicalType: 'map',
    items: record(`k${key}_v${value}`, [field(key, 'key', 'int'), field(value, 'value', type)]),
  });
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

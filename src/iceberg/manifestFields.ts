import type { PartitionSpec } from './metadata.js';

/**
 * The fields of manifests and their lists, by the ids that the specification gives them: a field is
 * what its id says, whatever its writer called it. These are the specification's names, by which
 * the rest of the code asks for them.
 */
export type FieldNames = ReadonlyMap<number, string>;

export const manifestListFields: FieldNames = new Map([
  [500, 'manifest_path'],
  [501, 'manifest_length'],
  [502, 'partition_spec_id'],
  [504, 'added_files_count'],
  [505, 'existing_files_count'],
  [507, 'partitions'],
  [509, 'contains_null'],
  [510, 'lower_bound'],
  [511, 'upper_bound'],
  [515, 'sequence_number'],
  [517, 'content'],
  [518, 'contains_nan'],
]);

/** Of the manifests of a partition spec, whose fields are among them; v1 may not say their ids. */
export function manifestFields(spec: PartitionSpec | undefined): FieldNames {
  const partition = (spec?.fields ?? []).map(
    ({ fieldId, name }, i) => [fieldId ?? firstPartitionId + i, name] as const,
  );
  return new Map([...partition, ...entryFields]);
}

const firstPartitionId = 1000;

const entryFields: FieldNames = new Map([
  [0, 'status'],
  [2, 'data_file'],
  [3, 'sequence_number'],
  [100, 'file_path'],
  [101, 'file_format'],
  [102, 'partition'],
  [103, 'record_count'],
  [104, 'file_size_in_bytes'],
  [109, 'value_counts'],
  [110, 'null_value_counts'],
  [125, 'lower_bounds'],
  [128, 'upper_bounds'],
  [134, 'content'],
  [135, 'equality_ids'],
  [137, 'nan_value_counts'],
  [143, 'referenced_data_file'],
  [144, 'content_offset'],
  [145, 'content_size_in_bytes'],
]);

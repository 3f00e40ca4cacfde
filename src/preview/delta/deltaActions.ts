import { IcebergError } from '../../iceberg/icebergError.js';

/** A file of a Delta table. */
export interface DeltaAdd {
  /** As the log has it, percent-encoded. */
  readonly path: string;
  readonly bytes: number;
  /** By the stored names of the partition columns; `null` is NULL. */
  readonly partitionValues: Readonly<Record<string, string | null>>;
  readonly hasDeletionVector: boolean;
}

export interface DeltaMetadata {
  readonly fields: readonly DeltaField[];
  readonly partitionColumns: readonly string[];
  readonly configuration: Readonly<Record<string, string>>;
}

export interface DeltaField {
  readonly name: string;
  /** What it is called in files, where columns are mapped. */
  readonly physicalName: string | undefined;
  /** `struct`, `array` and `map` for what is nested. */
  readonly type: string;
}

export interface DeltaProtocol {
  readonly readerVersion: number;
  readonly readerFeatures: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/** The actions of a commit. Throws `malformed` with the file's name. */
export function parseActions(text: string, file: string): readonly Fields[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      try {
        const action: unknown = JSON.parse(line);
        if (isFields(action)) return action;
      } catch (cause) {
        throw new IcebergError('malformed', file, 'a line that is not JSON', { cause });
      }
      throw new IcebergError('malformed', file, 'a line that is no action');
    });
}

export function toAdd(value: unknown): DeltaAdd | undefined {
  if (!isFields(value) || typeof value['path'] !== 'string') return undefined;
  const { path, size, partitionValues, deletionVector } = value;
  return {
    path,
    bytes: Number(size ?? 0),
    partitionValues: isFields(partitionValues)
      ? Object.fromEntries(
          Object.entries(partitionValues).map(([key, text]) => [
            key,
            typeof text === 'string' ? text : null,
          ]),
        )
      : {},
    hasDeletionVector: isFields(deletionVector),
  };
}

export function toMetadata(value: unknown, file: string): DeltaMetadata | undefined {
  if (!isFields(value)) return undefined;
  const { schemaString, partitionColumns, configuration } = value;
  let schema: unknown;
  try {
    schema = typeof schemaString === 'string' ? JSON.parse(schemaString) : undefined;
  } catch (cause) {
    throw new IcebergError('malformed', file, 'a schema that is not JSON', { cause });
  }
  const fields = isFields(schema) && Array.isArray(schema['fields']) ? schema['fields'] : undefined;
  if (fields === undefined) throw new IcebergError('malformed', file, 'it has no schema');
  return {
    fields: fields.filter(isFields).map((field) => {
      const { name, type, metadata } = field;
      const physical = isFields(metadata)
        ? metadata['delta.columnMapping.physicalName']
        : undefined;
      return {
        name: String(name),
        type: isFields(type) ? String(type['type']) : String(type),
        physicalName: typeof physical === 'string' ? physical : undefined,
      };
    }),
    partitionColumns: Array.isArray(partitionColumns) ? partitionColumns.map(String) : [],
    configuration: isFields(configuration)
      ? Object.fromEntries(Object.entries(configuration).map(([key, text]) => [key, String(text)]))
      : {},
  };
}

export function toProtocol(value: unknown): DeltaProtocol | undefined {
  if (!isFields(value)) return undefined;
  const { minReaderVersion, readerFeatures } = value;
  return {
    readerVersion: Number(minReaderVersion ?? 1),
    readerFeatures: Array.isArray(readerFeatures) ? readerFeatures.map(String) : [],
  };
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { IcebergError } from './icebergError.js';
import {
  isPresent,
  type JsonAt,
  member,
  optional,
  parseJson,
  toInt,
  toItems,
  toText,
  toTexts,
} from './json.js';
import { parseSchema, type Schema } from './schema.js';

/** The current version of an Iceberg view. */
export interface ViewMetadata {
  /** The file that this was read from. */
  readonly file: string;
  /** The view's own id, which no other view has. */
  readonly uuid?: string;
  readonly location: string;
  readonly schema: Schema;
  readonly sql: string;
  readonly dialect: string;
  readonly defaultNamespace: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly updatedAt: number;
}

/** Whether a metadata file is a view's. A file that can not be read is taken for a table's. */
export function isViewMetadata(text: string): boolean {
  try {
    return isPresent(member(parseJson(text, ''), 'view-uuid'));
  } catch {
    // Whoever loads it is told what is wrong with it.
    return false;
  }
}

/** Parses a view's metadata. Of several dialects, DuckDB's is taken, else the first. */
export function parseViewMetadata(text: string, file: string): ViewMetadata {
  return toViewMetadata(parseJson(text, file));
}

/** A view's metadata from JSON that was parsed already, such as a part of an answer. */
export function toViewMetadata(at: JsonAt): ViewMetadata {
  const { file } = at;
  const formatVersion = toInt(member(at, 'format-version'));
  if (formatVersion !== 1) {
    throw new IcebergError('unsupported', file, `Iceberg view format version ${formatVersion}`);
  }
  const version = find(
    member(at, 'versions'),
    'version-id',
    toInt(member(at, 'current-version-id')),
  );
  const schema = find(member(at, 'schemas'), 'schema-id', toInt(member(version, 'schema-id')));
  const representations = toItems(member(version, 'representations')).filter(
    (item) => toText(member(item, 'type')) === 'sql',
  );
  const ours = representations.find(
    (item) => toText(member(item, 'dialect')).toLowerCase() === 'duckdb',
  );
  const representation = ours ?? representations[0];
  if (representation === undefined) {
    throw new IcebergError('unsupported', file, 'a view without SQL');
  }
  const namespace = optional(member(version, 'default-namespace'), toItems) ?? [];
  const uuid = optional(member(at, 'view-uuid'), toText);
  return {
    file,
    ...(uuid === undefined ? {} : { uuid }),
    location: toText(member(at, 'location')),
    schema: parseSchema(schema),
    sql: toText(member(representation, 'sql')),
    dialect: toText(member(representation, 'dialect')),
    defaultNamespace: namespace.map(toText),
    properties: toTexts(member(at, 'properties')),
    updatedAt: toInt(member(version, 'timestamp-ms')),
  };
}

function find(list: JsonAt, key: string, id: number): JsonAt {
  const found = toItems(list).find((item) => member(item, key).value === id);
  if (found === undefined) {
    throw new IcebergError('malformed', list.file, `${list.path} has no ${key} ${id}`);
  }
  return found;
}

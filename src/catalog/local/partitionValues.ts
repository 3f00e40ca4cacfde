import { IcebergError } from '../../iceberg/icebergError.js';
import type { PartitionSpec } from '../../iceberg/metadata.js';
import { bindFilter } from '../../iceberg/prune/boundFilter.js';
import { parseDate, parseTimestamp } from '../../iceberg/prune/instant.js';
import { judgeFiles } from '../../iceberg/prune/judge.js';
import type { Schema } from '../../iceberg/schema.js';
import type { Predicate } from '../../util/predicate.js';
import { toCanonicalType } from './canonicalType.js';
import type { PlainFile } from './folder.js';
import type { TableFile } from '../capabilities.js';
import type { DescribedColumn, LocalTable } from './localTable.js';

/** What the `key=value` folders between a table's folder and a file say, from the outermost in. */
function partsOf(folder: string, location: string): readonly (readonly [string, string])[] {
  const folders = location
    .slice(folder.length + 1)
    .split('/')
    .slice(0, -1);
  return folders.map((name) => {
    const at = name.indexOf('=');
    return [name.slice(0, at), name.slice(at + 1)];
  });
}

/**
 * The keys of the `key=value` folders of a table. Throws `malformed` where files have different ones:
 * they are columns of all rows or of none.
 */
export function partitionKeys(folder: string, files: readonly PlainFile[]): readonly string[] {
  const keysOf = ({ location }: PlainFile): readonly string[] =>
    partsOf(folder, location).map(([key]) => key);
  const [first] = files;
  const keys = first === undefined ? [] : keysOf(first);
  const other = files.find((file) => keysOf(file).join('/') !== keys.join('/'));
  if (first !== undefined && other !== undefined) {
    const what = `it lies in folders of other keys than ${first.location}`;
    throw new IcebergError('malformed', other.location, what);
  }
  return keys;
}

/** The files of a table that is nothing but files, with what their folders say. */
export function toTableFiles({
  folder,
  format,
  files,
}: LocalTable & { readonly kind: 'files' }): readonly TableFile[] {
  // Refuses folders of different keys.
  partitionKeys(folder, files);
  return files.map(({ location, bytes }) => ({
    location,
    content: 'data',
    format,
    bytes: BigInt(bytes),
    partition: partsOf(folder, location).map(([name, value]) => ({
      name,
      value: value === hiveNull ? null : (decoded(value) ?? value),
    })),
  }));
}

/**
 * The files whose folders do not rule out that a filter is true of their rows. DuckDB leaves out the
 * others itself, by the statement's own conditions: this is to tell how many it reads.
 */
export function filesLeftBy(
  filter: Predicate,
  folder: string,
  files: readonly PlainFile[],
  columns: readonly DescribedColumn[],
): readonly PlainFile[] {
  const keys = partitionKeys(folder, files);
  const fields = keys.map((name, id) => {
    const type = columns.find((column) => column.name === name)?.type ?? '';
    return {
      id,
      name,
      required: false,
      type: { kind: 'primitive', name: toCanonicalType(type) },
    } as const;
  });
  const schema: Schema = { id: 0, fields };
  const spec: PartitionSpec = {
    id: 0,
    fields: fields.map(({ id, name }) => ({ sourceId: id, name, transform: 'identity' })),
  };
  const mayHold = judgeFiles(bindFilter(filter, schema), spec);
  return files.filter(({ location }) => {
    const values = partsOf(folder, location).map(([key, text], index) => {
      return [key, toValue(text, fields[index]?.type.name ?? '')] as const;
    });
    return mayHold({ partition: Object.fromEntries(values) });
  });
}

/** A value as DuckDB reads it from a folder's name; `undefined` where that is not certain. */
function toValue(written: string, type: string): unknown {
  if (written === hiveNull) return null;
  const text = decoded(written);
  // DuckDB takes some of these for NULL.
  if (text === undefined || text === '' || /^null$/i.test(text)) return undefined;
  switch (type) {
    case 'string':
      return text;
    case 'long':
      return /^-?\d+$/.test(text) ? BigInt(text) : undefined;
    case 'date':
      return parseDate(text);
    case 'timestamp':
      return parseTimestamp(text, 'none');
    default:
      return undefined;
  }
}

/** The name of a folder that stands for NULL. */
const hiveNull = '__HIVE_DEFAULT_PARTITION__';

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

import type { FileIO } from '../iceberg/fileIO.js';
import { isFields, parseActions } from '../preview/delta/deltaActions.js';
import { CatalogError, type Column, type Table } from './catalog.js';
import { inCatalogWords } from './inCatalogWords.js';

/** So many commits are looked at, the newest first, for the last one that says what columns there are. */
const mostCommits = 10;

/**
 * A Delta table of which its catalog has no columns, with those of its log. What can not be found there soon is
 * said to be missing: the table is shown all the same.
 */
export async function withDeltaColumns(
  io: FileIO,
  table: Table,
  signal: AbortSignal,
): Promise<Table> {
  const { location, incomplete, ...known } = table;
  if (location === undefined || incomplete === undefined) return table;
  try {
    const schema = await inCatalogWords(() => lastSchema(io, location, signal));
    return schema === undefined ? table : { ...known, location, ...schema };
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    return { ...table, incomplete: error };
  }
}

async function lastSchema(
  io: FileIO,
  location: string,
  signal: AbortSignal,
): Promise<Pick<Table, 'columns' | 'partitioning'> | undefined> {
  const log = `${location.replace(/\/+$/, '')}/_delta_log`;
  const names = (await io.list(log, signal)).map(({ name }) => name);
  const commits = names.filter((name) => /^\d{20}\.json$/.test(name)).sort();
  for (const name of commits.reverse().slice(0, mostCommits)) {
    const file = `${log}/${name}`;
    const text = new TextDecoder().decode(await io.read(file, signal));
    for (const { metaData } of parseActions(text, file)) {
      if (!isFields(metaData)) continue;
      const { schemaString, partitionColumns } = metaData;
      const columns = toColumns(schemaString);
      if (columns === undefined) continue;
      const keys = Array.isArray(partitionColumns) ? partitionColumns.map(String) : [];
      return { columns, partitioning: keys };
    }
  }
  return undefined;
}

function toColumns(schema: unknown): readonly Column[] | undefined {
  const parsed = typeof schema === 'string' ? parse(schema) : undefined;
  if (!isFields(parsed) || !Array.isArray(parsed['fields'])) return undefined;
  return parsed['fields'].filter(isFields).map(({ name, type, nullable, metadata }) => {
    const comment = isFields(metadata) ? metadata['comment'] : undefined;
    return {
      name: String(name),
      type: typeText(type),
      nativeType: typeof type === 'string' ? type : JSON.stringify(type),
      nullable: nullable !== false,
      ...(typeof comment === 'string' && comment !== '' ? { comment } : {}),
    };
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A type of Delta, as Spark writes it, in Iceberg's words. */
function typeText(type: unknown): string {
  if (!isFields(type)) return simple.get(String(type)) ?? String(type).replace(/,\s*/, ', ');
  const { type: kind, fields, elementType, keyType, valueType } = type;
  switch (kind) {
    case 'array':
      return `list<${typeText(elementType)}>`;
    case 'map':
      return `map<${typeText(keyType)}, ${typeText(valueType)}>`;
    case 'struct': {
      const inner = Array.isArray(fields) ? fields.filter(isFields) : [];
      return `struct<${inner.map((field) => `${String(field['name'])}: ${typeText(field['type'])}`).join(', ')}>`;
    }
    default:
      return String(kind);
  }
}

const simple: ReadonlyMap<string, string> = new Map([
  ['byte', 'int'],
  ['short', 'int'],
  ['integer', 'int'],
  // Of one moment, whatever the zone of who reads it.
  ['timestamp', 'timestamptz'],
  ['timestamp_ntz', 'timestamp'],
]);

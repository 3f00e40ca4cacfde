import { IcebergError } from '../icebergError.js';
import type { Schema } from '../schema.js';
import { type Field, fieldById } from '../schema.js';
import type { ScanFile } from '../scanPlan.js';
import { unreadable } from './duckDbType.js';
import { fileRows, idsOf, type TableFacts } from './fileRows.js';
import { isUnpartitioned } from './partition.js';
import type { Scopes } from './scopes.js';

/** A field that is compared: a column, or a field within one. */
interface Key {
  readonly column: Field;
  /** The SQL of its value, given that of the column. */
  readonly within: (column: string) => string;
}

/** Delete files that compare the same fields in the same way. */
interface KeyedDeletes {
  readonly keys: readonly Key[];
  readonly files: readonly ScanFile[];
  /** They hold for data of every partition. */
  readonly isGlobal: boolean;
}

/** Equality deletes with the fields that they compare found. */
export interface EqualityDeletes {
  readonly groups: readonly KeyedDeletes[];
  /** Columns that must be read for them beside those of the table. */
  readonly columns: readonly Field[];
}

/**
 * Finds what is compared. A field that was dropped since is read as it was last: it still counts.
 * Throws `IcebergError` for a file whose fields are not known any more, or can not be reached.
 */
export function findKeys(
  deletes: readonly ScanFile[],
  columns: readonly Field[],
  { specs, ...table }: TableFacts,
  schemas: readonly Schema[],
): EqualityDeletes {
  const more = new Map<number, Field>();
  const groups = new Map<string, KeyedDeletes & { readonly files: ScanFile[] }>();
  for (const file of deletes) {
    const isGlobal = isUnpartitioned(file, specs);
    const ids = file.equalityIds.toSorted((a, b) => a - b);
    if (ids.length === 0) {
      throw new IcebergError('malformed', file.location, 'equality deletes that compare nothing');
    }
    const stored = idsOf(file, { specs, ...table });
    for (const id of ids.filter((candidate) => !stored.has(candidate))) {
      throw new IcebergError(
        'malformed',
        file.location,
        `equality deletes without the field ${id}`,
      );
    }
    const name = `${isGlobal} ${ids.join(' ')}`;
    const group = groups.get(name);
    if (group !== undefined) {
      group.files.push(file);
      continue;
    }
    const keys = ids.map((id) => {
      const key = findKey(id, columns);
      if (key !== undefined) return key;
      const dropped = findDropped(id, schemas, file);
      const why = unreadable(dropped.column.type);
      if (why !== undefined) throw new IcebergError('unsupported', file.location, why);
      if (columns.some((column) => column.id === dropped.column.id)) {
        const what = `equality deletes by a field that was dropped from "${dropped.column.name}"`;
        throw new IcebergError('unsupported', file.location, what);
      }
      more.set(dropped.column.id, dropped.column);
      return dropped;
    });
    groups.set(name, { keys, files: [file], isGlobal });
  }
  return { groups: [...groups.values()], columns: [...more.values()] };
}

/**
 * The SQL of a join for each group, which leaves no row `d` of the file `f` that is equal to a
 * delete. A delete holds for data that is older than itself, and NULL is equal to NULL.
 */
export function antiJoins(
  { groups }: EqualityDeletes,
  table: TableFacts,
  scopes: Scopes,
): readonly string[] {
  return groups.map(({ keys, files, isGlobal }, i) => {
    const columns = [...new Map(keys.map(({ column }) => [column.id, column])).values()];
    const rows = fileRows(files, columns, table);
    const x = `x${i + 1}`;
    const equal = keys.map(
      ({ column, within }) =>
        `${within(`${x}.c${column.id}`)} IS NOT DISTINCT FROM ${within(`d.c${column.id}`)}`,
    );
    const names = columns.map(({ id }) => `x.c${id}`).join(', ');
    return (
      `ANTI JOIN (SELECT ${names}, s.sequence, s.scope FROM ${rows.sql} AS x ` +
      `JOIN (VALUES ${scopes.list(rows.files)}) AS s(file, sequence, scope) ON x.file_index = s.file) AS ${x} ` +
      `ON ${equal.join(' AND ')}${isGlobal ? '' : ` AND f.scope = ${x}.scope`} AND f.sequence < ${x}.sequence`
    );
  });
}

function findDropped(id: number, schemas: readonly Schema[], { location }: ScanFile): Key {
  for (const { fields } of schemas.toReversed()) {
    const key = findKey(id, fields);
    if (key !== undefined) return key;
  }
  throw new IcebergError('unsupported', location, `equality deletes by the unknown field ${id}`);
}

function findKey(id: number, columns: readonly Field[]): Key | undefined {
  const column = columns.find((candidate) => fieldById([candidate], id) !== undefined);
  const within = column === undefined ? undefined : pathTo(id, column);
  return column === undefined || within === undefined ? undefined : { column, within };
}

/** Through structs only: nothing in lists and maps can be compared. */
function pathTo(id: number, field: Field): Key['within'] | undefined {
  if (field.id === id) return (sql) => sql;
  if (field.type.kind !== 'struct') return undefined;
  for (const [i, inner] of field.type.fields.entries()) {
    const within = pathTo(id, inner);
    if (within !== undefined) return (sql) => within(`struct_extract_at(${sql}, ${i + 1})`);
  }
  return undefined;
}

import { type Migration, plainPath } from './migration.js';

/** Where a Databricks path leads. */
export type MappedPath =
  | { readonly kind: 'mapped'; readonly to: string }
  /** Nobody said where: the job is to be told by a parameter, which stands for `prefix`. */
  | { readonly kind: 'parameter'; readonly name: string; readonly prefix: string }
  /** Databricks only: sample data, the driver's disk. */
  | { readonly kind: 'none' };

/** What a path that only Databricks knows is on the target; `undefined` for any other text. */
export function mapPath(path: string, migration: Migration): MappedPath | undefined {
  if (!isDatabricksPath(path)) return undefined;
  const plain = plainPath(path);
  for (const { from, to } of migration.paths) {
    if (plain === from) return { kind: 'mapped', to: withSlash(to, path) };
    if (plain.startsWith(`${from}/`)) {
      return { kind: 'mapped', to: withSlash(to + plain.slice(from.length), path) };
    }
  }
  if (/^\/(?:databricks-datasets|databricks\/|local_disk0)/.test(plain)) return { kind: 'none' };
  const root = /^\/(mnt\/[\w.-]+|Volumes\/[\w.-]+\/[\w.-]+\/[\w.-]+)(?=\/|$)/.exec(plain);
  if (root !== null) {
    const name = (root[1] ?? '').toLowerCase().replace(/\W+/g, '_');
    const at = path.indexOf(root[0]);
    return { kind: 'parameter', name, prefix: path.slice(0, at) + root[0] };
  }
  // `/mnt` alone, or a mount whose name is not in the text.
  if (/^\/(?:mnt|Volumes)(?:\/|$)/.test(plain)) return { kind: 'none' };
  const scheme = /^(?:dbfs:\/*|\/dbfs)(?=\/|$|[^/])/.exec(path);
  const before = scheme === null ? '' : scheme[0].replace(/\/+$/, '');
  return { kind: 'parameter', name: 'dbfs_root', prefix: before };
}

/** Whether a text is a path that only Databricks can resolve. */
export function isDatabricksPath(text: string): boolean {
  return /^(?:dbfs:\/|\/dbfs(?:\/|$)|\/mnt(?:\/|$)|\/Volumes\/|\/FileStore(?:\/|$)|\/databricks-datasets(?:\/|$))/.test(
    text,
  );
}

/** The table that stands for a path to a Delta table. */
export interface MappedTable {
  readonly table: string;
  /** The migration file does not name it: it is made of the path's last two parts. */
  readonly isGuessed: boolean;
}

/** `undefined` where a path says too little to name a table. */
export function mapTablePath(
  path: string,
  migration: Migration,
  known: ReadonlyMap<string, string>,
): MappedTable | undefined {
  const plain = plainPath(path);
  const mapped = migration.tablePaths.find((row) => row.path === plain);
  if (mapped !== undefined) return { table: mapped.table, isGuessed: false };
  const named = known.get(plain);
  if (named !== undefined) return { table: mapTableName(named, migration), isGuessed: false };
  const parts = plain
    .replace(/^[a-z0-9]+:\/\/[^/]*/i, '')
    .split('/')
    .filter((part) => part !== '' && part !== 'mnt');
  const name = parts.at(-1);
  if (name === undefined) return undefined;
  const namespace = parts.at(-2) ?? 'default';
  return {
    table: [defaultCatalog(migration), word(namespace), word(name)].join('.'),
    isGuessed: true,
  };
}

/** A table's name on the target. */
export function mapTableName(name: string, migration: Migration): string {
  const mapped = migration.tableNames.get(name.replaceAll('`', '').toLowerCase());
  if (mapped !== undefined) return mapped;
  const [catalog, ...rest] = name.split('.');
  const target =
    rest.length === 2 && catalog !== undefined ? migration.catalogs.get(catalog) : undefined;
  return target === undefined ? name : [target, ...rest].join('.');
}

/** The catalog of the target where tables without one are. */
export function defaultCatalog(migration: Migration): string {
  return [...migration.catalogs.values()][0] ?? 'glue_catalog';
}

/** `glue_catalog.silver` of `glue_catalog.silver.orders`. */
export function namespaceOf(table: string): string | undefined {
  const dot = table.lastIndexOf('.');
  return dot < 0 ? undefined : table.slice(0, dot);
}

function word(part: string): string {
  const name = part.toLowerCase().replace(/\W+/g, '_');
  return /^\d/.test(name) ? `_${name}` : name;
}

function withSlash(mapped: string, original: string): string {
  return original.endsWith('/') && !mapped.endsWith('/') ? `${mapped}/` : mapped;
}

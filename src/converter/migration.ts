import { parseDocument } from 'yaml';

/** The migration file `lakehouse.migration.yaml`, as far as the converter reads it. */
export interface Migration {
  readonly target: Target;
  /** Longest `from` first. */
  readonly paths: readonly { readonly from: string; readonly to: string }[];
  readonly tablePaths: readonly { readonly path: string; readonly table: string }[];
  readonly tableNames: ReadonlyMap<string, string>;
  /** Unity catalog → catalog of the target. The first is where tables without a catalog go. */
  readonly catalogs: ReadonlyMap<string, string>;
  /** `scope/key` → id in Secrets Manager. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly parameters: ReadonlyMap<string, string | undefined>;
  /** Packages that the cluster or the job already has. */
  readonly libraries: ReadonlySet<string>;
  readonly rejected: ReadonlySet<string>;
  readonly suppressed: ReadonlySet<string>;
}

export interface Target {
  readonly platform: 'emr-serverless' | 'emr' | 'glue';
  readonly release: string;
  readonly format: 'iceberg' | 'delta';
  /** Where `lakehouse_runtime.zip` lies for the cluster. */
  readonly runtime: string | undefined;
}

/** A fault in the migration file; `line` from 1. */
export interface MigrationProblem {
  readonly line: number | undefined;
  readonly message: string;
}

export type ParsedMigration =
  | { readonly kind: 'migration'; readonly migration: Migration }
  | { readonly kind: 'problems'; readonly problems: readonly MigrationProblem[] };

/** What is assumed without a migration file. */
export const defaultMigration: Migration = toMigration({}, []);

/** Reads a migration file. Unknown keys are no fault: newer versions have more. */
export function parseMigration(text: string): ParsedMigration {
  const document = parseDocument(text, { prettyErrors: false });
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message }) => ({ line: lineOf(pos[0]), message }));
    return { kind: 'problems', problems };
  }
  const problems: MigrationProblem[] = [];
  const value: unknown = document.toJS();
  const fields = value === null ? {} : recordOf(value);
  if (fields === undefined) problems.push({ line: 1, message: 'the file is no mapping' });
  const version = fields?.['version'];
  if (version !== undefined && version !== 1) {
    problems.push({ line: undefined, message: 'version: only 1 is known' });
  }
  const migration = toMigration(fields ?? {}, problems);
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'migration', migration };
}

function toMigration(
  fields: Readonly<Record<string, unknown>>,
  problems: MigrationProblem[],
): Migration {
  const complain = (message: string): void => {
    problems.push({ line: undefined, message });
  };
  const rows = (key: string): Readonly<Record<string, unknown>>[] => {
    const value = fields[key] ?? [];
    if (!Array.isArray(value)) {
      complain(`${key}: must be a list`);
      return [];
    }
    return value.flatMap((item: unknown, i) => {
      const row = recordOf(item);
      if (row === undefined) complain(`${key}[${i}]: must be a mapping`);
      return row === undefined ? [] : [row];
    });
  };
  const text = (row: Readonly<Record<string, unknown>>, key: string, at: string): string => {
    const value = row[key];
    if (typeof value === 'string' && value !== '') return value;
    complain(`${at}.${key}: must be a text`);
    return '';
  };
  const map = (key: string): Map<string, string> => {
    const value = fields[key] ?? {};
    const entries = recordOf(value);
    if (entries === undefined) complain(`${key}: must be a mapping`);
    return new Map(
      Object.keys(entries ?? {}).map((name) => [name, text(entries ?? {}, name, key)]),
    );
  };
  const paths = rows('paths').map((row) => ({
    from: plainPath(text(row, 'from', 'paths')),
    to: text(row, 'to', 'paths').replace(/\/+$/, ''),
  }));
  const tables = rows('tables').map((row) => ({ ...row, table: text(row, 'table', 'tables') }));
  const catalogs = map('catalogs');
  return {
    target: toTarget(recordOf(fields['target'] ?? {}), complain),
    paths: paths.toSorted((a, b) => b.from.length - a.from.length),
    tablePaths: tables.flatMap((row: Readonly<Record<string, unknown>> & { table: string }) =>
      typeof row['path'] === 'string' ? { path: plainPath(row['path']), table: row.table } : [],
    ),
    tableNames: new Map(
      tables.flatMap((row: Readonly<Record<string, unknown>> & { table: string }) =>
        typeof row['name'] === 'string' ? [[row['name'].toLowerCase(), row.table]] : [],
      ),
    ),
    catalogs: catalogs.size === 0 ? new Map([['main', 'glue_catalog']]) : catalogs,
    secrets: map('secrets'),
    parameters: new Map(
      rows('parameters').map((row) => [
        text(row, 'name', 'parameters'),
        typeof row['default'] === 'string' ? row['default'] : undefined,
      ]),
    ),
    libraries: new Set(listOf(fields['libraries']).map(packageName)),
    rejected: new Set(rows('rejected').map((row) => text(row, 'id', 'rejected'))),
    suppressed: new Set(rows('suppressed').map((row) => text(row, 'id', 'suppressed'))),
  };
}

function toTarget(
  fields: Readonly<Record<string, unknown>> | undefined,
  complain: (message: string) => void,
): Target {
  if (fields === undefined) complain('target: must be a mapping');
  const { platform = 'emr-serverless', release, format = 'iceberg', runtime } = fields ?? {};
  if (platform !== 'emr-serverless' && platform !== 'emr' && platform !== 'glue') {
    complain('target.platform: must be emr-serverless, emr or glue');
  }
  if (format !== 'iceberg' && format !== 'delta') {
    complain('target.format: must be iceberg or delta');
  }
  return {
    platform: platform === 'emr' || platform === 'glue' ? platform : 'emr-serverless',
    release: typeof release === 'string' ? release : 'emr-7.13.0',
    format: format === 'delta' ? 'delta' : 'iceberg',
    runtime: typeof runtime === 'string' ? runtime : undefined,
  };
}

/** A path without what Databricks lets one put before it: `dbfs:/mnt/x`, `/dbfs/mnt/x` → `/mnt/x`. */
export function plainPath(path: string): string {
  return path
    .replace(/^dbfs:\/*/, '/')
    .replace(/^\/dbfs\//, '/')
    .replace(/(.)\/+$/, '$1');
}

/** The name of a package in a requirement: `pandas` of `pandas[all]==2.1`. */
export function packageName(requirement: string): string {
  const name = /^[\w.-]+/.exec(requirement.trim())?.[0] ?? requirement;
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : [];
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value));
}

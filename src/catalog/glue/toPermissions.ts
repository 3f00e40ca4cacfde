import type { GetUnfilteredTableMetadataResponse } from '@aws-sdk/client-glue';
import type { ColumnWildcard, DataCellsFilter } from '@aws-sdk/client-lakeformation';
import type { TablePermissions } from '../capabilities.js';
import { columnsOf } from './toTable.js';

type Readable = Pick<TablePermissions, 'privileges' | 'columns' | 'rowFilter'>;

/** What Glue says to engines that ask for a table in the name of the one who is signed in. */
export function fromUnfiltered({
  Table: table,
  AuthorizedColumns: authorized = [],
  CellFilters: filters = [],
  Permissions: privileges = [],
  RowFilter: rows,
}: GetUnfilteredTableMetadataResponse): Readable {
  const all = table === undefined ? authorized : columnsOf(table).map(({ name }) => name);
  const missing = all.filter((name) => !authorized.includes(name));
  const conditions = filters.flatMap(({ RowFilterExpression: text }) => text ?? []);
  const rowFilter = rows ?? either(conditions);
  return {
    privileges,
    columns: missing.length === 0 ? { kind: 'all' } : { kind: 'all-but', names: missing },
    ...(rowFilter === undefined ? {} : { rowFilter }),
  };
}

/** What was granted, as Lake Formation writes it. */
export interface GivenPermissions {
  readonly Permissions?: readonly string[] | undefined;
  /** Without either of these the whole table. */
  readonly Resource?:
    | {
        readonly TableWithColumns?: Some | undefined;
        readonly DataCellsFilter?: { readonly Name?: string | undefined } | undefined;
      }
    | undefined;
}

/** What somebody was granted for a table, with the filters that he was granted it through. */
export function fromGrants(
  grants: readonly GivenPermissions[],
  filters: readonly DataCellsFilter[],
): Readable {
  const privileges = [...new Set(grants.flatMap(({ Permissions: given = [] }) => given))];
  const reads = grants.flatMap(({ Permissions: given = [], Resource: resource = {} }): Read[] => {
    if (!given.includes('SELECT') && !given.includes('ALL')) return [];
    const { TableWithColumns: some, DataCellsFilter: filtered } = resource;
    if (some !== undefined) return [{ columns: some }];
    if (filtered === undefined) return [{ columns: { ColumnWildcard: {} } }];
    const filter = filters.find(({ Name: name }) => name === filtered.Name);
    return [{ columns: filter ?? {}, rows: filter?.RowFilter?.FilterExpression }];
  });
  const columns = together(reads.map((read) => read.columns));
  // Who may read the rows by one grant without a condition sees them all.
  const conditions = reads.flatMap(({ rows }) => rows ?? []);
  const rowFilter = conditions.length < reads.length ? undefined : either(conditions);
  return {
    privileges,
    ...(columns === undefined ? {} : { columns }),
    ...(rowFilter === undefined ? {} : { rowFilter }),
  };
}

/** What one grant gives to read: which columns, and of which rows; all of them without a condition. */
interface Read {
  readonly columns: Some;
  readonly rows?: string | undefined;
}

interface Some {
  readonly ColumnNames?: readonly string[] | undefined;
  readonly ColumnWildcard?: ColumnWildcard | undefined;
}

/** The columns that several grants give. */
function together(grants: readonly Some[]): TablePermissions['columns'] {
  const named = new Set(grants.flatMap(({ ColumnNames: names = [] }) => names));
  const [first, ...others] = grants.flatMap(({ ColumnWildcard: rest }) =>
    rest === undefined ? [] : [rest.ExcludedColumnNames ?? []],
  );
  if (first === undefined)
    return named.size === 0 ? undefined : { kind: 'only', names: [...named] };
  const names = first.filter(
    (name) => !named.has(name) && others.every((excluded) => excluded.includes(name)),
  );
  return names.length === 0 ? { kind: 'all' } : { kind: 'all-but', names };
}

function either(conditions: readonly string[]): string | undefined {
  const [only, ...others] = [...new Set(conditions)];
  if (only === undefined || others.length === 0) return only;
  return [only, ...others].map((condition) => `(${condition})`).join(' OR ');
}

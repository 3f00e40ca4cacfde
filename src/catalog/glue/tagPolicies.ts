import type { ColumnLFTag, LFTag, LFTagPair } from '@aws-sdk/client-lakeformation';
import type { GivenPermissions } from './toPermissions.js';

/** What a table is tagged with in Lake Formation. */
export interface TableTags {
  /** Those of the table, and before them those that it has from its database. */
  readonly table: readonly LFTagPair[];
  /** Of the columns that have any. */
  readonly columns: readonly ColumnLFTag[];
}

/** What somebody was granted for all tables and columns with certain tags. */
export interface TagPolicy {
  readonly privileges: readonly string[];
  /** All of them must hold. */
  readonly expression: readonly LFTag[];
}

/**
 * The grants that policies by tags come to for one table with these columns. A column has the tags of its table
 * but for those keys that it has a value of its own for; what may be read is decided by columns.
 */
export function grantsByTags(
  policies: readonly TagPolicy[],
  tags: TableTags,
  columns: readonly string[],
): readonly GivenPermissions[] {
  const ofTable = valuesOf(tags.table);
  const own = new Map(tags.columns.map(({ Name = '', LFTags = [] }) => [Name, valuesOf(LFTags)]));
  return policies.flatMap(({ privileges, expression }): readonly GivenPermissions[] => {
    const holds = (values: Values): boolean =>
      expression.every(({ TagKey: key = '', TagValues: wanted = [] }) =>
        (values.get(key) ?? []).some((value) => wanted.includes(value) || wanted.includes('*')),
      );
    const onTable = holds(ofTable);
    const isRead = (name: string): boolean =>
      holds(new Map([...ofTable, ...(own.get(name) ?? [])]));
    const read = privileges.some((one) => one === 'SELECT' || one === 'ALL')
      ? columns.filter(isRead)
      : [];
    const others = onTable ? privileges.filter((one) => one !== 'SELECT' && one !== 'ALL') : [];
    const some = onTable
      ? { ColumnWildcard: { ExcludedColumnNames: columns.filter((name) => !read.includes(name)) } }
      : { ColumnNames: read };
    return [
      ...(others.length === 0 ? [] : [{ Permissions: others, Resource: {} }]),
      ...(read.length === 0
        ? []
        : [
            {
              Permissions: onTable && privileges.includes('ALL') ? ['ALL'] : ['SELECT'],
              Resource: { TableWithColumns: some },
            },
          ]),
    ];
  });
}

type Values = ReadonlyMap<string, readonly string[]>;

/** By their keys; a later one takes the place of an earlier. */
function valuesOf(tags: readonly (LFTag | LFTagPair)[]): Values {
  return new Map(tags.map(({ TagKey: key = '', TagValues: values = [] }) => [key, values]));
}

import type { Table as GlueTable, TableInput } from '@aws-sdk/client-glue';
import type { TableDescription } from '../capabilities.js';
import { propertyChanges } from '../description.js';
import { commentOf, isMarked } from './toTable.js';

/**
 * What Glue is given to describe a table: the whole table, for it keeps nothing that it is not given, with
 * the comment and the tags changed and all else as it was. `undefined` where nothing changes.
 */
export function toTableInput(
  table: GlueTable,
  { comment, tags }: TableDescription,
): TableInput | undefined {
  const { Parameters: before = {} } = table;
  const changesComment = comment !== undefined && comment !== (commentOf(table) ?? '');
  // Hive and Athena keep a comment among the properties too.
  const hasTwo = changesComment && before['comment'] !== undefined && !isMarked(table);
  const { set, remove } = propertyChanges(
    { ...(hasTwo ? { comment } : {}), ...(tags === undefined ? {} : { tags }) },
    before,
  );
  const changesProperties = remove.length > 0 || Object.keys(set).length > 0;
  if (!changesComment && !changesProperties) return undefined;
  const kept = Object.entries(before).filter(([key]) => !remove.includes(key));
  return {
    ...inputOf(table),
    ...(changesComment ? { Description: comment === '' ? undefined : comment } : {}),
    ...(changesProperties ? { Parameters: { ...Object.fromEntries(kept), ...set } } : {}),
  };
}

/** A table as it is written back. A member that Glue takes and that is not named here does not compile. */
function inputOf({
  Name,
  Description,
  Owner,
  LastAccessTime,
  LastAnalyzedTime,
  Retention,
  StorageDescriptor,
  PartitionKeys,
  ViewOriginalText,
  ViewExpandedText,
  TableType,
  Parameters,
  FederatedTable,
}: GlueTable): TableInput {
  return {
    Name,
    Description,
    Owner,
    LastAccessTime,
    LastAnalyzedTime,
    Retention,
    StorageDescriptor,
    PartitionKeys,
    ViewOriginalText,
    ViewExpandedText,
    TableType,
    Parameters,
    FederatedTable,
  } satisfies Readonly<
    Record<Exclude<keyof TableInput, 'TargetTable' | 'ViewDefinition'>, unknown>
  >;
}

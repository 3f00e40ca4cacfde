import type {
  Column as GlueColumn,
  Partition as GluePartition,
  Table as GlueTable,
  TableVersion as GlueVersion,
} from '@aws-sdk/client-glue';
import type { DefinitionVersion, FoundTable, Partition } from '../capabilities.js';
import { columnsOf, commentOf, toCount, toSummary } from './toTable.js';

/** What a search found. */
export function toFound(table: GlueTable): FoundTable {
  const comment = commentOf(table);
  return {
    ...toSummary(table, [table.DatabaseName ?? '']),
    columns: columnsOf(table),
    ...(comment === undefined ? {} : { comment }),
  };
}

/** One of a table's partitions; `keys` are what it is partitioned by. */
export function toPartition(
  { Values: values = [], StorageDescriptor: storage, Parameters: counts = {} }: GluePartition,
  keys: readonly GlueColumn[],
): Partition {
  const location = storage?.Location;
  // Hive and Spark, then crawlers.
  const rows = toCount(counts['numRows'] ?? counts['recordCount']);
  const files = toCount(counts['numFiles'] ?? counts['objectCount']);
  const bytes = toCount(counts['totalSize'] ?? counts['sizeKey']);
  return {
    values: keys.map(({ Name: name = '' }, index) => {
      const value = values[index];
      return { name, value: value === undefined || value === hiveNull ? null : value };
    }),
    ...(location === undefined ? {} : { location }),
    ...(rows === undefined ? {} : { rows }),
    ...(files === undefined ? {} : { files }),
    ...(bytes === undefined ? {} : { bytes }),
  };
}

/** How Hive writes NULL into a folder's name. */
export const hiveNull = '__HIVE_DEFAULT_PARTITION__';

/** One of the definitions that Glue keeps of a table. */
export function toDefinition(
  { Table: table, VersionId: id = '' }: GlueVersion,
  current: string | undefined,
): DefinitionVersion {
  const updated = table?.UpdateTime;
  return {
    id,
    columns: table === undefined ? [] : columnsOf(table),
    isCurrent: id === current,
    ...(updated === undefined ? {} : { updatedAt: updated.getTime() }),
  };
}

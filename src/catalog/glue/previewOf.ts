import type { Partition as GluePartition, Table as GlueTable } from '@aws-sdk/client-glue';
import { deltaPreview } from '../../preview/delta/deltaPreview.js';
import { filesIn, type PlainFolder } from '../../preview/plain/filesIn.js';
import { plainPreview } from '../../preview/plain/plainPreview.js';
import type { MadePreview, PreviewTools } from '../../preview/previews.js';
import { allPages } from '../allPages.js';
import { CatalogError, type Page, type PageToken } from '../catalog.js';
import { hiveNull } from './toDetails.js';
import { deltaLocationOf, toPlainTable } from './toPlainTable.js';
import { formatOf, isView } from './toTable.js';

/** The partitions of a table, in pages. */
type ListPartitions = (page: PageToken) => Promise<Page<GluePartition>>;

/** More are not looked into for files. */
const mostPartitions = 20;

/** How the first rows of a table that is none of Iceberg's are found. Throws `CatalogError` where they can not be. */
export function previewOf(
  name: string,
  table: GlueTable,
  partitions: ListPartitions,
  signal: AbortSignal,
): (tools: PreviewTools) => Promise<MadePreview> {
  const refuse = (what: string): CatalogError => new CatalogError('limit', `${name}: ${what}`);
  if (isView(table)) throw refuse('a view has no files of its own; only a query can show its rows');
  const format = formatOf(table);
  if (format === 'iceberg') throw refuse('Glue does not say where its metadata are');
  if (format === 'delta') {
    const location = deltaLocationOf(table);
    if (location === undefined) throw refuse('Glue does not say where it lies');
    return (tools) => deltaPreview(name, location, tools, signal);
  }
  const plain = toPlainTable(name, table);
  const folders =
    plain.partitionKeys.length === 0
      ? ownFolder(table, refuse)
      : partitionFolders(table, partitions, refuse);
  return (tools) => plainPreview(plain, filesIn(tools.io, folders, signal), tools, signal);
}

function ownFolder(
  { StorageDescriptor: storage }: GlueTable,
  refuse: (what: string) => CatalogError,
): readonly PlainFolder[] {
  const location = storage?.Location;
  if (location === undefined || location === '') throw refuse('Glue does not say where it lies');
  return [{ location, values: [] }];
}

/** One after the other, as they are needed. */
async function* partitionFolders(
  { Parameters: properties }: GlueTable,
  list: ListPartitions,
  refuse: (what: string) => CatalogError,
): AsyncGenerator<PlainFolder, void> {
  if (properties?.['projection.enabled']?.toLowerCase() === 'true') {
    throw refuse(
      'Athena works its partitions out from the properties, and Glue does not have them',
    );
  }
  let looked = 0;
  for await (const found of allPages(list)) {
    for (const { Values: values = [], StorageDescriptor: storage } of found) {
      const location = storage?.Location;
      if (location === undefined || location === '') continue;
      if (looked++ >= mostPartitions) {
        throw refuse(`its first ${mostPartitions} partitions have too few rows for a preview`);
      }
      yield { location, values: values.map((value) => (value === hiveNull ? null : value)) };
    }
  }
}

import type { DatasetId } from './catalog.js';

/**
 * OpenLineage's name for a table of Glue. `catalogId` is the account's number, or a catalog inside it:
 * `123456789012:s3tablescatalog/lake`. A table of S3 Tables has the name that Glue gives it.
 */
export function glueDataset(
  region: string,
  catalogId: string,
  database: string,
  table: string,
): DatasetId {
  return { namespace: `arn:aws:glue:${region}:${catalogId}`, name: `table/${database}/${table}` };
}

import type { GetTableResponse } from '@aws-sdk/client-s3tables';
import type { DatasetId, Table, TableIdentifier } from '../catalog.js';
import { glueDataset } from '../glueDataset.js';

/** A table as S3 Tables has it: its columns are in Iceberg's own metadata, which are the caller's to add. */
export function toTable(
  identifier: TableIdentifier,
  {
    metadataLocation,
    warehouseLocation: location,
    modifiedAt,
    ownerAccountId: owner,
  }: GetTableResponse,
  bucketArn: string,
): Table {
  return {
    identifier,
    dataset: toDataset(bucketArn, identifier),
    kind: 'table',
    format: 'iceberg',
    columns: [],
    partitioning: [],
    properties: {},
    ...(location === undefined ? {} : { location }),
    ...(metadataLocation === undefined ? {} : { metadataLocation }),
    ...(modifiedAt === undefined ? {} : { updatedAt: modifiedAt.getTime() }),
    ...(owner === undefined ? {} : { owner }),
  };
}

/** The name that Glue has for it, by which a query finds it too. */
function toDataset(bucketArn: string, { namespace, name }: TableIdentifier): DatasetId {
  const [, , , region = '', account = '', bucket = ''] = bucketArn.split(':');
  const catalogId = `${account}:s3tablescatalog/${bucket.replace(/^bucket\//, '')}`;
  return glueDataset(region, catalogId, namespace.join('.'), name);
}

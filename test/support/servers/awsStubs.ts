import { readFileSync } from 'node:fs';
import { parseExactJson } from '../../../src/util/exactJson.js';
import type { Fields } from './proxy/json.js';
import type { Rule } from './proxy/rule.js';

/** Where the stubs lie, as `<service>/<Operation>[.<case>].json`. */
export const stubFolder = new URL('../../fixtures/aws/', import.meta.url);

/**
 * Answers to operations that no emulator has, or has only empty. Each is checked against the model of its
 * service (`python/validate_stubs.py`). They are of the tables that the emulators hold: `sales.orders` has
 * statistics, data quality and filters of Lake Formation, and no other table has any.
 */
export const awsStubs: readonly Rule[] = [
  glue('GetCatalogs', { Recursive: true }, 'recursive'),
  glue('GetCatalogs', { ParentCatalogId: '123456789012:s3tablescatalog' }, 's3tablescatalog'),
  glue('GetCatalogs', { ParentCatalogId: '123456789012:warehouse' }, 'none'),
  glue('GetCatalogs'),
  glue('SearchTables', { NextToken: 'more' }, 'more'),
  glue('SearchTables'),
  glue('GetColumnStatisticsForTable', { DatabaseName: 'sales', TableName: 'orders' }),
  glue('GetUnfilteredTableMetadata', { DatabaseName: 'sales', Name: 'orders' }),
  glue('ListDataQualityResults'),
  glue('GetDataQualityResult'),
  stub('lakeformation', 'ListPermissions', { ResourceType: 'LF_TAG_POLICY_TABLE' }, 'tags'),
  ...[
    'DescribeResource',
    'GetDataLakePrincipal',
    'GetEffectivePermissionsForPath',
    'GetLFTagExpression',
    'GetResourceLFTags',
    'ListDataCellsFilter',
    'ListPermissions',
  ].map((operation) => stub('lakeformation', operation)),
];

/** What S3 Tables says of a table whose maintenance has run, and failed. */
export const maintenanceStubs: readonly Rule[] = [
  'GetTableBucketMaintenanceConfiguration',
  'GetTableEncryption',
  'GetTableMaintenanceConfiguration',
  'GetTableMaintenanceJobStatus',
  'GetTablePolicy',
].map((operation) => stub('s3tables', operation));

function glue(operation: string, where: Fields = {}, name?: string): Rule {
  return stub('glue', operation, where, name);
}

function stub(
  service: 'glue' | 's3tables' | 'lakeformation',
  operation: string,
  where: Fields = {},
  name?: string,
): Rule {
  const file = `${service}/${operation}${name === undefined ? '' : `.${name}`}.json`;
  const body = parseExactJson(readFileSync(new URL(file, stubFolder), 'utf8'));
  return { service, operation, where, fault: { kind: 'stub', body } };
}

import type { Table as GlueTable } from '@aws-sdk/client-glue';
import type { TablePermissions } from '../capabilities.js';
import { CatalogError } from '../catalog.js';
import type { GlueApi } from './glueApi.js';
import type { LakeFormationApi } from './lakeFormationApi.js';
import { fromGrants, fromUnfiltered } from './toPermissions.js';

/**
 * What the one who is signed in may do with a table, as far as Lake Formation says: as Glue tells engines,
 * which few may ask, else by what was granted to him. `undefined` where it says nothing: IAM decides then.
 */
export async function tablePermissions(
  table: GlueTable,
  database: string,
  glue: GlueApi,
  lakeFormation: LakeFormationApi,
  signal: AbortSignal,
): Promise<TablePermissions | undefined> {
  const { CatalogId: catalogId = '', Name: name = '' } = table;
  const { IsRegisteredWithLakeFormation: isManaged } = table;
  const resource = { CatalogId: catalogId, DatabaseName: database, Name: name };
  const [unfiltered, grants = [], filters = [], pairs = []] = await Promise.all([
    orNotSaid(glue.unfiltered(catalogId, database, name, signal)),
    orNotSaid(lakeFormation.ownGrants(resource, signal)),
    orNotSaid(lakeFormation.filters(resource, signal)),
    orNotSaid(lakeFormation.tags(resource, signal)),
  ]);
  const says = unfiltered !== undefined || grants.length > 0 || pairs.length > 0;
  if (!says && isManaged !== true) return undefined;
  const tags = pairs.map(({ TagKey: key = '', TagValues: values = [] }) => [key, values] as const);
  return {
    ...(unfiltered === undefined ? fromGrants(grants, filters) : fromUnfiltered(unfiltered)),
    ...(tags.length === 0 ? {} : { tags: Object.fromEntries(tags) }),
    ...(isManaged === undefined ? {} : { isManaged }),
    source: 'Lake Formation',
  };
}

/** Who may not ask is told nothing; any other failure is one. */
async function orNotSaid<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CatalogError && refusals.includes(error.code)) return undefined;
    throw error;
  }
}

const refusals: readonly CatalogError['code'][] = [
  'access-denied',
  'refused',
  'not-found',
  'syntax',
];

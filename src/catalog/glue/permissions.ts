import type { Table as GlueTable } from '@aws-sdk/client-glue';
import type { TablePermissions } from '../capabilities.js';
import { CatalogError } from '../catalog.js';
import type { GlueApi } from './glueApi.js';
import type { LakeFormationApi } from './lakeFormationApi.js';
import { grantsByTags, type TableTags, type TagPolicy } from './tagPolicies.js';
import { fromGrants, fromUnfiltered } from './toPermissions.js';
import { columnsOf } from './toTable.js';

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
  const columns = columnsOf(table).map(({ name: column }) => column);
  const own = async (): Promise<Own> => {
    const who = await lakeFormation.principal(signal);
    const [grants, policies] = await Promise.all([
      lakeFormation.grants(who, resource, signal),
      orNotSaid(lakeFormation.tagPolicies(who, catalogId, signal)),
    ]);
    return { grants, policies };
  };
  const [unfiltered, { grants, policies } = nothing, filters = [], tags] = await Promise.all([
    orNotSaid(glue.unfiltered(catalogId, database, name, signal)),
    orNotSaid(own()),
    orNotSaid(lakeFormation.filters(resource, signal)),
    orNotSaid(lakeFormation.tags(resource, columns, signal)),
  ]);
  const byTags = grantsByTags(policies ?? [], tags ?? { table: [], columns: [] }, columns);
  const all = [...grants, ...byTags];
  const says = unfiltered !== undefined || all.length > 0 || (tags?.table.length ?? 0) > 0;
  if (!says && isManaged !== true) return undefined;
  const readable = unfiltered === undefined ? fromGrants(all, filters) : fromUnfiltered(unfiltered);
  // A policy whose tags may not be read could give more.
  const isPart = unfiltered === undefined && (policies?.length ?? 0) > 0 && tags === undefined;
  const { columns: some, ...rest } = readable;
  return {
    ...rest,
    ...(some === undefined || (isPart && some.kind !== 'all') ? {} : { columns: some }),
    ...toTags(tags),
    ...(isManaged === undefined ? {} : { isManaged }),
    source: 'Lake Formation',
  };
}

interface Own {
  readonly grants: Parameters<typeof fromGrants>[0];
  /** Missing where they may not be listed. */
  readonly policies: readonly TagPolicy[] | undefined;
}

const nothing: Own = { grants: [], policies: undefined };

function toTags(tags: TableTags | undefined): Pick<TablePermissions, 'tags' | 'columnTags'> {
  const ofTable = Object.fromEntries(
    (tags?.table ?? []).map(({ TagKey: key = '', TagValues: values = [] }) => [key, values]),
  );
  const ofColumns = (tags?.columns ?? []).flatMap(({ Name: column = '', LFTags: all = [] }) => {
    const own = all.flatMap(({ TagKey: key = '', TagValues: values = [] }) =>
      // What it has from its table is said of that.
      values.join() === ofTable[key]?.join() ? [] : [[key, values] as const],
    );
    return own.length === 0 ? [] : [[column, Object.fromEntries(own)] as const];
  });
  return {
    ...(Object.keys(ofTable).length === 0 ? {} : { tags: ofTable }),
    ...(ofColumns.length === 0 ? {} : { columnTags: Object.fromEntries(ofColumns) }),
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

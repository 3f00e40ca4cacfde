import {
  type DataCellsFilter,
  GetDataLakePrincipalCommand,
  GetLFTagExpressionCommand,
  GetResourceLFTagsCommand,
  type GetResourceLFTagsCommandOutput,
  type LakeFormationClient,
  type LFTag,
  ListDataCellsFilterCommand,
  ListPermissionsCommand,
  type ListPermissionsRequest,
  type PrincipalResourcePermissions,
  type Resource,
  type TableResource,
} from '@aws-sdk/client-lakeformation';
import { allPages } from '../allPages.js';
import type { PageToken } from '../catalog.js';
import type { ServiceCaller } from '../serviceCaller.js';
import type { TableTags, TagPolicy } from './tagPolicies.js';

/** The calls of Lake Formation for a table. Fails in `CatalogError`. */
export class LakeFormationApi {
  readonly #call: ServiceCaller<LakeFormationClient>;

  constructor(call: ServiceCaller<LakeFormationClient>) {
    this.#call = call;
  }

  /** Who is signed in, as grants name him: by his role, where he is signed in by one. */
  async principal(signal: AbortSignal): Promise<string> {
    const { Identity: identity = '' } = await this.#call(
      'who is signed in',
      (client, options) => client.send(new GetDataLakePrincipalCommand({}), options),
      signal,
    );
    return roleOf(identity);
  }

  /** What somebody was granted for the table itself. */
  grants(
    principal: string,
    table: TableResource,
    signal: AbortSignal,
  ): Promise<readonly PrincipalResourcePermissions[]> {
    return this.#permissions('the permissions', principal, { Resource: { Table: table } }, signal);
  }

  /** What somebody was granted for all tables of a catalog that have certain tags. */
  async tagPolicies(
    principal: string,
    catalogId: string,
    signal: AbortSignal,
  ): Promise<readonly TagPolicy[]> {
    const what = 'the permissions by tags';
    const of = { ResourceType: 'LF_TAG_POLICY_TABLE' } as const;
    const policies: TagPolicy[] = [];
    for (const grant of await this.#permissions(what, principal, of, signal)) {
      const { Permissions: privileges = [], Resource: { LFTagPolicy: policy } = {} } = grant;
      if (policy === undefined || (policy.CatalogId ?? catalogId) !== catalogId) continue;
      const { Expression: given, ExpressionName: name } = policy;
      const expression =
        name === undefined ? given : await this.#expression(name, catalogId, signal);
      if (expression !== undefined) policies.push({ privileges, expression });
    }
    return policies;
  }

  async #expression(
    name: string,
    catalogId: string,
    signal: AbortSignal,
  ): Promise<readonly LFTag[] | undefined> {
    const { Expression: expression } = await this.#call(
      `the expression ${name} of tags`,
      (client, options) =>
        client.send(new GetLFTagExpressionCommand({ Name: name, CatalogId: catalogId }), options),
      signal,
    );
    return expression;
  }

  #permissions(
    what: string,
    principal: string,
    of: Pick<ListPermissionsRequest, 'Resource' | 'ResourceType'>,
    signal: AbortSignal,
  ): Promise<readonly PrincipalResourcePermissions[]> {
    const Principal = { DataLakePrincipalIdentifier: principal };
    return this.#all(
      what,
      (client, NextToken, options) =>
        client.send(new ListPermissionsCommand({ Principal, ...of, NextToken }), options),
      ({ PrincipalResourcePermissions: grants = [] }) => grants,
      signal,
    );
  }

  filters(table: TableResource, signal: AbortSignal): Promise<readonly DataCellsFilter[]> {
    return this.#all(
      'the data cell filters',
      (client, NextToken, options) =>
        client.send(new ListDataCellsFilterCommand({ Table: table, NextToken }), options),
      ({ DataCellsFilters: filters = [] }) => filters,
      signal,
    );
  }

  /** Those of the table, of its database, and of these of its columns. */
  async tags(
    table: TableResource & { readonly Name: string },
    columns: readonly string[],
    signal: AbortSignal,
  ): Promise<TableTags> {
    const ask = (Resource: Resource): Promise<GetResourceLFTagsCommandOutput> => {
      const command = new GetResourceLFTagsCommand({ Resource });
      return this.#call(
        'the tags of Lake Formation',
        (client, options) => client.send(command, options),
        signal,
      );
    };
    const { LFTagOnDatabase: inherited = [], LFTagsOnTable: own = [] } = await ask({
      Table: table,
    });
    if (columns.length === 0) return { table: [...inherited, ...own], columns: [] };
    const ofColumns = { ...table, ColumnNames: [...columns] };
    const { LFTagsOnColumns: tagged = [] } = await ask({ TableWithColumns: ofColumns });
    return { table: [...inherited, ...own], columns: tagged };
  }

  async #all<A extends { readonly NextToken?: string | undefined }, T>(
    what: string,
    send: (
      client: LakeFormationClient,
      token: PageToken,
      options: { readonly abortSignal: AbortSignal },
    ) => Promise<A>,
    itemsOf: (answer: A) => readonly T[],
    signal: AbortSignal,
  ): Promise<readonly T[]> {
    const all: T[] = [];
    const pages = allPages(async (page) => {
      const answer = await this.#call(
        what,
        (client, options) => send(client, page, options),
        signal,
      );
      const { NextToken: next } = answer;
      const items = itemsOf(answer);
      return next === undefined || next === '' ? { items } : { items, next };
    });
    for await (const items of pages) all.push(...items);
    return all;
  }
}

/** Grants are to roles; who is signed in by one has a session of it. */
function roleOf(identity: string): string {
  const [, partition, account, role] =
    /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(identity) ?? [];
  if (partition === undefined || account === undefined || role === undefined) return identity;
  return `arn:${partition}:iam::${account}:role/${role}`;
}

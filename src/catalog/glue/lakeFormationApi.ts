import {
  type DataCellsFilter,
  GetDataLakePrincipalCommand,
  GetResourceLFTagsCommand,
  type LakeFormationClient,
  type LFTagPair,
  ListDataCellsFilterCommand,
  ListPermissionsCommand,
  type PrincipalResourcePermissions,
  type TableResource,
} from '@aws-sdk/client-lakeformation';
import { allPages } from '../allPages.js';
import type { PageToken } from '../catalog.js';
import type { ServiceCaller } from '../serviceCaller.js';

/** The calls of Lake Formation for a table. Fails in `CatalogError`. */
export class LakeFormationApi {
  readonly #call: ServiceCaller<LakeFormationClient>;

  constructor(call: ServiceCaller<LakeFormationClient>) {
    this.#call = call;
  }

  /** What the one who is signed in was granted for the table, to himself or to his role. */
  async ownGrants(
    table: TableResource,
    signal: AbortSignal,
  ): Promise<readonly PrincipalResourcePermissions[]> {
    const { Identity: identity = '' } = await this.#call(
      'who is signed in',
      (client, options) => client.send(new GetDataLakePrincipalCommand({}), options),
      signal,
    );
    const Principal = { DataLakePrincipalIdentifier: roleOf(identity) };
    return this.#all(
      'the permissions',
      (client, NextToken, options) => {
        const command = new ListPermissionsCommand({
          Principal,
          Resource: { Table: table },
          NextToken,
        });
        return client.send(command, options);
      },
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

  /** Those of the table itself and those that it has from its database. */
  async tags(table: TableResource, signal: AbortSignal): Promise<readonly LFTagPair[]> {
    const command = new GetResourceLFTagsCommand({ Resource: { Table: table } });
    const { LFTagOnDatabase: inherited = [], LFTagsOnTable: own = [] } = await this.#call(
      'the tags of Lake Formation',
      (client, options) => client.send(command, options),
      signal,
    );
    return [...inherited, ...own];
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

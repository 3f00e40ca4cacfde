import {
  type Catalog as GlueCatalogEntry,
  type Database,
  GetCatalogsCommand,
  GetDatabasesCommand,
  GetTableCommand,
  GetTablesCommand,
  type GlueClient,
  type Table,
} from '@aws-sdk/client-glue';
import type { Page, PageToken } from '../catalog.js';
import type { ServiceCaller } from '../serviceCaller.js';

/** As many as Glue gives at most in one call. */
const pageSize = 100;

/** All catalogs inside the account's own one, or inside `parent`, in pages. Fails in `CatalogError`. */
export function listGlueCatalogs(
  call: ServiceCaller<GlueClient>,
  parent: string | undefined,
  page: PageToken,
  signal: AbortSignal,
): Promise<Page<GlueCatalogEntry>> {
  return call(
    'the catalogs of Glue',
    async (client, options) => {
      const of = parent === undefined ? {} : { ParentCatalogId: parent };
      const input = { ...of, Recursive: true, MaxResults: pageSize, ...toToken(page) };
      const answer = await client.send(new GetCatalogsCommand(input), options);
      return toPage(answer.CatalogList ?? [], answer.NextToken);
    },
    signal,
  );
}

/** Glue's calls for one of its catalogs. Fails in `CatalogError`. */
export class GlueApi {
  readonly #call: ServiceCaller<GlueClient>;
  /** Of another account, or a catalog inside one; without it the account's own. */
  readonly #catalog: { readonly CatalogId?: string };

  constructor(call: ServiceCaller<GlueClient>, catalogId: string | undefined) {
    this.#call = call;
    this.#catalog = catalogId === undefined ? {} : { CatalogId: catalogId };
  }

  /** Where the calls go. */
  region(signal: AbortSignal): Promise<string> {
    return this.#call('the region', ({ config }) => config.region(), signal);
  }

  databases(page: PageToken, signal: AbortSignal): Promise<Page<Database>> {
    return this.#call(
      'the databases',
      async (client, options) => {
        const input = { ...this.#catalog, MaxResults: pageSize, ...toToken(page) };
        const answer = await client.send(new GetDatabasesCommand(input), options);
        return toPage(answer.DatabaseList ?? [], answer.NextToken);
      },
      signal,
    );
  }

  tables(database: string, page: PageToken, signal: AbortSignal): Promise<Page<Table>> {
    return this.#call(
      `the tables of ${database}`,
      async (client, options) => {
        const answer = await client.send(
          new GetTablesCommand({
            ...this.#catalog,
            DatabaseName: database,
            MaxResults: pageSize,
            ...toToken(page),
          }),
          options,
        );
        return toPage(answer.TableList ?? [], answer.NextToken);
      },
      signal,
    );
  }

  /** `undefined` where the answer has none. */
  table(database: string, name: string, signal: AbortSignal): Promise<Table | undefined> {
    return this.#call(
      `the table ${database}.${name}`,
      async (client, options) => {
        const input = { ...this.#catalog, DatabaseName: database, Name: name };
        return (await client.send(new GetTableCommand(input), options)).Table;
      },
      signal,
    );
  }
}

function toToken(page: PageToken): { readonly NextToken?: string } {
  return page === undefined ? {} : { NextToken: page };
}

/** An empty token is none. */
function toPage<T>(items: readonly T[], next: string | undefined): Page<T> {
  return next === undefined || next === '' ? { items } : { items, next };
}

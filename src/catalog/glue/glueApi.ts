import {
  type Catalog as GlueCatalogEntry,
  type ColumnStatistics,
  type Database,
  type DataQualityResultDescription,
  GetCatalogsCommand,
  GetColumnStatisticsForTableCommand,
  GetDatabasesCommand,
  GetDataQualityResultCommand,
  type GetDataQualityResultResponse,
  GetPartitionsCommand,
  GetTableCommand,
  GetTablesCommand,
  GetTableVersionsCommand,
  GetUnfilteredTableMetadataCommand,
  type GetUnfilteredTableMetadataResponse,
  type GlueClient,
  ListDataQualityResultsCommand,
  type Partition,
  SearchTablesCommand,
  type Table,
  type TableInput,
  type TableVersion,
  UpdateTableCommand,
} from '@aws-sdk/client-glue';
import type { Page, PageToken } from '../catalog.js';
import type { ServiceCaller } from '../serviceCaller.js';
import { servicePage } from '../servicePage.js';
import { metadataLocationOf } from './toTable.js';

/** As many as Glue gives at most in one call; of partitions it would give more. */
const pageSize = 100;
const partitionPageSize = 200;
/** The most columns that one call may ask for. */
const mostColumns = 100;

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
      return servicePage(answer.CatalogList, answer.NextToken);
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
        return servicePage(answer.DatabaseList, answer.NextToken);
      },
      signal,
    );
  }

  tables(database: string, page: PageToken, signal: AbortSignal): Promise<Page<Table>> {
    const input = { ...this.#catalog, DatabaseName: database, MaxResults: pageSize };
    return this.#call(
      `the tables of ${database}`,
      async (client, options) => {
        const command = new GetTablesCommand({ ...input, ...toToken(page) });
        const answer = await client.send(command, options);
        return servicePage(answer.TableList, answer.NextToken);
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

  partitions(
    database: string,
    table: string,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<Partition>> {
    const input = {
      ...this.#catalog,
      DatabaseName: database,
      TableName: table,
      MaxResults: partitionPageSize,
      // Each partition would repeat the columns of the table.
      ExcludeColumnSchema: true,
    };
    return this.#call(
      `the partitions of ${database}.${table}`,
      async (client, options) => {
        const command = new GetPartitionsCommand({ ...input, ...toToken(page) });
        const answer = await client.send(command, options);
        return servicePage(answer.Partitions, answer.NextToken);
      },
      signal,
    );
  }

  versions(
    database: string,
    table: string,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<TableVersion>> {
    const of = { ...this.#catalog, DatabaseName: database, TableName: table };
    return this.#call(
      `the versions of ${database}.${table}`,
      async (client, options) => {
        const input = { ...of, MaxResults: pageSize, ...toToken(page) };
        const answer = await client.send(new GetTableVersionsCommand(input), options);
        return servicePage(answer.TableVersions, answer.NextToken);
      },
      signal,
    );
  }

  /** Of the columns that have any. */
  async statistics(
    database: string,
    table: string,
    columns: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly ColumnStatistics[]> {
    const found: ColumnStatistics[] = [];
    for (let at = 0; at < columns.length; at += mostColumns) {
      const some = columns.slice(at, at + mostColumns);
      const input = { ...this.#catalog, DatabaseName: database, TableName: table };
      const command = new GetColumnStatisticsForTableCommand({ ...input, ColumnNames: some });
      const answer = await this.#call(
        `the column statistics of ${database}.${table}`,
        (client, options) => client.send(command, options),
        signal,
      );
      found.push(...(answer.ColumnStatisticsList ?? []));
    }
    return found;
  }

  /** What runs of data quality there are of a table. */
  qualityRuns(
    database: string,
    table: string,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<DataQualityResultDescription>> {
    const source = { GlueTable: { ...this.#catalog, DatabaseName: database, TableName: table } };
    return this.#call(
      `the quality of ${database}.${table}`,
      async (client, options) => {
        const input = { Filter: { DataSource: source }, MaxResults: pageSize, ...toToken(page) };
        const answer = await client.send(new ListDataQualityResultsCommand(input), options);
        return servicePage(answer.Results, answer.NextToken);
      },
      signal,
    );
  }

  qualityResult(id: string, signal: AbortSignal): Promise<GetDataQualityResultResponse> {
    return this.#call(
      `the quality result ${id}`,
      (client, options) => client.send(new GetDataQualityResultCommand({ ResultId: id }), options),
      signal,
    );
  }

  /** Fails with `ConcurrentModificationException` for a cause where `before` is not the table of now. */
  async update(
    database: string,
    before: Table,
    table: TableInput,
    signal: AbortSignal,
  ): Promise<void> {
    const { VersionId: version } = before;
    const command = new UpdateTableCommand({
      ...this.#catalog,
      DatabaseName: database,
      TableInput: table,
      // Iceberg has versions of its own; among those of Glue would be metadata that are gone.
      SkipArchive: metadataLocationOf(before) !== undefined,
      ...(version === undefined ? {} : { VersionId: version }),
    });
    await this.#call(
      `the description of ${database}.${before.Name ?? ''}`,
      (client, options) => client.send(command, options),
      signal,
    );
  }

  /** As engines are told that Lake Formation trusts to leave out what may not be seen. */
  unfiltered(
    catalogId: string,
    database: string,
    table: string,
    signal: AbortSignal,
  ): Promise<GetUnfilteredTableMetadataResponse> {
    const command = new GetUnfilteredTableMetadataCommand({
      CatalogId: catalogId,
      DatabaseName: database,
      Name: table,
      SupportedPermissionTypes: ['COLUMN_PERMISSION', 'CELL_FILTER_PERMISSION'],
    });
    return this.#call(
      `what may be read of ${database}.${table}`,
      (client, options) => client.send(command, options),
      signal,
    );
  }

  search(text: string, page: PageToken, signal: AbortSignal): Promise<Page<Table>> {
    const input = { ...this.#catalog, SearchText: text, MaxResults: pageSize };
    return this.#call(
      `the tables with ${text}`,
      async (client, options) => {
        const command = new SearchTablesCommand({ ...input, ...toToken(page) });
        const answer = await client.send(command, options);
        return servicePage(answer.TableList, answer.NextToken);
      },
      signal,
    );
  }
}

function toToken(page: PageToken): { readonly NextToken?: string } {
  return page === undefined ? {} : { NextToken: page };
}

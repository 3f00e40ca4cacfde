import type { GlueClient, Table as GlueTable } from '@aws-sdk/client-glue';
import type { FileIO } from '../../iceberg/fileIO.js';
import type { Previews } from '../../preview/previews.js';
import {
  CatalogError,
  type Namespace,
  type Page,
  type PageToken,
  type Table,
  type TableIdentifier,
  type TableSummary,
} from '../catalog.js';
import { glueDataset } from '../glueDataset.js';
import { IcebergCatalog } from '../icebergCatalog.js';
import type { IcebergTable } from '../icebergDetails.js';
import { icebergAt, withMetadata } from '../metadataAt.js';
import type { ServiceCaller } from '../serviceCaller.js';
import { GlueApi } from './glueApi.js';
import { metadataLocationOf, toSummary, toTable } from './toTable.js';

export interface GlueCatalogOptions {
  readonly name: string;
  readonly call: ServiceCaller<GlueClient>;
  /** How the files of Iceberg tables are read. */
  readonly io: FileIO;
  /** Of another account, or a catalog inside one; without it the account's own. */
  readonly catalogId?: string;
  readonly previews?: Previews | undefined;
}

/** A catalog of AWS Glue. What Iceberg's own metadata say of a table is read from where they lie. */
export class GlueCatalog extends IcebergCatalog {
  readonly #api: GlueApi;
  readonly #io: FileIO;

  constructor({ name, call, io, catalogId, previews }: GlueCatalogOptions) {
    super(name, 200, previews);
    this.#api = new GlueApi(call, catalogId);
    this.#io = io;
  }

  async listNamespaces(
    parent: Namespace,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<Namespace>> {
    // Databases of Glue hold no databases.
    if (parent.length > 0) return { items: [] };
    const databases = await this.#api.databases(page, signal);
    return { ...databases, items: databases.items.map(({ Name = '' }) => [Name]) };
  }

  async listTables(
    namespace: Namespace,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<TableSummary>> {
    const [database, ...inner] = namespace;
    if (database === undefined || inner.length > 0) return { items: [] };
    const tables = await this.#api.tables(database, page, signal);
    return { ...tables, items: tables.items.map((table) => toSummary(table, database)) };
  }

  async loadTable(identifier: TableIdentifier, signal: AbortSignal): Promise<Table> {
    const found = await this.#table(identifier, signal);
    const [database = ''] = identifier.namespace;
    const region = await this.#api.region(signal);
    const { CatalogId: catalogId = '', Name: name = '' } = found;
    const dataset = glueDataset(region, catalogId, database, name);
    const table = toTable(identifier, found, dataset);
    return withMetadata(this.#io, table, signal);
  }

  async #table({ namespace, name }: TableIdentifier, signal: AbortSignal): Promise<GlueTable> {
    const [database, ...inner] = namespace;
    const found =
      database === undefined || inner.length > 0
        ? undefined
        : await this.#api.table(database, name, signal);
    if (found !== undefined) return found;
    throw new CatalogError('not-found', `there is no table ${[...namespace, name].join('.')}`);
  }

  protected override async iceberg(
    identifier: TableIdentifier,
    signal: AbortSignal,
  ): Promise<IcebergTable | undefined> {
    const location = metadataLocationOf(await this.#table(identifier, signal));
    return location === undefined ? undefined : icebergAt(this.#io, location, signal);
  }

  /** Those of Hive, Delta and the like are known to S3 alone: none would be a wrong answer. */
  protected override otherFiles({ namespace, name }: TableIdentifier): Promise<never> {
    const table = [...namespace, name].join('.');
    const what = 'only the files of Iceberg tables can be listed yet';
    return Promise.reject(new CatalogError('limit', `${table}: ${what}`));
  }
}

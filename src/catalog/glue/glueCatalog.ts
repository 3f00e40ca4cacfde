import type {
  DataQualityResultDescription,
  GlueClient,
  Table as GlueTable,
} from '@aws-sdk/client-glue';
import type { LakeFormationClient } from '@aws-sdk/client-lakeformation';
import type { FileIO } from '../../iceberg/fileIO.js';
import type { Previews } from '../../preview/previews.js';
import type {
  Capabilities,
  ColumnStatistics,
  DefinitionVersion,
  FoundTable,
  Partition,
  QualityResult,
} from '../capabilities.js';
import { allPages } from '../allPages.js';
import {
  CatalogError,
  type Namespace,
  type Page,
  type PageToken,
  type Table,
  type TableIdentifier,
  type TableSummary,
  type TableVersion,
} from '../catalog.js';
import { glueDataset } from '../glueDataset.js';
import { IcebergCatalog, type OtherPreview } from '../icebergCatalog.js';
import type { IcebergTable } from '../icebergDetails.js';
import { icebergAt, withMetadata } from '../metadataAt.js';
import type { ServiceCaller } from '../serviceCaller.js';
import { withDeltaColumns } from '../deltaColumns.js';
import { describeTable } from './describeTable.js';
import { GlueApi } from './glueApi.js';
import { LakeFormationApi } from './lakeFormationApi.js';
import { previewOf } from './previewOf.js';
import { tablePermissions } from './permissions.js';
import { toDefinition, toFound, toPartition } from './toDetails.js';
import { toQuality } from './toQuality.js';
import { toStatistics } from './toStatistics.js';
import { formatOf, hasStandIn, isView, metadataLocationOf, toSummary, toTable } from './toTable.js';

export interface GlueCatalogOptions {
  readonly name: string;
  readonly call: ServiceCaller<GlueClient>;
  /** How the files of Iceberg tables are read. */
  readonly io: FileIO;
  /** Of another account, or a catalog inside one; without it the account's own. */
  readonly catalogId?: string;
  readonly previews?: Previews | undefined;
  /** The service that has the rows of its tables, where they are no files that anyone else reads. */
  readonly rowsIn?: string;
  /** Where it is not called, nothing is known of permissions. */
  readonly lakeFormation?: ServiceCaller<LakeFormationClient>;
  readonly readOnly?: boolean;
}

/** A catalog of AWS Glue. What Iceberg's own metadata say of a table is read from where they lie. */
export class GlueCatalog
  extends IcebergCatalog
  implements Pick<Capabilities, 'listDefinitions' | 'columnStatistics' | 'quality'>
{
  readonly #api: GlueApi;
  readonly #io: FileIO;
  readonly #rowsIn: string | undefined;
  #id: string | undefined;
  /** Only an account's own catalog: Glue's search does not cover those inside it. */
  declare readonly searchTables?: Capabilities['searchTables'];
  /** Not where nothing may be written. */
  declare readonly describe?: Capabilities['describe'];
  declare readonly permissions?: Capabilities['permissions'];

  constructor(options: GlueCatalogOptions) {
    const { name, call, io, catalogId, rowsIn, lakeFormation, readOnly = false } = options;
    super(name, 200, options.previews);
    this.#api = new GlueApi(call, catalogId);
    this.#io = io;
    this.#rowsIn = rowsIn;
    this.#id = catalogId;
    if (catalogId?.includes(':') !== true) {
      this.searchTables = (text, page, signal) => this.#search(text, page, signal);
    }
    if (lakeFormation !== undefined) {
      const api = new LakeFormationApi(lakeFormation);
      this.permissions = async (identifier, signal) => {
        const table = await this.#table(identifier, signal);
        return tablePermissions(table, identifier.namespace[0] ?? '', this.#api, api, signal);
      };
    }
    if (!readOnly && rowsIn === undefined) {
      this.describe = (identifier, description, signal) => {
        const read = () => this.#table(identifier, signal);
        return describeTable(identifier, description, read, this.#api, signal);
      };
    }
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
    return { ...tables, items: tables.items.map((table) => toSummary(table, namespace)) };
  }

  async loadTable(identifier: TableIdentifier, signal: AbortSignal): Promise<Table> {
    const found = await this.#table(identifier, signal);
    const [database = ''] = identifier.namespace;
    const region = await this.#api.region(signal);
    const { CatalogId: catalogId = '', Name: name = '' } = found;
    const dataset = glueDataset(region, catalogId, database, name);
    const table = toTable(identifier, found, dataset);
    if (this.#rowsIn !== undefined) {
      const why = `what is in it is known to ${this.#rowsIn} alone`;
      return { ...table, incomplete: new CatalogError('limit', `${textOf(identifier)}: ${why}`) };
    }
    if (hasStandIn(found)) return withDeltaColumns(this.#io, table, signal);
    return withMetadata(this.#io, table, signal);
  }

  /** None of a view; those that only Athena or a log knows are not none. */
  protected override async otherPartitions(
    identifier: TableIdentifier,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<Partition>> {
    const table = await this.#table(identifier, signal);
    const why = whyNotListed(table);
    if (why !== undefined) throw new CatalogError('limit', `${textOf(identifier)}: ${why}`);
    const { PartitionKeys: keys = [] } = table;
    if (isView(table) || keys.length === 0) return { items: [] };
    const [database = ''] = identifier.namespace;
    const { items, ...rest } = await this.#api.partitions(database, identifier.name, page, signal);
    return { ...rest, items: items.map((partition) => toPartition(partition, keys)) };
  }

  async listDefinitions(
    identifier: TableIdentifier,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<DefinitionVersion>> {
    const { VersionId: current } = await this.#table(identifier, signal);
    const [database = ''] = identifier.namespace;
    const { items, ...rest } = await this.#api.versions(database, identifier.name, page, signal);
    const definitions = items.map((version) => toDefinition(version, current));
    return { ...rest, items: definitions.sort((a, b) => Number(b.id) - Number(a.id)) };
  }

  async columnStatistics(
    { namespace, name }: TableIdentifier,
    columns: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly ColumnStatistics[]> {
    const [database = ''] = namespace;
    const found = await this.#api.statistics(database, name, columns, signal);
    return found.map(toStatistics);
  }

  async quality(
    { namespace, name }: TableIdentifier,
    signal: AbortSignal,
  ): Promise<QualityResult | undefined> {
    const [database = ''] = namespace;
    const pages = allPages((page) => this.#api.qualityRuns(database, name, page, signal));
    let newest: DataQualityResultDescription | undefined;
    // In which order they come nobody says.
    for await (const runs of pages) {
      for (const run of runs) {
        const [at = 0, best = -1] = [run, newest].map((each) => each?.StartedOn?.getTime());
        if (newest === undefined || at > best) newest = run;
      }
    }
    const id = newest?.ResultId;
    return id === undefined ? undefined : toQuality(await this.#api.qualityResult(id, signal));
  }

  async #search(text: string, page: PageToken, signal: AbortSignal): Promise<Page<FoundTable>> {
    const { items, ...rest } = await this.#api.search(text, page, signal);
    // Tables that other accounts share are in catalogs of theirs.
    const own = items.length === 0 ? undefined : await this.#catalogId(signal);
    const isOwn = ({ CatalogId: id = own }: GlueTable): boolean => own === undefined || id === own;
    return { ...rest, items: items.filter(isOwn).map(toFound) };
  }

  /** The account's number where none was given: every database says it, but pages may be empty. */
  async #catalogId(signal: AbortSignal): Promise<string | undefined> {
    if (this.#id !== undefined) return this.#id;
    for await (const databases of allPages((page) => this.#api.databases(page, signal))) {
      this.#id = databases[0]?.CatalogId;
      if (this.#id !== undefined) break;
    }
    return this.#id;
  }

  async #table({ namespace, name }: TableIdentifier, signal: AbortSignal): Promise<GlueTable> {
    const [database, ...inner] = namespace;
    const found =
      database === undefined || inner.length > 0
        ? undefined
        : await this.#api.table(database, name, signal);
    if (found !== undefined) return found;
    throw new CatalogError('not-found', `there is no table ${textOf({ namespace, name })}`);
  }

  protected override async iceberg(
    identifier: TableIdentifier,
    signal: AbortSignal,
  ): Promise<IcebergTable | undefined> {
    const table = await this.#table(identifier, signal);
    const location = metadataLocationOf(table);
    if (location !== undefined) return icebergAt(this.#io, location, signal);
    // That it has no snapshots would be a wrong answer.
    if (isView(table) || formatOf(table) !== 'iceberg') return undefined;
    throw new CatalogError('limit', `${textOf(identifier)}: ${noMetadata}`);
  }

  /** Hive's files, and Delta's log, are read where they lie. */
  protected override async otherPreview(
    identifier: TableIdentifier,
    version: TableVersion,
    signal: AbortSignal,
  ): Promise<OtherPreview> {
    const table = await this.#table(identifier, signal);
    const name = textOf(identifier);
    if (this.#rowsIn !== undefined) {
      throw new CatalogError('limit', `${name}: its rows are in ${this.#rowsIn}`);
    }
    if (version !== undefined) throw new CatalogError('not-found', `${name} has no snapshots`);
    const [database = ''] = identifier.namespace;
    const partitions = (page: PageToken): ReturnType<GlueApi['partitions']> =>
      this.#api.partitions(database, identifier.name, page, signal);
    return { io: this.#io, make: previewOf(name, table, partitions, signal) };
  }

  /** Those of Hive, Delta and the like are known to S3 alone: none would be a wrong answer. */
  protected override otherFiles(identifier: TableIdentifier): Promise<never> {
    const what = 'only the files of Iceberg tables can be listed yet';
    return Promise.reject(new CatalogError('limit', `${textOf(identifier)}: ${what}`));
  }
}

function textOf({ namespace, name }: TableIdentifier): string {
  return [...namespace, name].join('.');
}

/** Why Glue does not know which partitions a table has; `undefined` where it does. */
function whyNotListed(table: GlueTable): string | undefined {
  if (table.Parameters?.['projection.enabled']?.toLowerCase() === 'true') {
    return 'Athena works its partitions out from the properties, and Glue does not have them';
  }
  const format = formatOf(table);
  if (format === 'delta') return 'the partitions of a Delta table are in its log, not in Glue';
  return format === 'iceberg' ? noMetadata : undefined;
}

const noMetadata = 'Glue does not say where the metadata of this Iceberg table are';

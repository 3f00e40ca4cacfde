import type { FileIO } from '../iceberg/fileIO.js';
import { icebergPreview } from '../preview/icebergPreview.js';
import type { MadePreview, Previews, PreviewTools } from '../preview/previews.js';
import type {
  Capabilities,
  Partition,
  Preview,
  SchemaVersion,
  TableFile,
  TableRef,
} from './capabilities.js';
import {
  CatalogError,
  type Namespace,
  type Page,
  type PageToken,
  type Snapshot,
  type SnapshotCatalog,
  type Table,
  type TableIdentifier,
  type TableSummary,
  type TableVersion,
} from './catalog.js';
import { filesOf, type IcebergTable, refsOf, schemasOf, toScanVersion } from './icebergDetails.js';
import { inCatalogWords } from './inCatalogWords.js';
import { toSnapshots } from './icebergTable.js';
import { pageOf } from './pageOf.js';
import { toPartitions } from './partitions.js';

/** What every catalog offers of its Iceberg tables, once it can say where their metadata are. */
export abstract class IcebergCatalog
  implements
    SnapshotCatalog,
    Pick<Capabilities, 'listRefs' | 'listSchemas' | 'listPartitions' | 'listFiles' | 'preview'>
{
  readonly name: string;
  /** Of what is there whole and given in pages. */
  protected readonly pageSize: number;

  readonly #previews: Previews | undefined;

  /** Without `previews` none can be made. */
  constructor(name: string, pageSize: number, previews?: Previews) {
    this.name = name;
    this.pageSize = pageSize;
    this.#previews = previews;
  }

  abstract listNamespaces(
    parent: Namespace,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<Namespace>>;

  abstract listTables(
    namespace: Namespace,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<TableSummary>>;

  abstract loadTable(identifier: TableIdentifier, signal: AbortSignal): Promise<Table>;

  /** `undefined` for a table of another format, which has no snapshots, refs or schemas. */
  protected abstract iceberg(
    identifier: TableIdentifier,
    signal: AbortSignal,
  ): Promise<IcebergTable | undefined>;

  async listSnapshots(
    identifier: TableIdentifier,
    signal: AbortSignal,
  ): Promise<readonly Snapshot[]> {
    const table = await this.iceberg(identifier, signal);
    return table === undefined ? [] : toSnapshots(table.metadata);
  }

  async listRefs(identifier: TableIdentifier, signal: AbortSignal): Promise<readonly TableRef[]> {
    const table = await this.iceberg(identifier, signal);
    return table === undefined ? [] : refsOf(table.metadata);
  }

  async listSchemas(
    identifier: TableIdentifier,
    signal: AbortSignal,
  ): Promise<readonly SchemaVersion[]> {
    const table = await this.iceberg(identifier, signal);
    return table === undefined ? [] : schemasOf(table.metadata);
  }

  async listFiles(
    identifier: TableIdentifier,
    version: TableVersion,
    signal: AbortSignal,
  ): Promise<readonly TableFile[]> {
    const table = await this.iceberg(identifier, signal);
    return table === undefined
      ? this.otherFiles(identifier, version, signal)
      : filesOf(table, version, signal);
  }

  /** The files of a table or view of another format. */
  protected abstract otherFiles(
    identifier: TableIdentifier,
    version: TableVersion,
    signal: AbortSignal,
  ): Promise<readonly TableFile[]>;

  async listPartitions(
    identifier: TableIdentifier,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<Partition>> {
    const table = await this.iceberg(identifier, signal);
    if (table === undefined) return this.otherPartitions(identifier, page, signal);
    return pageOf(toPartitions(await filesOf(table, undefined, signal)), page, this.pageSize);
  }

  /** The partitions of a table or view of another format, as far as its files say. */
  protected async otherPartitions(
    identifier: TableIdentifier,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<Partition>> {
    const files = await this.otherFiles(identifier, undefined, signal);
    return pageOf(toPartitions(files), page, this.pageSize);
  }

  /** The first rows, from as little of the files as will do. */
  async preview(
    identifier: TableIdentifier,
    version: TableVersion,
    signal: AbortSignal,
  ): Promise<Preview> {
    const table = await this.iceberg(identifier, signal);
    const made =
      table === undefined
        ? await this.otherPreview(identifier, version, signal)
        : {
            io: table.io,
            make: (tools: PreviewTools) =>
              icebergPreview({ ...table, version: toScanVersion(version) }, tools, signal),
          };
    const previews = this.#previews;
    if (previews === undefined) throw new CatalogError('limit', 'nothing here makes previews');
    return inCatalogWords(() => previews.run(made.io, signal, made.make));
  }

  /** How the first rows of a table of another format are found. */
  protected otherPreview(
    ...[{ namespace, name }]: Parameters<Capabilities['preview']>
  ): Promise<OtherPreview> {
    const table = [...namespace, name].join('.');
    const what = 'only Iceberg tables of this catalog have a preview yet';
    return Promise.reject(new CatalogError('limit', `${table}: ${what}`));
  }
}

/** How a preview is made, and of which files. */
export interface OtherPreview {
  readonly io: FileIO;
  readonly make: (tools: PreviewTools) => Promise<MadePreview>;
}

import type {
  Capabilities,
  Partition,
  SchemaVersion,
  TableFile,
  TableRef,
} from './capabilities.js';
import type {
  Namespace,
  Page,
  PageToken,
  Snapshot,
  SnapshotCatalog,
  Table,
  TableIdentifier,
  TableSummary,
  TableVersion,
} from './catalog.js';
import { filesOf, type IcebergTable, refsOf, schemasOf } from './icebergDetails.js';
import { toSnapshots } from './icebergTable.js';
import { pageOf } from './pageOf.js';
import { toPartitions } from './partitions.js';

/** What every catalog offers of its Iceberg tables, once it can say where their metadata are. */
export abstract class IcebergCatalog
  implements
    SnapshotCatalog,
    Pick<Capabilities, 'listRefs' | 'listSchemas' | 'listPartitions' | 'listFiles'>
{
  readonly name: string;
  /** Of what is there whole and given in pages. */
  protected readonly pageSize: number;

  constructor(name: string, pageSize: number) {
    this.name = name;
    this.pageSize = pageSize;
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
    const files = await this.listFiles(identifier, undefined, signal);
    return pageOf(toPartitions(files), page, this.pageSize);
  }
}

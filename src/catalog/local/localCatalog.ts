import { contained } from '../../iceberg/contained.js';
import type { FileIO } from '../../iceberg/fileIO.js';
import {
  CatalogError,
  type Namespace,
  type Page,
  type PageToken,
  type Relation,
  type RelationCatalog,
  type RelationRequest,
  type Snapshot,
  type SnapshotCatalog,
  type Table,
  type TableIdentifier,
  type TableSummary,
  type TableVersion,
} from '../catalog.js';
import { toSnapshots } from '../icebergTable.js';
import { filesOf, refsOf, schemasOf, toScanVersion } from '../icebergDetails.js';
import type {
  Capabilities,
  Partition,
  SchemaVersion,
  TableFile,
  TableRef,
} from '../capabilities.js';
import { inCatalogWords } from '../inCatalogWords.js';
import { pageOf } from '../pageOf.js';
import { toPartitions } from '../partitions.js';
import { LocalApi } from './localApi.js';
import type { LocalSql } from './localSql.js';
import { toTableFiles } from './partitionValues.js';
import { toTable } from './toTable.js';

/**
 * A folder as a lakehouse: its folders are namespaces, and tables those that hold Iceberg
 * metadata, or Parquet, CSV or JSON files.
 */
export class LocalCatalog
  implements
    SnapshotCatalog,
    RelationCatalog,
    Pick<Capabilities, 'listRefs' | 'listSchemas' | 'listPartitions' | 'listFiles'>
{
  readonly name: string;
  readonly #io: FileIO;
  readonly #api: LocalApi;
  readonly #pageSize: number;

  constructor(name: string, root: string, io: FileIO, sql: LocalSql, pageSize = 200) {
    this.name = name;
    this.#io = contained(root, io);
    this.#api = new LocalApi(root, this.#io, sql);
    this.#pageSize = pageSize;
  }

  async listNamespaces(
    parent: Namespace,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<Namespace>> {
    const wanted = { token: page, size: this.#pageSize };
    const found = await this.#api.entries(parent, (kind) => kind === 'namespace', wanted, signal);
    return { ...found, items: found.items.map(({ name }) => [...parent, name]) };
  }

  async listTables(
    namespace: Namespace,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<TableSummary>> {
    const wanted = { token: page, size: this.#pageSize };
    const isTable = (kind: string): boolean => kind === 'table' || kind === 'view';
    const found = await this.#api.entries(namespace, isTable, wanted, signal);
    return {
      ...found,
      items: found.items.map(({ name, is }): TableSummary => {
        const identifier = { namespace, name };
        return is.kind === 'table'
          ? { identifier, kind: 'table', format: is.format }
          : { identifier, kind: 'view' };
      }),
    };
  }

  async loadTable(identifier: TableIdentifier, signal: AbortSignal): Promise<Table> {
    const { namespace, name } = identifier;
    const local = await this.#api.load(namespace, name, signal);
    const columns = local.kind === 'files' ? await this.#api.columns(local, signal) : [];
    return toTable(identifier, local, columns);
  }

  async listSnapshots(
    { namespace, name }: TableIdentifier,
    signal: AbortSignal,
  ): Promise<readonly Snapshot[]> {
    const local = await this.#api.load(namespace, name, signal);
    return local.kind === 'iceberg' ? toSnapshots(local.metadata) : [];
  }

  async listRefs(identifier: TableIdentifier, signal: AbortSignal): Promise<readonly TableRef[]> {
    const local = await this.#api.load(identifier.namespace, identifier.name, signal);
    return local.kind === 'iceberg' ? refsOf(local.metadata) : [];
  }

  async listSchemas(
    identifier: TableIdentifier,
    signal: AbortSignal,
  ): Promise<readonly SchemaVersion[]> {
    const local = await this.#api.load(identifier.namespace, identifier.name, signal);
    return local.kind === 'iceberg' ? schemasOf(local.metadata) : [];
  }

  async listPartitions(
    identifier: TableIdentifier,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<Partition>> {
    const files = await this.listFiles(identifier, undefined, signal);
    return pageOf(toPartitions(files), page, this.#pageSize);
  }

  async listFiles(
    identifier: TableIdentifier,
    version: TableVersion,
    signal: AbortSignal,
  ): Promise<readonly TableFile[]> {
    const { namespace, name } = identifier;
    const local = await this.#api.load(namespace, name, signal);
    switch (local.kind) {
      case 'iceberg':
        return filesOf({ ...local, io: this.#io }, version, signal);
      case 'files':
        refuseVersion(local.folder, version);
        return inCatalogWords(() => Promise.resolve(toTableFiles(local)));
      case 'view':
        return [];
    }
  }

  async relation(
    { namespace, name }: TableIdentifier,
    { version, filter }: RelationRequest,
    signal: AbortSignal,
  ): Promise<Relation> {
    const local = await this.#api.load(namespace, name, signal);
    switch (local.kind) {
      case 'iceberg':
        return this.#api.scan(local, toScanVersion(version), filter, signal);
      case 'files':
        refuseVersion(local.folder, version);
        return this.#api.files(local, filter, signal);
      case 'view':
        throw new CatalogError('refused', `${local.folder}: a view has no files of its own`);
    }
  }
}

function refuseVersion(folder: string, version: TableVersion): void {
  if (version === undefined) return;
  throw new CatalogError('not-found', `${folder}: these files have no snapshots`);
}

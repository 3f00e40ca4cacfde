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
  type Table,
  type TableIdentifier,
  type TableSummary,
  type TableVersion,
} from '../catalog.js';
import { IcebergCatalog } from '../icebergCatalog.js';
import { type IcebergTable, toScanVersion } from '../icebergDetails.js';
import { previewRows } from '../../preview/previews.js';
import type { Preview, TableFile } from '../capabilities.js';
import { inCatalogWords } from '../inCatalogWords.js';
import { LocalApi } from './localApi.js';
import type { LocalSql } from './localSql.js';
import { toTableFiles } from './partitionValues.js';
import { toTable } from './toTable.js';

/**
 * A folder as a lakehouse: its folders are namespaces, and tables those that hold Iceberg
 * metadata, or Parquet, CSV or JSON files.
 */
export class LocalCatalog extends IcebergCatalog implements RelationCatalog {
  readonly #io: FileIO;
  readonly #api: LocalApi;

  constructor(name: string, root: string, io: FileIO, sql: LocalSql, pageSize = 200) {
    super(name, pageSize);
    this.#io = contained(root, io);
    this.#api = new LocalApi(root, this.#io, sql);
  }

  async listNamespaces(
    parent: Namespace,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<Namespace>> {
    const wanted = { token: page, size: this.pageSize };
    const found = await this.#api.entries(parent, (kind) => kind === 'namespace', wanted, signal);
    return { ...found, items: found.items.map(({ name }) => [...parent, name]) };
  }

  async listTables(
    namespace: Namespace,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<TableSummary>> {
    const wanted = { token: page, size: this.pageSize };
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

  protected override async iceberg(
    { namespace, name }: TableIdentifier,
    signal: AbortSignal,
  ): Promise<IcebergTable | undefined> {
    const local = await this.#api.load(namespace, name, signal);
    if (local.kind !== 'iceberg') return undefined;
    return { metadata: local.metadata, folder: local.folder, io: this.#io };
  }

  protected override async otherFiles(
    { namespace, name }: TableIdentifier,
    version: TableVersion,
    signal: AbortSignal,
  ): Promise<readonly TableFile[]> {
    const local = await this.#api.load(namespace, name, signal);
    if (local.kind !== 'files') return [];
    refuseVersion(local.folder, version);
    return inCatalogWords(() => Promise.resolve(toTableFiles(local)));
  }

  /** Nothing needs to be fetched of files that lie here. */
  override async preview(
    identifier: TableIdentifier,
    version: TableVersion,
    signal: AbortSignal,
  ): Promise<Preview> {
    const { sql, files } = await this.relation(identifier, { version }, signal);
    const { rows } = await this.loadTable(identifier, signal);
    return {
      sql: `${sql} LIMIT ${previewRows}`,
      files,
      read: [],
      fetched: 0,
      requests: 0,
      leftOut: [],
      isWhole: version === undefined && rows !== undefined && rows <= previewRows,
      dispose: () => Promise.resolve(),
    };
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

import type { FileIO } from '../../iceberg/fileIO.js';
import type { Previews } from '../../preview/previews.js';
import type { Capabilities, TableFile } from '../capabilities.js';
import type { ErrorCode } from '../../util/errorCode.js';
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
import { withDeltaColumns } from '../deltaColumns.js';
import { IcebergCatalog, type OtherPreview } from '../icebergCatalog.js';
import type { IcebergTable } from '../icebergDetails.js';
import type { OtherTables } from '../otherTables.js';
import type { RestServer } from '../restServer.js';
import { RestApi } from './restApi.js';
import { type ListedKind, listedKinds, pageToken, parsePageToken } from './restPages.js';
import { toTable, toView } from './toTable.js';
import { type Found, writeDescription } from './writeDescription.js';

/** How files are reached in S3, with credentials where the catalog gives any; asked for anew before they end. */
export type TableStorage = () => Promise<Readonly<Record<string, string>>>;

export interface RestCatalogOptions {
  readonly name: string;
  readonly server: RestServer;
  /** How the files of a table are read. */
  readonly io: (location: string, storage: TableStorage) => FileIO;
  /** What the server has beside tables and views of Iceberg. */
  readonly others?: OtherTables;
  readonly pageSize?: number;
  readonly previews?: Previews | undefined;
  /** Nothing is ever written. */
  readonly readOnly?: boolean;
}

/** How a server refuses what it does not know. */
const givesNone: readonly ErrorCode[] = ['refused', 'syntax'];

/** Any catalog of Iceberg's REST specification. */
export class RestCatalog extends IcebergCatalog {
  /** Offered as soon as the server has said that tables can be changed. */
  declare describe?: Capabilities['describe'];
  readonly #api: RestApi;
  readonly #options: RestCatalogOptions;

  constructor(options: RestCatalogOptions) {
    super(options.name, options.pageSize ?? 200, options.previews);
    this.#options = options;
    this.#api = new RestApi(options.server);
  }

  listNamespaces(
    parent: Namespace,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<Namespace>> {
    return this.#api.namespaces(parent, page, signal);
  }

  /** Tables, then views, then other tables, where the server has them. A page is filled from the next kind. */
  async listTables(
    namespace: Namespace,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<TableSummary>> {
    // A table is always in a namespace.
    if (namespace.length === 0) return { items: [] };
    const { kind: first, token } = parsePageToken(page);
    const items: TableSummary[] = [];
    for (const kind of listedKinds.slice(listedKinds.indexOf(first))) {
      const isFirst = kind === first;
      if (items.length >= this.pageSize) return { items, next: pageToken(kind, undefined) };
      try {
        if (!isFirst && !(await this.#has(kind, signal))) continue;
        const found = await this.#list(kind, namespace, isFirst ? token : undefined, signal);
        items.push(...found.items);
        if (found.next !== undefined) return { items, next: pageToken(kind, found.next) };
      } catch (error) {
        signal.throwIfAborted();
        // What is there is shown; the failure comes with the next page.
        if (items.length === 0) throw error;
        return { items, next: pageToken(kind, undefined) };
      }
    }
    return { items };
  }

  async loadTable(identifier: TableIdentifier, signal: AbortSignal): Promise<Table> {
    const found = await this.#find(identifier, signal);
    switch (found.kind) {
      case 'table':
        return toTable(identifier, found.table);
      case 'view':
        return toView(identifier, found.view);
      case 'other':
        return this.#withColumns(found.table, signal);
    }
  }

  /** Of a Delta table the server has no columns, but its log has. */
  async #withColumns(table: Table, signal: AbortSignal): Promise<Table> {
    if (table.format !== 'delta' || table.location === undefined) return table;
    return withDeltaColumns(this.#ioOf(table.location), table, signal);
  }

  /** Files of a table that the server has no credentials for: they are read with the user's own. */
  #ioOf(location: string): FileIO {
    const storage: TableStorage = async () => {
      const { signal: own } = new AbortController();
      return (await this.#options.server.config(own)).properties;
    };
    return this.#options.io(location, storage);
  }

  protected override async otherPreview(
    identifier: TableIdentifier,
    version: TableVersion,
    signal: AbortSignal,
  ): Promise<OtherPreview> {
    const found = await this.#find(identifier, signal);
    const name = [...identifier.namespace, identifier.name].join('.');
    if (found.kind !== 'other') {
      const what = 'a view has no files of its own; only a query can show its rows';
      throw new CatalogError('limit', `${name}: ${what}`);
    }
    const { table } = found;
    if (version !== undefined) throw new CatalogError('not-found', `${name} has no snapshots`);
    const make = this.#others().preview(table, signal);
    return { io: this.#ioOf(table.location ?? ''), make };
  }

  protected override async iceberg(
    identifier: TableIdentifier,
    signal: AbortSignal,
  ): Promise<IcebergTable | undefined> {
    const found = await this.#find(identifier, signal);
    if (found.kind !== 'table') return undefined;
    const { metadata, config } = found.table;
    const storage: TableStorage = async () => {
      // Whoever waits for files waits for all of them: the credentials are not the call's own.
      const { signal: own } = new AbortController();
      try {
        return { ...config, ...(await this.#api.storage(identifier, metadata, own)) };
      } catch (error) {
        // Who gives no credentials may say so by a refusal: then they are the user's own.
        if (error instanceof CatalogError && givesNone.includes(error.code)) return config;
        throw error;
      }
    };
    const { location } = metadata;
    return { metadata, folder: location, io: this.#options.io(location, storage) };
  }

  protected override async otherFiles(
    identifier: TableIdentifier,
    _version: unknown,
    signal: AbortSignal,
  ): Promise<readonly TableFile[]> {
    const found = await this.#find(identifier, signal);
    if (found.kind !== 'other') return [];
    const { format = 'no' } = found.table;
    const what = `the files of a table of ${format} format can not be listed`;
    throw new CatalogError(
      'limit',
      `${[...identifier.namespace, identifier.name].join('.')}: ${what}`,
    );
  }

  /** What has a name: a table, a view or another table. Fails as the table does where there is none. */
  async #find(identifier: TableIdentifier, signal: AbortSignal): Promise<Found> {
    let missing: unknown;
    for (const kind of listedKinds) {
      try {
        if (await this.#has(kind, signal)) return await this.#load(kind, identifier, signal);
      } catch (error) {
        const isHidden = error instanceof CatalogError && error.code === 'access-denied';
        if (!isNotFound(error) && !(isHidden && missing !== undefined)) throw error;
        missing ??= error;
      }
    }
    throw missing;
  }

  async #has(kind: ListedKind, signal: AbortSignal): Promise<boolean> {
    switch (kind) {
      case 'table':
        return true;
      case 'view':
        return this.#api.hasViews(signal);
      case 'other':
        return (await this.#options.others?.areOffered(signal)) === true;
    }
  }

  async #load(kind: ListedKind, identifier: TableIdentifier, signal: AbortSignal): Promise<Found> {
    switch (kind) {
      case 'table': {
        const table = await this.#api.table(identifier, signal);
        await this.#offerDescribe(signal);
        return { kind, table };
      }
      case 'view': {
        const view = await this.#api.view(identifier, signal);
        await this.#offerDescribe(signal);
        return { kind, view };
      }
      case 'other':
        return { kind, table: await this.#others().load(identifier, signal) };
    }
  }

  async #list(
    kind: ListedKind,
    namespace: Namespace,
    token: PageToken,
    signal: AbortSignal,
  ): Promise<Page<TableSummary>> {
    if (kind === 'other') return this.#others().list(namespace, token, signal);
    const { items, ...rest } = await this.#api.names(`${kind}s`, namespace, token, signal);
    const summaries = items.map((name): TableSummary => {
      const identifier = { namespace, name };
      return kind === 'table' ? { identifier, kind, format: 'iceberg' } : { identifier, kind };
    });
    return { items: summaries, ...rest };
  }

  #others(): OtherTables {
    const { others } = this.#options;
    if (others === undefined) throw new CatalogError('internal', 'the server has no other tables');
    return others;
  }

  async #offerDescribe(signal: AbortSignal): Promise<void> {
    if (this.#options.readOnly === true || !(await this.#api.mayUpdate('table', signal))) return;
    this.describe = (identifier, description, own) =>
      writeDescription(this.#api, () => this.#find(identifier, own), identifier, description, own);
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof CatalogError && error.code === 'not-found';
}

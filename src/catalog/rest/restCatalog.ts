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
import { IcebergCatalog } from '../icebergCatalog.js';
import type { IcebergTable } from '../icebergDetails.js';
import type { RestSend } from '../restSend.js';
import { RestApi } from './restApi.js';
import { toTable, toView } from './toTable.js';

export interface RestCatalogOptions {
  readonly name: string;
  readonly send: RestSend;
  /** Which of the server's catalogs. */
  readonly warehouse?: string;
  /** How the files of a table are read, by what the catalog says for it. */
  readonly io: (location: string, config: Readonly<Record<string, string>>) => FileIO;
  readonly pageSize?: number;
  readonly previews?: Previews | undefined;
}

/** Any catalog of Iceberg's REST specification. */
export class RestCatalog extends IcebergCatalog {
  readonly #api: RestApi;
  readonly #options: RestCatalogOptions;

  constructor(options: RestCatalogOptions) {
    const { name, send, warehouse, pageSize = 200, previews } = options;
    super(name, pageSize, previews);
    this.#options = options;
    this.#api = new RestApi(send, warehouse, pageSize);
  }

  listNamespaces(
    parent: Namespace,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<Namespace>> {
    return this.#api.namespaces(parent, page, signal);
  }

  /** Tables, then views where the server has them. */
  async listTables(
    namespace: Namespace,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<TableSummary>> {
    // A table is always in a namespace.
    if (namespace.length === 0) return { items: [] };
    const { kind, token } = parseToken(page);
    const found = await this.#api.names(`${kind}s`, namespace, token, signal);
    const items = found.items.map((name): TableSummary => {
      const identifier = { namespace, name };
      return kind === 'table' ? { identifier, kind, format: 'iceberg' } : { identifier, kind };
    });
    if (found.next !== undefined) return { items, next: `${kind} ${found.next}` };
    const hasMore = kind === 'table' && (await this.#api.hasViews(signal));
    if (!hasMore) return { items };
    if (items.length > 0) return { items, next: 'view ' };
    return this.listTables(namespace, 'view ', signal);
  }

  async loadTable(identifier: TableIdentifier, signal: AbortSignal): Promise<Table> {
    const { namespace, name } = identifier;
    try {
      return toTable(identifier, await this.#api.table(namespace, name, signal));
    } catch (error) {
      const mayBeView = error instanceof CatalogError && error.code === 'not-found';
      if (!mayBeView || namespace.length === 0 || !(await this.#api.hasViews(signal))) throw error;
      return toView(identifier, await this.#api.view(namespace, name, signal));
    }
  }

  protected override async iceberg(
    { namespace, name }: TableIdentifier,
    signal: AbortSignal,
  ): Promise<IcebergTable> {
    const { metadata, config } = await this.#api.table(namespace, name, signal);
    const { location } = metadata;
    return { metadata, folder: location, io: this.#options.io(location, config) };
  }

  /** Such a catalog has tables of no other format. */
  protected override otherFiles(): Promise<readonly []> {
    return Promise.resolve([]);
  }
}

/** `table` or `view`, a space, and the server's own token. */
function parseToken(page: PageToken): {
  readonly kind: 'table' | 'view';
  readonly token: PageToken;
} {
  const [kind = 'table', ...rest] = (page ?? 'table ').split(' ');
  const token = rest.join(' ');
  return {
    kind: kind === 'view' ? 'view' : 'table',
    token: token === '' ? undefined : token,
  };
}

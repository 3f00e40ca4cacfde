import type {
  Namespace,
  Page,
  PageToken,
  Table,
  TableIdentifier,
  TableSummary,
} from './catalog.js';

/** Tables of other formats that a server keeps beside its Iceberg tables. Fails in `CatalogError`. */
export interface OtherTables {
  /** Whether the server has such tables at all. */
  areOffered(signal: AbortSignal): Promise<boolean>;
  list(namespace: Namespace, page: PageToken, signal: AbortSignal): Promise<Page<TableSummary>>;
  load(identifier: TableIdentifier, signal: AbortSignal): Promise<Table>;
}

import type { MadePreview, PreviewTools } from '../preview/previews.js';
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
  /** How the first rows of one are found, in the files where it lies. Throws where they can not be. */
  preview(table: Table, signal: AbortSignal): (tools: PreviewTools) => Promise<MadePreview>;
}

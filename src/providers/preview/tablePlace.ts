import type { Catalog, TableIdentifier, TableVersion } from '../../catalog/catalog.js';
import type { Connection } from '../../connections/connections.js';

/** A table, or a state of one, and where it was found. */
export interface TablePlace {
  readonly connection: Connection;
  readonly catalog: Catalog;
  readonly table: TableIdentifier;
  readonly kind: 'table' | 'view';
  readonly version?: TableVersion;
}

import type { PageToken } from '../../../catalog/catalog.js';
import type { CatalogNode } from './catalogNode.js';

/** Where a page of children starts: a connection has catalogs; a namespace has namespaces in it, then tables. */
export interface NodeToken {
  readonly list: 'catalogs' | 'namespaces' | 'tables' | 'partitions' | 'definitions';
  readonly page: PageToken;
}

export interface NodePage {
  readonly nodes: readonly CatalogNode[];
  readonly next?: NodeToken;
}

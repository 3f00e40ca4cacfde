import type { Catalog, CatalogError } from './catalog.js';

/** Stands for catalogs that a service did not tell of, so that they are not missed in silence. */
export function failedCatalog(name: string, failure: CatalogError): Catalog {
  const fail = (): Promise<never> => Promise.reject(failure);
  return { name, failure, listNamespaces: fail, listTables: fail, loadTable: fail };
}

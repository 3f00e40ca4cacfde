import type { CatalogCache } from '../../catalogCache/catalogCache.js';
import type { ListingCache } from './listingCache.js';

/** What is kept on the disk; its code is loaded with the first listing. */
export interface TreeCache {
  readonly listings: ListingCache;
  readonly catalogs: () => Promise<CatalogCache>;
}

export function openCache(folder: string): TreeCache {
  let loaded: Promise<CatalogCache> | undefined;
  const catalogs = (): Promise<CatalogCache> =>
    (loaded ??= import('../../catalogCache/catalogCache.js').then(
      (module) => new module.CatalogCache(folder),
    ));
  let opened: Promise<ListingCache> | undefined;
  const listings = (): Promise<ListingCache> =>
    (opened ??= Promise.all([import('./diskListings.js'), catalogs()]).then(
      ([module, cache]) => new module.DiskListings(cache),
    ));
  return {
    catalogs,
    listings: {
      read: async (node) => (await listings()).read(node),
      write: async (node, listing) => (await listings()).write(node, listing),
    },
  };
}

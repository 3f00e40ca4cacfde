import { CatalogError, type Page, type PageToken } from './catalog.js';

/**
 * Everything that a listing has, page after page. Throws `CatalogError` where a service says the same
 * token twice: it would never end.
 */
export async function* allPages<T>(
  list: (page: PageToken) => Promise<Page<T>>,
): AsyncGenerator<readonly T[], void> {
  const seen = new Set<string>();
  let page: PageToken;
  do {
    const { items, next } = await list(page);
    yield items;
    if (next !== undefined && seen.has(next)) {
      throw new CatalogError(
        'internal',
        'the service names a page as the next one that it gave before',
      );
    }
    if (next !== undefined) seen.add(next);
    page = next;
  } while (page !== undefined);
}

import { CatalogError, type Page } from './catalog.js';

/**
 * A page as a service gave it. An empty token is none. What is no list of objects, or no list at all, is
 * another's answer: it is not taken for an empty page.
 */
export function servicePage<T extends object>(
  items: readonly T[] | undefined,
  next: string | undefined,
): Page<T> {
  const given: unknown = items;
  if (!Array.isArray(given) || !given.every((item) => typeof item === 'object' && item !== null)) {
    throw new CatalogError('unavailable', 'the answer is not one of this service');
  }
  return next === undefined || next === '' ? { items: items ?? [] } : { items: items ?? [], next };
}

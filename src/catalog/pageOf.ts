import type { Page, PageToken } from './catalog.js';

/** A page of what is there whole; the token is the place where it starts. */
export function pageOf<T>(items: readonly T[], token: PageToken, size: number): Page<T> {
  const start = Number(token ?? 0);
  const next = start + size;
  return {
    items: items.slice(start, next),
    ...(next < items.length ? { next: String(next) } : {}),
  };
}

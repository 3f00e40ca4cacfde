import type { PageToken } from '../catalog.js';

/** What a namespace of a REST catalog lists, one after the other. */
export const listedKinds = ['table', 'view', 'other'] as const;
export type ListedKind = (typeof listedKinds)[number];

/** The kind, a space, and the server's own token, if it has begun with the kind. */
export function pageToken(kind: ListedKind, token: PageToken): string {
  return `${kind} ${token ?? ''}`;
}

/** What `pageToken` wrote; the beginning for `undefined`. */
export function parsePageToken(page: PageToken): {
  readonly kind: ListedKind;
  readonly token: PageToken;
} {
  const [first, ...rest] = (page ?? 'table ').split(' ');
  const token = rest.join(' ');
  return {
    kind: listedKinds.find((kind) => kind === first) ?? 'table',
    token: token === '' ? undefined : token,
  };
}

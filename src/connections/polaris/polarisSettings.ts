import type { EntryReader } from '../entryReader.js';
import { parseAuth, type RestAuth } from '../rest/restSettings.js';

/** A server of Apache Polaris: its Iceberg catalogs, and who may do what with them. */
export interface PolarisConnectionSettings {
  readonly type: 'polaris';
  readonly name: string;
  /** Of its Iceberg catalogs, without a slash at its end: `https://polaris.example.com/api/catalog`. */
  readonly uri: string;
  /** One of its catalogs; without it all that the server lists. */
  readonly warehouse?: string;
  /** Of a server with several. */
  readonly realm?: string;
  readonly auth: Extract<RestAuth, { readonly type: 'oauth2' | 'bearer' }>;
  /** For S3 where a catalog gives no credentials. */
  readonly profile?: string;
  readonly region?: string;
  readonly readOnly: boolean;
}

export function parsePolaris(entry: EntryReader): PolarisConnectionSettings {
  const texts: Partial<Record<(typeof optional)[number], string>> = {};
  for (const key of optional) {
    const text = entry.optionalText(key);
    if (text !== undefined) texts[key] = text;
  }
  const uri = entry.address('uri').replace(/\/v1$/, '');
  // The management API lies beside it.
  if (!uri.endsWith('/catalog')) entry.wrong('uri');
  return {
    type: 'polaris',
    name: entry.name,
    uri,
    ...texts,
    auth: parseAuth(entry.inner('auth'), ['oauth2', 'bearer'], 'PRINCIPAL_ROLE:ALL'),
    readOnly: entry.flag('readOnly'),
  };
}

const optional = ['warehouse', 'realm', 'profile', 'region'] as const;

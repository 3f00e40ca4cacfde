import type { EntryReader } from '../entryReader.js';

/** How a REST catalog knows who asks. Secrets are not in the settings. */
export type RestAuth =
  | { readonly type: 'none' }
  | { readonly type: 'bearer' }
  | {
      readonly type: 'oauth2';
      readonly clientId: string;
      readonly scope: string;
      /** Without it the catalog's own. */
      readonly tokenUri?: string;
    }
  | { readonly type: 'sigv4'; readonly service: string };

/** Any catalog that speaks Iceberg's REST specification. */
export interface RestConnectionSettings {
  readonly type: 'iceberg-rest';
  readonly name: string;
  /** Its address, without `/v1` and without a slash at its end. */
  readonly uri: string;
  readonly warehouse?: string;
  readonly auth: RestAuth;
  /** For requests that are signed, and for S3 where the catalog gives no credentials. */
  readonly profile?: string;
  readonly region?: string;
  readonly readOnly: boolean;
}

export function parseRest(entry: EntryReader): RestConnectionSettings {
  const warehouse = entry.optionalText('warehouse');
  const profile = entry.optionalText('profile');
  const region = entry.optionalText('region');
  return {
    type: 'iceberg-rest',
    name: entry.name,
    uri: entry.address('uri').replace(/\/v1$/, ''),
    ...(warehouse === undefined ? {} : { warehouse }),
    auth: parseAuth(entry.inner('auth'), ['none', 'bearer', 'oauth2', 'sigv4'], 'catalog'),
    ...(profile === undefined ? {} : { profile }),
    ...(region === undefined ? {} : { region }),
    readOnly: entry.flag('readOnly'),
  };
}

/** Who asks, in one of some ways; `scope` is what OAuth2 asks for where nothing else is written. */
export function parseAuth<T extends RestAuth['type']>(
  entry: EntryReader,
  types: readonly [T, ...T[]],
  scope: string,
): Extract<RestAuth, { readonly type: T }>;
export function parseAuth(
  entry: EntryReader,
  types: readonly [RestAuth['type'], ...RestAuth['type'][]],
  scope: string,
): RestAuth {
  const type = entry.word('type', types);
  switch (type) {
    case 'none':
    case 'bearer':
      return { type };
    case 'oauth2': {
      const tokenUri = entry.optionalText('tokenUri');
      return {
        type,
        clientId: entry.text('clientId'),
        scope: entry.optionalText('scope') ?? scope,
        ...(tokenUri === undefined ? {} : { tokenUri: entry.address('tokenUri') }),
      };
    }
    case 'sigv4':
      return { type, service: entry.optionalText('service') ?? 'glue' };
  }
}

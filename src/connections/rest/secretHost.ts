import type { RestAuth } from './restSettings.js';

/** The host that a secret is for; `undefined` where there is no secret. It goes to whoever gives the tokens. */
export function secretHost(uri: string, auth: RestAuth): string | undefined {
  switch (auth.type) {
    case 'bearer':
      return new URL(uri).host;
    case 'oauth2':
      return new URL(tokenUriOf(uri, auth)).host;
    case 'none':
    case 'sigv4':
      return undefined;
  }
}

/** Where tokens are given: where the settings say, else by the catalog itself. */
export function tokenUriOf(
  uri: string,
  { tokenUri }: Extract<RestAuth, { readonly type: 'oauth2' }>,
): string {
  return tokenUri ?? `${uri}/v1/oauth/tokens`;
}

import { type JsonAt, member, optional, toItems, toText, toTexts } from '../iceberg/json.js';
import { inCatalogWords } from './inCatalogWords.js';
import type { RestSend } from './restSend.js';

/** What a server of Iceberg's REST protocol says of itself (`/v1/config`). */
export interface RestConfig {
  /** Between `/v1/` and the rest, used as it is: it may hold `/` and `:`. */
  readonly prefix: string;
  /** Between the parts of a namespace in a path, decoded. */
  readonly separator: string;
  /** What the server offers: `GET /v1/{prefix}/namespaces`. */
  readonly endpoints: ReadonlySet<string>;
  /** What else holds for all its tables: how S3 is reached. */
  readonly properties: Readonly<Record<string, string>>;
}

/** What a server has that does not say what it has, by the specification. */
const usualEndpoints: readonly string[] = [
  'GET /v1/{prefix}/namespaces',
  'POST /v1/{prefix}/namespaces',
  'GET /v1/{prefix}/namespaces/{namespace}',
  'DELETE /v1/{prefix}/namespaces/{namespace}',
  'POST /v1/{prefix}/namespaces/{namespace}/properties',
  'GET /v1/{prefix}/namespaces/{namespace}/tables',
  'POST /v1/{prefix}/namespaces/{namespace}/tables',
  'GET /v1/{prefix}/namespaces/{namespace}/tables/{table}',
  'POST /v1/{prefix}/namespaces/{namespace}/tables/{table}',
  'DELETE /v1/{prefix}/namespaces/{namespace}/tables/{table}',
  'POST /v1/{prefix}/namespaces/{namespace}/register',
  'POST /v1/{prefix}/namespaces/{namespace}/tables/{table}/metrics',
  'POST /v1/{prefix}/tables/rename',
  'POST /v1/{prefix}/transactions/commit',
];

/** Older than the list of endpoints is a word for views alone. */
const viewEndpoints: readonly string[] = [
  'GET /v1/{prefix}/namespaces/{namespace}/views',
  'GET /v1/{prefix}/namespaces/{namespace}/views/{view}',
];

/** Asks a server for its configuration, for one of its catalogs. Fails in `CatalogError`. */
export async function loadRestConfig(
  send: RestSend,
  warehouse: string | undefined,
  signal: AbortSignal,
): Promise<RestConfig> {
  const query = warehouse === undefined ? {} : { warehouse };
  const what = 'the configuration of the catalog';
  const value = await send({ path: '/v1/config', query }, what, signal);
  return inCatalogWords(() =>
    Promise.resolve().then(() => toConfig({ value, path: '', file: what })),
  );
}

function toConfig(at: JsonAt): RestConfig {
  const texts = (key: string): Readonly<Record<string, string>> =>
    optional(member(at, key), toTexts) ?? {};
  const properties = { ...texts('defaults'), ...texts('overrides') };
  // Polaris leaves out the first slash of some.
  const named = optional(member(at, 'endpoints'), toItems)?.map((endpoint) =>
    toText(endpoint).replace(/ (?!\/)/, ' /'),
  );
  const hasViews = properties['view-endpoints-supported'] === 'true';
  return {
    prefix: (properties['prefix'] ?? '').replace(/^\/+|\/+$/g, ''),
    separator: decoded(properties['namespace-separator'] ?? '%1F'),
    endpoints: new Set(named ?? [...usualEndpoints, ...(hasViews ? viewEndpoints : [])]),
    properties,
  };
}

/** It is written as it stands in a path; one that is not encoded is meant as it is. */
function decoded(separator: string): string {
  try {
    return decodeURIComponent(separator);
  } catch {
    return separator;
  }
}

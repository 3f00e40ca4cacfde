import {
  isPresent,
  type JsonAt,
  member,
  optional,
  toItems,
  toText,
  toTexts,
} from '../../iceberg/json.js';
import { toMetadata, type TableMetadata } from '../../iceberg/metadata.js';
import { toViewMetadata, type ViewMetadata } from '../../iceberg/view.js';
import { CatalogError, type Page, type PageToken } from '../catalog.js';
import { inCatalogWords } from '../inCatalogWords.js';
import type { RestRequest, RestSend } from '../restSend.js';

/** What the catalog says of itself (`/v1/config`). */
interface RestConfig {
  /** Between `/v1/` and the rest, used as it is: it may hold `/` and `:`. */
  readonly prefix: string;
  /** Between the parts of a namespace in a path, decoded. */
  readonly separator: string;
  readonly hasViews: boolean;
}

/** A table as the catalog gives it. */
export interface RestTable {
  readonly metadata: TableMetadata;
  /** How its files are read: endpoints, and credentials that hold for this table and a while. */
  readonly config: Readonly<Record<string, string>>;
}

/** The calls of Iceberg's REST catalog specification. Fails in `CatalogError`. */
export class RestApi {
  readonly #send: RestSend;
  readonly #warehouse: string | undefined;
  readonly #pageSize: number;
  #config: Promise<RestConfig> | undefined;

  constructor(send: RestSend, warehouse: string | undefined, pageSize: number) {
    this.#send = send;
    this.#warehouse = warehouse;
    this.#pageSize = pageSize;
  }

  /** The namespaces right below one. */
  async namespaces(
    parent: readonly string[],
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<readonly string[]>> {
    const { separator } = await this.#configOf(signal);
    const query = parent.length === 0 ? {} : { parent: parent.join(separator) };
    return this.#list('/namespaces', query, 'the namespaces', page, signal, (at) => {
      const items = toItems(member(at, 'namespaces'));
      return items.map((names) => toItems(names).map(toText));
    });
  }

  /** The names of tables or views. */
  async names(
    kind: 'tables' | 'views',
    namespace: readonly string[],
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<string>> {
    const path = `/namespaces/${await this.#encoded(namespace, signal)}/${kind}`;
    const what = `the ${kind} of ${namespace.join('.')}`;
    return this.#list(path, {}, what, page, signal, (at) =>
      toItems(member(at, 'identifiers')).map((item) => toText(member(item, 'name'))),
    );
  }

  async hasViews(signal: AbortSignal): Promise<boolean> {
    return (await this.#configOf(signal)).hasViews;
  }

  async table(namespace: readonly string[], name: string, signal: AbortSignal): Promise<RestTable> {
    const at = await this.#load('tables', namespace, name, signal);
    return inCatalogWords(() => {
      const file = optional(member(at, 'metadata-location'), toText) ?? at.file;
      const metadata = toMetadata({ ...member(at, 'metadata'), file, path: '' });
      const config = optional(member(at, 'config'), toTexts) ?? {};
      return Promise.resolve({ metadata, config: { ...config, ...credentialsIn(at, metadata) } });
    });
  }

  async view(
    namespace: readonly string[],
    name: string,
    signal: AbortSignal,
  ): Promise<ViewMetadata> {
    const at = await this.#load('views', namespace, name, signal);
    return inCatalogWords(() => {
      const file = optional(member(at, 'metadata-location'), toText) ?? at.file;
      return Promise.resolve(toViewMetadata({ ...member(at, 'metadata'), file, path: '' }));
    });
  }

  async #load(
    kind: 'tables' | 'views',
    namespace: readonly string[],
    name: string,
    signal: AbortSignal,
  ): Promise<JsonAt> {
    const what = `${kind === 'tables' ? 'the table' : 'the view'} ${[...namespace, name].join('.')}`;
    const path = `/namespaces/${await this.#encoded(namespace, signal)}/${kind}/${segment(name)}`;
    const headers = { 'X-Iceberg-Access-Delegation': 'vended-credentials' };
    return this.#get(path, { headers }, what, signal);
  }

  async #list<T>(
    path: string,
    query: Readonly<Record<string, string>>,
    what: string,
    page: PageToken,
    signal: AbortSignal,
    read: (at: JsonAt) => readonly T[],
  ): Promise<Page<T>> {
    // An empty token asks for pages; servers that have none give everything.
    const paged = { ...query, pageSize: String(this.#pageSize), pageToken: page ?? '' };
    const at = await this.#get(path, { query: paged }, what, signal);
    return inCatalogWords(() => {
      const next = optional(member(at, 'next-page-token'), toText);
      const items = read(at);
      return Promise.resolve(next === undefined || next === '' ? { items } : { items, next });
    });
  }

  async #encoded(namespace: readonly string[], signal: AbortSignal): Promise<string> {
    const { separator } = await this.#configOf(signal);
    return segment(namespace.join(separator));
  }

  async #get(
    path: string,
    request: Omit<RestRequest, 'path'>,
    what: string,
    signal: AbortSignal,
  ): Promise<JsonAt> {
    const { prefix } = await this.#configOf(signal);
    const whole = `/v1${prefix === '' ? '' : `/${prefix}`}${path}`;
    return {
      value: await this.#send({ ...request, path: whole }, what, signal),
      path: '',
      file: what,
    };
  }

  async #configOf(signal: AbortSignal): Promise<RestConfig> {
    // Several ask at once: the one that goes away must not take the answer from the others.
    this.#config ??= this.#loadConfig(signal).catch((error: unknown) => {
      this.#config = undefined;
      throw error;
    });
    try {
      return await this.#config;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Error && error.name === 'AbortError') return this.#configOf(signal);
      throw error;
    }
  }

  async #loadConfig(signal: AbortSignal): Promise<RestConfig> {
    const query = this.#warehouse === undefined ? {} : { warehouse: this.#warehouse };
    const what = 'the configuration of the catalog';
    const value = await this.#send({ path: '/v1/config', query }, what, signal);
    return inCatalogWords(() => {
      const at: JsonAt = { value, path: '', file: what };
      const texts = (key: string): Readonly<Record<string, string>> =>
        optional(member(at, key), toTexts) ?? {};
      const settings = { ...texts('defaults'), ...texts('overrides') };
      const endpoints = optional(member(at, 'endpoints'), toItems)?.map(toText);
      return Promise.resolve({
        prefix: (settings['prefix'] ?? '').replace(/^\/+|\/+$/g, ''),
        separator: decodeURIComponent(settings['namespace-separator'] ?? '%1F'),
        hasViews:
          endpoints?.includes('GET /v1/{prefix}/namespaces/{namespace}/views') ??
          settings['view-endpoints-supported'] === 'true',
      });
    });
  }
}

/** A name in a path. Nothing leads past `.` and `..`, however they are encoded: they would be another path. */
function segment(name: string): string {
  if (name !== '' && name !== '.' && name !== '..') return encodeURIComponent(name);
  throw new CatalogError('not-found', `there can be no ${JSON.stringify(name)}`);
}

/** Of several the one for the longest beginning of where the table lies. */
function credentialsIn(at: JsonAt, { location }: TableMetadata): Readonly<Record<string, string>> {
  const list = member(at, 'storage-credentials');
  if (!isPresent(list)) return {};
  const [best] = toItems(list)
    .map((item) => ({
      prefix: toText(member(item, 'prefix')),
      config: toTexts(member(item, 'config')),
    }))
    .filter(({ prefix }) => location.startsWith(prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  return best?.config ?? {};
}

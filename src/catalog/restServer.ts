import { type JsonAt, member, optional, toItems, toText, toTexts } from '../iceberg/json.js';
import { CatalogError, type Namespace, type Page, type PageToken } from './catalog.js';
import { inCatalogWords } from './inCatalogWords.js';
import { loadRestConfig, type RestConfig } from './restConfig.js';
import type { RestRequest, RestSend } from './restSend.js';

/** What stands for the names in braces of a path. */
export type PathNames = Readonly<Record<string, string | Namespace>>;

export interface RestServerOptions {
  readonly send: RestSend;
  /** Which of the server's catalogs. */
  readonly warehouse?: string | undefined;
  /** How many things a page has at most, where the server has pages. */
  readonly pageSize: number;
}

/** So many empty pages in a row are passed over. */
const mostEmptyPages = 20;

/**
 * A server of Iceberg's REST protocol: its configuration, its paths and its pages. Paths are those of the
 * specification: `/v1/{prefix}/namespaces/{namespace}`. Fails in `CatalogError`.
 */
export class RestServer {
  readonly #options: RestServerOptions;
  #config: Promise<RestConfig> | undefined;

  constructor(options: RestServerOptions) {
    this.#options = options;
  }

  /** Whether the server has an endpoint: `GET /v1/{prefix}/namespaces/{namespace}/views`. */
  async offers(endpoint: string, signal: AbortSignal): Promise<boolean> {
    return (await this.config(signal)).endpoints.has(endpoint);
  }

  /** The answer at a path; it is a `POST` where the request has a body. */
  async ask(
    path: string,
    names: PathNames,
    request: Omit<RestRequest, 'path'>,
    what: string,
    signal: AbortSignal,
  ): Promise<JsonAt> {
    const filled = fill(path, names, await this.config(signal));
    const value = await this.#options.send({ ...request, path: filled }, what, signal);
    return { value, path: '', file: what };
  }

  /** A page of a list, read by `read`. An empty one that is not the last is passed over. */
  async list<T>(
    path: string,
    names: PathNames,
    query: Readonly<Record<string, string>>,
    what: string,
    page: PageToken,
    signal: AbortSignal,
    read: (at: JsonAt) => readonly T[],
  ): Promise<Page<T>> {
    const seen = new Set([page]);
    for (let token = page; ;) {
      // An empty token asks for pages; servers that have none give everything.
      const pageSize = String(this.#options.pageSize);
      const asked = { query: { ...query, pageSize, pageToken: token ?? '' } };
      const at = await this.ask(path, names, asked, what, signal);
      const next = await readAnswer(() => optional(member(at, 'next-page-token'), toText));
      const items = await readAnswer(() => read(at));
      if (next === undefined || next === '') return { items };
      if (seen.has(next)) {
        const why = 'the service names a page as the next one that it gave before';
        throw new CatalogError('internal', `${what}: ${why}`);
      }
      if (items.length > 0 || seen.size > mostEmptyPages) return { items, next };
      seen.add(next);
      token = next;
    }
  }

  /** A namespace as one text, as queries have it. */
  async joined(namespace: Namespace, signal: AbortSignal): Promise<string> {
    return namespace.join((await this.config(signal)).separator);
  }

  /** What the server says of itself; asked for once. */
  async config(signal: AbortSignal): Promise<RestConfig> {
    // Several ask at once: the one that goes away must not take the answer from the others.
    this.#config ??= this.#loadConfig(signal).catch((error: unknown) => {
      this.#config = undefined;
      throw error;
    });
    try {
      return await this.#config;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Error && error.name === 'AbortError') return this.config(signal);
      throw error;
    }
  }

  /** Asks for the configuration anew when it is next needed. */
  forget(): void {
    this.#config = undefined;
  }

  async #loadConfig(signal: AbortSignal): Promise<RestConfig> {
    const { send, warehouse } = this.#options;
    return loadRestConfig(send, warehouse, signal);
  }
}

/** Reads an answer, and fails as catalogs do where it is not what it should be. */
export function readAnswer<T>(read: () => T): Promise<T> {
  return inCatalogWords(() => Promise.resolve().then(read));
}

/** The names of what a list identifies. */
export function toNames(at: JsonAt): readonly string[] {
  return toItems(member(at, 'identifiers')).map((item) => toText(member(item, 'name')));
}

/** What is at `key` as texts; none where it is not there. */
export function textsAt(at: JsonAt, key: string): Readonly<Record<string, string>> {
  return optional(member(at, key), toTexts) ?? {};
}

function fill(path: string, names: PathNames, { prefix, separator }: RestConfig): string {
  return path
    .replace('/{prefix}', prefix === '' ? '' : `/${prefix}`)
    .replace(/\{([\w-]+)\}/g, (_, key: string) => {
      const name = names[key] ?? '';
      return segment(typeof name === 'string' ? name : name.join(separator));
    });
}

/** A name in a path. Nothing leads past `.` and `..`, however they are encoded: they would be another path. */
export function segment(name: string): string {
  if (name !== '' && name !== '.' && name !== '..') return encodeURIComponent(name);
  throw new CatalogError('not-found', `there can be no ${JSON.stringify(name)}`);
}

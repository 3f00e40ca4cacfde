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
import type { Namespace, Page, PageToken, TableIdentifier } from '../catalog.js';
import type { PropertyChanges } from '../description.js';
import { readAnswer, type RestServer, textsAt, toNames } from '../restServer.js';

const namespacesPath = '/v1/{prefix}/namespaces';
const tablesPath = `${namespacesPath}/{namespace}/tables`;
const tablePath = `${tablesPath}/{table}`;
const credentialsPath = `${tablePath}/credentials`;
const viewsPath = `${namespacesPath}/{namespace}/views`;
const viewPath = `${viewsPath}/{view}`;

/** A table as the catalog gives it. */
export interface RestTable {
  readonly metadata: TableMetadata;
  /** How its files are read: endpoints, and credentials that hold for this table and a while. */
  readonly config: Readonly<Record<string, string>>;
}

/** The calls of Iceberg's REST catalog specification. Fails in `CatalogError`. */
export class RestApi {
  readonly #server: RestServer;

  constructor(server: RestServer) {
    this.#server = server;
  }

  /** The namespaces right below one. */
  async namespaces(
    parent: Namespace,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<Namespace>> {
    const query = parent.length === 0 ? {} : { parent: await this.#server.joined(parent, signal) };
    const what = parent.length === 0 ? 'the namespaces' : `the namespaces in ${parent.join('.')}`;
    const read = (at: JsonAt): readonly Namespace[] =>
      toItems(member(at, 'namespaces'))
        .map((names) => toItems(names).map(toText))
        // A server whose namespaces do not nest may not look at the parent, and give all of them.
        .filter((names) => isRightBelow(parent, names));
    return this.#server.list(namespacesPath, {}, query, what, page, signal, read);
  }

  /** The names of tables or views. */
  names(
    kind: 'tables' | 'views',
    namespace: Namespace,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<string>> {
    const path = kind === 'tables' ? tablesPath : viewsPath;
    const what = `the ${kind} of ${namespace.join('.')}`;
    return this.#server.list(path, { namespace }, {}, what, page, signal, toNames);
  }

  hasViews(signal: AbortSignal): Promise<boolean> {
    return this.#server.offers(`GET ${viewsPath}`, signal);
  }

  /** Whether the properties of tables or views can be written. */
  mayUpdate(kind: 'table' | 'view', signal: AbortSignal): Promise<boolean> {
    return this.#server.offers(`POST ${kind === 'table' ? tablePath : viewPath}`, signal);
  }

  /** A table, without credentials: who may see a table may not be allowed to read its files. */
  async table(identifier: TableIdentifier, signal: AbortSignal): Promise<RestTable> {
    return this.#table(identifier, {}, signal);
  }

  /** How the files of a table are read, with new credentials where the catalog gives any. */
  async storage(
    identifier: TableIdentifier,
    { location }: TableMetadata,
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, string>>> {
    if (!(await this.#server.offers(`GET ${credentialsPath}`, signal))) {
      const headers = { 'X-Iceberg-Access-Delegation': 'vended-credentials' };
      return (await this.#table(identifier, headers, signal)).config;
    }
    const { namespace, name: table } = identifier;
    const what = `the credentials for the table ${nameOf(identifier)}`;
    const at = await this.#server.ask(credentialsPath, { namespace, table }, {}, what, signal);
    return readAnswer(() => credentialsIn(at, location));
  }

  async view(identifier: TableIdentifier, signal: AbortSignal): Promise<ViewMetadata> {
    const { namespace, name: view } = identifier;
    const what = `the view ${nameOf(identifier)}`;
    const at = await this.#server.ask(viewPath, { namespace, view }, {}, what, signal);
    return readAnswer(() =>
      toViewMetadata({ ...member(at, 'metadata'), file: fileOf(at), path: '' }),
    );
  }

  /** Writes properties of a table or view, if it is still the one of this id. */
  async update(
    kind: 'table' | 'view',
    identifier: TableIdentifier,
    uuid: string | undefined,
    { set, remove }: PropertyChanges,
    signal: AbortSignal,
  ): Promise<void> {
    const { namespace, name } = identifier;
    const updates = [
      ...(Object.keys(set).length === 0 ? [] : [{ action: 'set-properties', updates: set }]),
      ...(remove.length === 0 ? [] : [{ action: 'remove-properties', removals: remove }]),
    ];
    const body = {
      identifier: { namespace, name },
      requirements: uuid === undefined ? [] : [{ type: `assert-${kind}-uuid`, uuid }],
      updates,
    };
    const what = `the description of the ${kind} ${nameOf(identifier)}`;
    const path = kind === 'table' ? tablePath : viewPath;
    await this.#server.ask(path, { namespace, [kind]: name }, { body }, what, signal);
  }

  async #table(
    identifier: TableIdentifier,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<RestTable> {
    const { namespace, name: table } = identifier;
    const what = `the table ${nameOf(identifier)}`;
    const at = await this.#server.ask(tablePath, { namespace, table }, { headers }, what, signal);
    const { properties } = await this.#server.config(signal);
    return readAnswer(() => {
      const metadata = toMetadata({ ...member(at, 'metadata'), file: fileOf(at), path: '' });
      const own = { ...textsAt(at, 'config'), ...credentialsIn(at, metadata.location) };
      return { metadata, config: { ...properties, ...own } };
    });
  }
}

function fileOf(at: JsonAt): string {
  return optional(member(at, 'metadata-location'), toText) ?? at.file;
}

function nameOf({ namespace, name }: TableIdentifier): string {
  return [...namespace, name].join('.');
}

function isRightBelow(parent: Namespace, names: Namespace): boolean {
  return names.length === parent.length + 1 && parent.every((name, i) => name === names[i]);
}

/** Of several the one for the longest beginning of where the table lies. */
function credentialsIn(at: JsonAt, location: string): Readonly<Record<string, string>> {
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

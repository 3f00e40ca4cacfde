import { type JsonAt, member, optional, toText } from '../../iceberg/json.js';
import { mapParallel } from '../../util/mapParallel.js';
import {
  CatalogError,
  type Namespace,
  type Page,
  type PageToken,
  type Table,
  type TableFormat,
  type TableIdentifier,
  type TableSummary,
} from '../catalog.js';
import { toProperties } from '../icebergTable.js';
import { locationDataset } from '../locationDataset.js';
import type { OtherTables } from '../otherTables.js';
import { genericPreview } from './genericPreview.js';
import { readAnswer, type RestServer, textsAt, toNames } from '../restServer.js';

const listPath = '/polaris/v1/{prefix}/namespaces/{namespace}/generic-tables';
const tablePath = `${listPath}/{generic-table}`;

/** A listing has names alone. Of so many tables the format is asked for, a few at a time. */
const mostFormats = 100;
const atOnce = 8;

/** Tables of other formats than Iceberg, which Polaris keeps the names, places and properties of. */
export class GenericTables implements OtherTables {
  readonly #server: RestServer;
  readonly #catalog: string;

  constructor(server: RestServer, catalog: string) {
    this.#server = server;
    this.#catalog = catalog;
  }

  areOffered(signal: AbortSignal): Promise<boolean> {
    return this.#server.offers(`GET ${listPath}`, signal);
  }

  async list(
    namespace: Namespace,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<TableSummary>> {
    const what = `the generic tables of ${namespace.join('.')}`;
    const found = await this.#server.list(listPath, { namespace }, {}, what, page, signal, toNames);
    const summarize = async (name: string): Promise<TableSummary> => {
      const identifier = { namespace, name };
      try {
        const { format } = toGenericTable(await this.#ask(identifier, signal));
        return { identifier, kind: 'table', ...known(format) };
      } catch {
        signal.throwIfAborted();
        // Whoever opens it is told why.
        return { identifier, kind: 'table' };
      }
    };
    const first = await mapParallel(found.items.slice(0, mostFormats), atOnce, summarize);
    const others = found.items
      .slice(mostFormats)
      .map((name): TableSummary => ({ identifier: { namespace, name }, kind: 'table' }));
    return { ...found, items: [...first, ...others] };
  }

  async load(identifier: TableIdentifier, signal: AbortSignal): Promise<Table> {
    const at = await this.#ask(identifier, signal);
    const path = [...identifier.namespace, identifier.name].join('.');
    return readAnswer(() => {
      const { format, location, comment, properties } = toGenericTable(at);
      const lacks = `Polaris knows no columns, snapshots or files of a ${format} table`;
      return {
        identifier,
        kind: 'table',
        ...known(format),
        dataset:
          location === undefined
            ? { namespace: 'polaris', name: `${this.#catalog}.${path}` }
            : locationDataset(location),
        columns: [],
        partitioning: [],
        ...toProperties(properties),
        ...(comment === undefined ? {} : { comment }),
        ...(location === undefined ? {} : { location }),
        incomplete: new CatalogError('limit', `${path}: ${lacks}`),
      };
    });
  }

  preview(table: Table, signal: AbortSignal): ReturnType<OtherTables['preview']> {
    return genericPreview(table, signal);
  }

  #ask({ namespace, name }: TableIdentifier, signal: AbortSignal): Promise<JsonAt> {
    const what = `the table ${[...namespace, name].join('.')}`;
    return this.#server.ask(tablePath, { namespace, 'generic-table': name }, {}, what, signal);
  }
}

interface GenericTable {
  /** As it was written: `delta`, `CSV`, `lance`. */
  readonly format: string;
  readonly location?: string;
  readonly comment?: string;
  readonly properties: Readonly<Record<string, string>>;
}

function toGenericTable(answer: JsonAt): GenericTable {
  const at = member(answer, 'table');
  const location = optional(member(at, 'base-location'), toText);
  const comment = optional(member(at, 'doc'), toText);
  return {
    format: toText(member(at, 'format')),
    ...(location === undefined ? {} : { location }),
    ...(comment === undefined ? {} : { comment }),
    properties: textsAt(at, 'properties'),
  };
}

const formats: readonly TableFormat[] = ['delta', 'parquet', 'csv', 'json'];

/** The format where it is one that we know; Polaris takes any word for one. */
function known(word: string): { readonly format?: TableFormat } {
  const format = formats.find((one) => one === word.toLowerCase());
  return format === undefined ? {} : { format };
}

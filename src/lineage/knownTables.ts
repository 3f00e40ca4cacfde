import type { DatasetId, TableFormat } from '../catalog/catalog.js';
import type { Dialect } from '../sql/dialect.js';

/** A table to be looked up in the catalogs of a connection. */
export interface TableRequest {
  readonly connection: string;
  /** Whole, from the outermost in. */
  readonly name: readonly string[];
}

/** What a connection's catalogs say of a table. `missing` is an answer too. */
export type KnownTable = TableRequest & {
  /** When they said so, in milliseconds since 1970. */
  readonly at?: number;
} & (
    | { readonly kind: 'missing' }
    | {
        readonly kind: 'table';
        readonly dataset: DatasetId;
        readonly columns: readonly KnownColumn[];
        readonly comment?: string;
        readonly owner?: string;
        /** Missing for views. */
        readonly format?: TableFormat;
        readonly rows?: bigint;
        /** When its rows last changed, in milliseconds since 1970. */
        readonly updatedAt?: number;
        readonly view?: KnownView;
      }
  );

export interface KnownColumn {
  readonly name: string;
  readonly type: string;
  readonly comment?: string;
}

export interface KnownView {
  /** Where the definition is kept. */
  readonly uri: string;
  readonly text: string;
  readonly dialect: Dialect;
  readonly defaultNamespace: readonly string[];
}

/** Tables that the catalogs were asked for, under the name they were asked by and under their identity. */
export class KnownTables {
  readonly #byName = new Map<string, KnownTable>();
  readonly #byDataset = new Map<string, KnownTable>();

  put(table: KnownTable): void {
    const before = this.#byName.get(requestKey(table));
    this.#byName.set(requestKey(table), table);
    if (before?.kind === 'table') this.#byDataset.delete(datasetKey(before.dataset));
    if (table.kind === 'table') this.#byDataset.set(datasetKey(table.dataset), table);
  }

  get all(): readonly KnownTable[] {
    return [...this.#byName.values()];
  }

  /** Nothing where it was never asked for. */
  find(request: TableRequest): KnownTable | undefined {
    return this.#byName.get(requestKey(request));
  }

  of(dataset: DatasetId): Extract<KnownTable, { kind: 'table' }> | undefined {
    const table = this.#byDataset.get(datasetKey(dataset));
    return table?.kind === 'table' ? table : undefined;
  }
}

export function requestKey({ connection, name }: TableRequest): string {
  return JSON.stringify([connection, ...name.map((part) => part.toLowerCase())]);
}

function datasetKey({ namespace, name }: DatasetId): string {
  return JSON.stringify([namespace, name.toLowerCase()]);
}

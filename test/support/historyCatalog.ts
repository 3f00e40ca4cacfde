import type {
  Capabilities,
  MaintenanceJob,
  Partition,
  SchemaVersion,
  TableFile,
  TableRef,
} from '../../src/catalog/capabilities.js';
import type {
  Column,
  Page,
  PageToken,
  Snapshot,
  SnapshotCatalog,
  Table,
  TableIdentifier,
  TableSummary,
} from '../../src/catalog/catalog.js';

type Offered = Pick<
  Capabilities,
  'listRefs' | 'listSchemas' | 'listPartitions' | 'listFiles' | 'maintenance'
>;

const id: Column = {
  name: 'id',
  type: 'long',
  nativeType: 'long',
  fieldId: 1,
  nullable: false,
  isKey: true,
};
const at: Column = {
  ...id,
  name: 'ordered_at',
  type: 'timestamp',
  fieldId: 2,
  nullable: true,
  isKey: false,
};
const address: Column = {
  ...at,
  name: 'address',
  type: 'struct<zip: string>',
  fieldId: 3,
  fields: [{ ...at, name: 'zip', type: 'string', fieldId: 4 }],
};

/** A catalog of the one table `sales.orders` that has all that a table can have. What is in `failing` fails. */
export class HistoryCatalog implements SnapshotCatalog, Offered {
  readonly name = 'history';
  readonly failing = new Set<keyof Offered | 'listSnapshots' | 'loadTable'>();
  readonly identifier: TableIdentifier = { namespace: ['sales'], name: 'orders' };
  table: Table = {
    identifier: this.identifier,
    kind: 'table',
    format: 'iceberg',
    dataset: { namespace: 'fake', name: 'orders' },
    columns: [id, at, address],
    partitioning: ['day(ordered_at)'],
    properties: { 'write.format': 'parquet', a: '1' },
  };
  jobs: readonly MaintenanceJob[] = [];

  listNamespaces(parent: readonly string[]): Promise<Page<readonly string[]>> {
    return Promise.resolve({ items: parent.length === 0 ? [['sales']] : [] });
  }

  listTables(namespace: readonly string[]): Promise<Page<TableSummary>> {
    return Promise.resolve({ items: namespace.length === 0 ? [] : [this.table] });
  }

  loadTable(): Promise<Table> {
    return this.#answer('loadTable', this.table);
  }

  listSnapshots(): Promise<readonly Snapshot[]> {
    const summary = { 'added-records': '5' };
    const first = { committedAt: 0, summary, refs: [], isCurrent: false };
    return this.#answer('listSnapshots', [
      { ...first, id: 2n ** 62n, refs: ['main'], isCurrent: true },
      { ...first, id: 1n },
    ]);
  }

  listRefs(): Promise<readonly TableRef[]> {
    return this.#answer('listRefs', [{ name: 'main', kind: 'branch', snapshotId: 2n ** 62n }]);
  }

  listSchemas(): Promise<readonly SchemaVersion[]> {
    return this.#answer('listSchemas', [
      { id: 1, columns: this.table.columns, isCurrent: true },
      { id: 0, columns: [id, { ...at, name: 'at' }], isCurrent: false },
    ]);
  }

  /** Two pages of one. */
  listPartitions(_: TableIdentifier, page: PageToken): Promise<Page<Partition>> {
    const value = page ?? '2026-01-01';
    const items = [{ values: [{ name: 'ordered_at_day', value }], rows: 3n }];
    return this.#answer('listPartitions', {
      items,
      ...(page === undefined ? { next: '2026-01-02' } : {}),
    });
  }

  listFiles(): Promise<readonly TableFile[]> {
    const file = { content: 'data', format: 'parquet', partition: [] } as const;
    return this.#answer('listFiles', [
      { ...file, location: 's3://b/a.parquet', bytes: 40_000_000n },
      { ...file, location: 's3://b/b.parquet', bytes: 10n },
    ]);
  }

  maintenance(): Promise<readonly MaintenanceJob[]> {
    return this.#answer('maintenance', this.jobs);
  }

  #answer<T>(what: keyof Offered | 'listSnapshots' | 'loadTable', answer: T): Promise<T> {
    return this.failing.has(what)
      ? Promise.reject(new Error(`${what} failed`))
      : Promise.resolve(answer);
  }
}

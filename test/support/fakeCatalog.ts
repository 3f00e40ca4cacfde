import {
  CatalogError,
  type Namespace,
  type Page,
  type Relation,
  type RelationCatalog,
  type Table,
  type TableIdentifier,
  type TableSummary,
  type ViewDefinition,
} from '../../src/catalog/catalog.js';

/** A `SELECT`, a view, or the failure that reading the table ends with. */
export type FakeTable = string | ViewDefinition | CatalogError;

/** A catalog of tables that are SELECTs. Keys are names with dots; change `tables` to change it. */
export class FakeCatalog implements RelationCatalog {
  readonly name: string;
  readonly tables: Map<string, FakeTable>;

  constructor(name: string, tables: Readonly<Record<string, FakeTable>>) {
    this.name = name;
    this.tables = new Map(Object.entries(tables));
  }

  listNamespaces(parent: Namespace): Promise<Page<Namespace>> {
    const names = this.#identifiers()
      .filter(({ namespace }) => namespace.length > parent.length)
      .filter(({ namespace }) => parent.every((part, index) => namespace[index] === part))
      .map(({ namespace }) => namespace.slice(0, parent.length + 1).join('.'));
    return Promise.resolve({ items: [...new Set(names)].map((name) => name.split('.')) });
  }

  listTables(namespace: Namespace): Promise<Page<TableSummary>> {
    const items = this.#identifiers()
      .filter((identifier) => identifier.namespace.join('.') === namespace.join('.'))
      .map((identifier) => ({ identifier, kind: 'table' as const }));
    return Promise.resolve({ items });
  }

  async loadTable(identifier: TableIdentifier): Promise<Table> {
    const found = await this.#find(identifier);
    return {
      identifier,
      kind: typeof found === 'string' ? 'table' : 'view',
      dataset: { namespace: 'fake', name: identifier.name },
      columns: [],
      partitioning: [],
      properties: {},
      ...(typeof found === 'string' ? {} : { view: found }),
    };
  }

  async relation(identifier: TableIdentifier): Promise<Relation> {
    const found = await this.#find(identifier);
    if (typeof found === 'string') return { sql: found, files: { read: 1, total: 1, bytes: 0n } };
    throw new CatalogError('internal', 'a view has no relation');
  }

  #identifiers(): TableIdentifier[] {
    return [...this.tables.keys()].map((key) => {
      const parts = key.split('.');
      return { namespace: parts.slice(0, -1), name: parts.at(-1) ?? '' };
    });
  }

  #find({ namespace, name }: TableIdentifier): Promise<string | ViewDefinition> {
    const found = this.tables.get([...namespace, name].join('.'));
    if (found instanceof CatalogError) return Promise.reject(found);
    if (found !== undefined) return Promise.resolve(found);
    return Promise.reject(new CatalogError('not-found', `no table ${name}`));
  }
}

export function view(sql: string, ...defaultNamespace: string[]): ViewDefinition {
  return { sql, dialect: 'duckdb', defaultNamespace };
}

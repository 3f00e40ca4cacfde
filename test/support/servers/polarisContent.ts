import type { ExactJson } from '../../../src/util/exactJson.js';

/** Who is known, with what roles, in the double of Polaris. The client ids are those of the front. */
const principals = [
  { name: 'root', clientId: 'root', roles: ['service_admin'] },
  { name: 'analyst', clientId: 'reader', roles: ['sales_readers', 'returns_keepers'] },
  { name: 'loader', clientId: 'loader', roles: [] },
  { name: 'guest', clientId: 'nobody', roles: [] },
] as const;

/** The catalog roles of each principal role; the same in every catalog. */
const catalogRoles: Readonly<Record<string, readonly string[]>> = {
  service_admin: ['catalog_admin'],
  sales_readers: ['reads_sales'],
  returns_keepers: ['keeps_returns', 'sees_views'],
};

const grants: Readonly<Record<string, readonly ExactJson[]>> = {
  catalog_admin: [
    { type: 'catalog', privilege: 'CATALOG_MANAGE_ACCESS' },
    { type: 'catalog', privilege: 'CATALOG_MANAGE_CONTENT' },
  ],
  reads_sales: [
    { type: 'catalog', privilege: 'NAMESPACE_LIST' },
    { type: 'namespace', namespace: ['sales'], privilege: 'TABLE_LIST' },
    { type: 'namespace', namespace: ['sales'], privilege: 'TABLE_READ_PROPERTIES' },
    { type: 'table', namespace: ['sales'], tableName: 'orders', privilege: 'TABLE_READ_DATA' },
    { type: 'policy', namespace: ['sales'], policyName: 'keep', privilege: 'POLICY_READ' },
  ],
  keeps_returns: [
    { type: 'namespace', namespace: ['sales', 'eu'], privilege: 'TABLE_WRITE_DATA' },
    { type: 'namespace', namespace: ['scratch'], privilege: 'TABLE_DROP' },
  ],
  sees_views: [
    {
      type: 'view',
      namespace: ['sales', 'eu'],
      viewName: 'big_orders',
      privilege: 'VIEW_READ_PROPERTIES',
    },
  ],
};

/** A table of another format, as Polaris writes it. */
export interface PolarisGenericTable {
  readonly namespace: readonly string[];
  readonly table: {
    readonly name: string;
    readonly format: string;
    readonly 'base-location'?: string;
    readonly doc?: string;
    readonly properties: Readonly<Record<string, string>>;
  };
}

/** In the catalog `lake`. */
const genericTables: readonly PolarisGenericTable[] = [
  {
    namespace: ['sales', 'eu'],
    table: {
      name: 'clicks',
      format: 'delta',
      'base-location': 's3://lake/sales/clicks',
      doc: 'Every click',
      properties: { owner: 'web', 'tag.pii': 'yes' },
    },
  },
  { namespace: ['sales', 'eu'], table: { name: 'prices', format: 'CSV', properties: {} } },
  {
    namespace: ['sales', 'eu'],
    table: {
      name: 'vectors',
      format: 'lance',
      'base-location': 's3://lake/sales/vectors',
      properties: {},
    },
  },
];

const policies = [
  {
    on: undefined,
    policy: {
      'policy-type': 'system.data-compaction',
      inheritable: true,
      name: 'compact',
      description: 'Every night',
      content: '{"version":"2025-02-03","enable":true}',
      version: 2,
      inherited: true,
      namespace: ['policies'],
    },
  },
  {
    on: 'sales.orders',
    policy: {
      'policy-type': 'system.snapshot-expiry',
      inheritable: true,
      name: 'keep',
      version: 0,
      inherited: false,
      namespace: ['sales'],
    },
  },
] as const;

/** What the double of Polaris holds beyond its Iceberg catalogs. */
export const polarisContent = {
  principals,
  catalogRoles,
  grants,
  genericTables,
  policies,
  catalog: (name: string): ExactJson => ({
    type: 'INTERNAL',
    name,
    properties: { 'default-base-location': `file:///lakes/${name}` },
    createTimestamp: 1767225600000,
    lastUpdateTimestamp: 1767225600000,
    entityVersion: 1,
    storageConfigInfo: { storageType: 'FILE', allowedLocations: [`file:///lakes/${name}`] },
  }),
};

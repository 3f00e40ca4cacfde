import type { Service } from './call.js';

interface Route {
  readonly method: string;
  /** Its groups are the members of the input that stand in the path. */
  readonly path: RegExp;
  /** Parameters that the query has to have. */
  readonly query?: readonly string[];
  readonly operation: (found: RegExpExecArray) => string;
}

const bucket = '(?<tableBucketARN>[^/]+)';
const namespace = '(?<namespace>[^/]+)';
const table = `${bucket}/${namespace}/(?<name>[^/]+)`;

/** Of each service whose requests do not name their operation: what its paths mean, as its model says. */
export const routes: Readonly<Record<Exclude<Service, 'glue' | 'sts'>, readonly Route[]>> = {
  s3tables: [
    route('GET', '/buckets', 'ListTableBuckets'),
    route('GET', `/buckets/${bucket}`, 'GetTableBucket'),
    route('GET', `/buckets/${bucket}/maintenance`, 'GetTableBucketMaintenanceConfiguration'),
    route('GET', `/buckets/${bucket}/policy`, 'GetTableBucketPolicy'),
    route('GET', `/buckets/${bucket}/encryption`, 'GetTableBucketEncryption'),
    route('GET', `/namespaces/${bucket}`, 'ListNamespaces'),
    route('GET', `/namespaces/${bucket}/${namespace}`, 'GetNamespace'),
    route('GET', `/tables/${bucket}`, 'ListTables'),
    route('GET', '/get-table', 'GetTable'),
    route('GET', `/tables/${table}/maintenance`, 'GetTableMaintenanceConfiguration'),
    route('GET', `/tables/${table}/maintenance-job-status`, 'GetTableMaintenanceJobStatus'),
    route('GET', `/tables/${table}/metadata-location`, 'GetTableMetadataLocation'),
    route('GET', `/tables/${table}/policy`, 'GetTablePolicy'),
    route('GET', `/tables/${table}/encryption`, 'GetTableEncryption'),
  ],
  lakeformation: [{ method: 'POST', path: /^\/(\w+)$/, operation: (found) => found[1] ?? '' }],
  s3: [
    route('GET', '/(?<Bucket>[^/]+)/?', 'ListObjectsV2', ['list-type']),
    route('GET', '/(?<Bucket>[^/]+)/(?<Key>.+)', 'GetObject'),
    route('HEAD', '/(?<Bucket>[^/]+)/(?<Key>.+)', 'HeadObject'),
    route('PUT', '/(?<Bucket>[^/]+)/(?<Key>.+)', 'PutObject'),
  ],
  // The operation ids of Iceberg's OpenAPI. A prefix may stand before `namespaces`, with slashes in it.
  iceberg: [
    route('GET', '/config', 'getConfig'),
    route('POST', '/oauth/tokens', 'getToken'),
    ...iceberg('', { GET: 'listNamespaces', POST: 'createNamespace' }),
    ...iceberg(`/${namespace}`, { GET: 'loadNamespaceMetadata', HEAD: 'namespaceExists' }),
    ...iceberg(`/${namespace}/properties`, { POST: 'updateProperties' }),
    ...iceberg(`/${namespace}/tables`, { GET: 'listTables', POST: 'createTable' }),
    ...iceberg(`/${namespace}/tables/(?<table>[^/]+)`, {
      GET: 'loadTable',
      HEAD: 'tableExists',
      POST: 'updateTable',
    }),
    ...iceberg(`/${namespace}/tables/(?<table>[^/]+)/credentials`, { GET: 'loadCredentials' }),
    ...iceberg(`/${namespace}/views`, { GET: 'listViews', POST: 'createView' }),
    ...iceberg(`/${namespace}/views/(?<view>[^/]+)`, { GET: 'loadView', POST: 'replaceView' }),
  ],
};

function route(method: string, path: string, operation: string, query?: readonly string[]): Route {
  const known = { method, path: new RegExp(`^${path}$`), operation: () => operation };
  return query === undefined ? known : { ...known, query };
}

function iceberg(path: string, operations: Readonly<Record<string, string>>): readonly Route[] {
  return Object.entries(operations).map(([method, operation]) =>
    route(method, `(?:/.+)?/namespaces${path}`, operation),
  );
}

/** The process of `fastCatalog.ts`: `fastCatalogServer.ts '{"tables":…,"namespaces":…,"delayMs":…,"pageSize":…}'`. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Call, callOf } from './proxy/call.js';
import { textOf } from './proxy/json.js';

interface Options {
  readonly tables: number;
  readonly namespaces: number;
  readonly delayMs: number;
  readonly pageSize: number;
}

const options = JSON.parse(process.argv[2] ?? '{}') as Options; // `startFastCatalog` wrote it.
const counts: Record<string, number> = {};

/** What 20 columns of a real table weigh. */
const columns = Array.from({ length: 20 }, (_, i) => ({
  Name: `column_${i}`,
  Type: i % 2 === 0 ? 'string' : 'decimal(18,2)',
  ...(i % 5 === 0 ? { Comment: `What column ${i} holds` } : {}),
}));
const fields = columns.map(({ Name, Type }, i) => ({
  id: i + 1,
  name: Name,
  required: false,
  type: Type.replace(',', ', '),
}));

const server = http.createServer((request, response) => {
  void answer(request).then(({ status, body }) => {
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo; // It listens at a port.
  process.stdout.write(`ready ${JSON.stringify({ port, pid: process.pid })}\n`);
});

async function answer(request: http.IncomingMessage): Promise<{ status: number; body: string }> {
  const { method = 'GET', url = '/', headers } = request;
  const body = await text(request);
  if (url === '/requests') return { status: 200, body: JSON.stringify(counts) };
  const call = callOf(method, url, headers, body);
  counts[call.operation] = (counts[call.operation] ?? 0) + 1;
  await sleep(options.delayMs);
  const answered = operations[call.operation]?.(call);
  if (answered !== undefined) return { status: 200, body: JSON.stringify(answered) };
  return call.service === 'glue'
    ? { status: 400, body: '{"__type":"EntityNotFoundException","message":"Not found"}' }
    : {
        status: 404,
        body: '{"error":{"message":"Not found","type":"NotFoundException","code":404}}',
      };
}

/** operation → its answer, `undefined` where there is no such thing. */
const operations: Readonly<Record<string, (call: Call) => object | undefined>> = {
  GetDatabases: (call) => {
    const { numbers, next } = page(options.namespaces, call, 'NextToken', 'MaxResults');
    return {
      DatabaseList: numbers.map((i) => ({ Name: namespaceAt(i), CreateTime: 1767225600 })),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
  GetDatabase: ({ input }) =>
    tablesIn(input['Name']) === undefined ? undefined : { Database: { Name: input['Name'] } },
  GetTables: (call) => {
    const { DatabaseName: database, AttributesToGet: attributes } = call.input;
    const total = tablesIn(database);
    if (total === undefined) return undefined;
    const { numbers, next } = page(total, call, 'NextToken', 'MaxResults');
    const nameOnly = Array.isArray(attributes);
    return {
      TableList: numbers.map((i) =>
        nameOnly ? { Name: tableAt(i) } : glueTable(textOf(database), tableAt(i)),
      ),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
  GetTable: ({ input }) => ({
    Table: glueTable(textOf(input['DatabaseName']), textOf(input['Name'])),
  }),
  getConfig: () => ({ defaults: {}, overrides: {} }),
  listNamespaces: (call) => {
    const total = call.input['parent'] === undefined ? options.namespaces : 0;
    const { numbers, next } = page(total, call, 'pageToken', 'pageSize');
    return { namespaces: numbers.map((i) => [namespaceAt(i)]), 'next-page-token': next ?? null };
  },
  loadNamespaceMetadata: ({ input }) =>
    tablesIn(input['namespace']) === undefined
      ? undefined
      : { namespace: [input['namespace']], properties: {} },
  listTables: (call) => {
    const total = tablesIn(call.input['namespace']);
    if (total === undefined) return undefined;
    const { numbers, next } = page(total, call, 'pageToken', 'pageSize');
    const namespace = [call.input['namespace']];
    return {
      identifiers: numbers.map((i) => ({ namespace, name: tableAt(i) })),
      'next-page-token': next ?? null,
    };
  },
  listViews: () => ({ identifiers: [], 'next-page-token': null }),
  loadTable: ({ input }) => icebergTable(textOf(input['namespace']), textOf(input['table'])),
};

function namespaceAt(i: number): string {
  return i === 0 ? 'big' : `ns_${String(i).padStart(5, '0')}`;
}

function tableAt(i: number): string {
  return `table_${String(i).padStart(6, '0')}`;
}

function tablesIn(namespace: unknown): number | undefined {
  if (namespace === 'big') return options.tables;
  const number = /^ns_(\d{5})$/.exec(String(namespace))?.[1];
  return number !== undefined && Number(number) < options.namespaces ? 3 : undefined;
}

/** The numbers of the items of a page, and where the next one begins. */
function page(
  total: number,
  { input }: Call,
  token: string,
  limit: string,
): { readonly numbers: readonly number[]; readonly next?: string } {
  const from = Number(input[token] ?? 0);
  const size = Math.min(Number(input[limit] ?? options.pageSize), options.pageSize);
  const to = Math.min(from + size, total);
  const numbers = Array.from({ length: Math.max(to - from, 0) }, (_, i) => from + i);
  return to < total ? { numbers, next: String(to) } : { numbers };
}

function glueTable(database: string, name: string): object {
  return {
    Name: name,
    DatabaseName: database,
    Description: `What ${name} holds`,
    Owner: 'bench',
    CreateTime: 1767225600,
    UpdateTime: 1767225600,
    TableType: 'EXTERNAL_TABLE',
    Parameters: { classification: 'parquet', EXTERNAL: 'TRUE' },
    StorageDescriptor: { Columns: columns, Location: `s3://lake/${database}/${name}/` },
    PartitionKeys: [],
    CatalogId: '123456789012',
    VersionId: '1',
  };
}

function icebergTable(namespace: string, name: string): object {
  const location = `s3://lake/${namespace}/${name}`;
  return {
    'metadata-location': `${location}/metadata/v1.metadata.json`,
    metadata: {
      'format-version': 2,
      'table-uuid': '9c12d441-03fe-4693-9a96-a0705ddf69c1',
      location,
      'last-sequence-number': 0,
      'last-updated-ms': 1767225600000,
      'last-column-id': fields.length,
      'current-schema-id': 0,
      schemas: [{ type: 'struct', 'schema-id': 0, fields }],
      'default-spec-id': 0,
      'partition-specs': [{ 'spec-id': 0, fields: [] }],
      'last-partition-id': 999,
      'default-sort-order-id': 0,
      'sort-orders': [{ 'order-id': 0, fields: [] }],
      properties: {},
      'current-snapshot-id': -1,
      refs: {},
      snapshots: [],
    },
    config: {},
  };
}

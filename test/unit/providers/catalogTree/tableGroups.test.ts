import assert from 'node:assert/strict';
import type { Catalog, Table } from '../../../../src/catalog/catalog.js';
import { NodeListings } from '../../../../src/providers/catalogTree/nodeListings.js';
import {
  type CatalogNode,
  isParent,
  type ParentNode,
} from '../../../../src/providers/catalogTree/nodes/catalogNode.js';
import { nodeId } from '../../../../src/providers/catalogTree/nodes/nodeId.js';
import { FakeCatalog } from '../../../support/fakeCatalog.js';
import { fakeConnection } from '../../../support/fakeConnection.js';
import { HistoryCatalog } from '../../../support/historyCatalog.js';

function tableNode(catalog: Catalog, name = 'orders'): ParentNode {
  return {
    kind: 'table',
    connection: fakeConnection('c', catalog),
    catalog,
    table: { identifier: { namespace: ['sales'], name }, kind: 'table' },
  };
}

/** What a person could tell the nodes by. */
function texts(nodes: readonly CatalogNode[]): readonly string[] {
  return nodes.map((node) => {
    if (node.kind === 'group') return node.group;
    if (node.kind === 'column') return node.path.join('.');
    if (node.kind === 'snapshot') return String(node.snapshot.id);
    if (node.kind === 'ref') return node.ref.name;
    if (node.kind === 'bucket') return `from ${node.bucket.from}: ${node.bucket.files.length}`;
    if (node.kind === 'file') return node.file.location;
    if (node.kind === 'schema') return `${node.schema.id}: ${node.changes?.length ?? 'first'}`;
    if (node.kind === 'schemaColumn') {
      return `${node.column.name}: ${node.changes.map(({ kind }) => kind.is).join()}`;
    }
    if (node.kind === 'property') return `${node.name}=${node.value}`;
    if (node.kind === 'partition') {
      return node.partition.values.map(({ value }) => value).join();
    }
    return node.kind === 'error' && node.error instanceof Error ? node.error.message : node.kind;
  });
}

async function group(
  listings: NodeListings,
  catalog: Catalog,
  wanted: string,
): Promise<ParentNode> {
  const found = (await listings.children(tableNode(catalog))).find(
    (node) => node.kind === 'group' && node.group === wanted,
  );
  assert.ok(found !== undefined && isParent(found));
  return found;
}

describe('what a table is opened into', () => {
  const everything = [
    ...['columns', 'partitions', 'snapshots', 'refs'],
    ...['files', 'schemas', 'properties', 'maintenance'],
  ];
  const view = { kind: 'view' as const, partitioning: [], properties: {} };
  const cases: readonly {
    readonly title: string;
    readonly table: Partial<Table>;
    readonly groups: readonly string[];
  }[] = [
    { title: 'an Iceberg table', table: {}, groups: everything },
    {
      title: 'an Iceberg table without partitions and properties',
      table: { partitioning: [], properties: {} },
      groups: everything.filter((name) => name !== 'partitions' && name !== 'properties'),
    },
    {
      title: 'a table of Parquet files',
      table: { format: 'parquet' },
      groups: ['columns', 'partitions', 'files', 'properties', 'maintenance'],
    },
    { title: 'a view', table: view, groups: ['columns'] },
  ];
  for (const { title, table, groups } of cases) {
    it(`is of ${title} ${groups.join(', ')}`, async () => {
      const catalog = new HistoryCatalog();
      catalog.table = { ...catalog.table, ...table };
      const nodes = await new NodeListings({ pageSize: () => 200 }).children(tableNode(catalog));
      assert.deepEqual(texts(nodes), groups);
    });
  }

  it('is nothing that its catalog does not offer', async () => {
    const catalog = new FakeCatalog('plain', { 'sales.orders': 'SELECT 1' });
    const nodes = await new NodeListings({ pageSize: () => 200 }).children(tableNode(catalog));
    assert.deepEqual(texts(nodes), ['columns']);
  });

  const inside: Readonly<Record<string, readonly string[]>> = {
    columns: ['id', 'ordered_at', 'address'],
    partitions: ['2026-01-01', '2026-01-02'],
    snapshots: ['4611686018427387904', '1'],
    refs: ['main'],
    files: ['fileSizes', 'from 0: 1', 'from 1000000: 0', 'from 8000000: 0', 'from 32000000: 1'],
    schemas: ['1: 2', '0: first'],
    properties: ['a=1', 'write.format=parquet'],
    maintenance: ['empty'],
  };
  for (const [name, expected] of Object.entries(inside)) {
    it(`has ${expected.join(', ')} in ${name}`, async () => {
      const listings = new NodeListings({ pageSize: () => 200 });
      const node = await group(listings, new HistoryCatalog(), name);
      await listings.children(node);
      await listings.settled(node);
      assert.deepEqual(texts(await listings.children(node)), expected);
    });
  }

  it('opens the fields of a column, a bucket and a schema', async () => {
    const listings = new NodeListings({ pageSize: () => 200 });
    const catalog = new HistoryCatalog();
    const open = async (name: string, nth: number): Promise<readonly string[]> => {
      const node = (await listings.children(await group(listings, catalog, name)))[nth];
      assert.ok(node !== undefined && isParent(node));
      return texts(await listings.children(node));
    };
    assert.deepEqual(await open('columns', 2), ['address.zip']);
    assert.deepEqual(await open('files', 1), ['s3://b/b.parquet']);
    assert.deepEqual(await open('schemas', 0), ['id: ', 'ordered_at: renamed', 'address: added']);
  });

  it('fails in one group and in no other', async () => {
    const catalog = new HistoryCatalog();
    catalog.failing.add('listRefs');
    const listings = new NodeListings({ pageSize: () => 200 });
    const open = async (name: string): Promise<readonly string[]> =>
      texts(await listings.children(await group(listings, catalog, name)));
    assert.deepEqual(await open('refs'), ['listRefs failed']);
    assert.deepEqual(await open('snapshots'), inside['snapshots']);
    catalog.failing.clear();
    await listings.more(await group(listings, catalog, 'refs'));
    assert.deepEqual(await open('refs'), ['main']);
  });

  it('gives every node an id of its own that begins with that of its parent', async () => {
    const catalog = new HistoryCatalog();
    const twice = catalog.table.columns.slice(0, 1);
    catalog.table = { ...catalog.table, columns: [...catalog.table.columns, ...twice] };
    const listings = new NodeListings({ pageSize: () => 200 });
    const ids: string[] = [];
    const walk = async (parent: ParentNode): Promise<void> => {
      for (const node of await listings.children(parent)) {
        assert.ok(nodeId(node).startsWith(`${nodeId(parent)}/`));
        ids.push(nodeId(node));
        if (isParent(node)) await walk(node);
      }
    };
    await walk(tableNode(catalog));
    assert.equal(new Set(ids).size, ids.length);
  });
});

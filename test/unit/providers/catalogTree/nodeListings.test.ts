import assert from 'node:assert/strict';
import {
  type Catalog,
  CatalogError,
  type Namespace,
  type Page,
  type PageToken,
  type Table,
  type TableIdentifier,
  type TableSummary,
} from '../../../../src/catalog/catalog.js';
import type {
  CatalogNode,
  ParentNode,
} from '../../../../src/providers/catalogTree/nodes/catalogNode.js';
import { nodeId } from '../../../../src/providers/catalogTree/nodes/nodeId.js';
import { NodeListings } from '../../../../src/providers/catalogTree/nodeListings.js';
import { fakeConnection } from '../../../support/fakeConnection.js';

/** `sales` and `eu`, and in each the given tables, two a page. Each page may be made to fail or to wait. */
class FakeCatalog implements Catalog {
  readonly name = 'fake';
  readonly calls: string[] = [];
  readonly failing = new Set<string>();
  readonly tables: readonly string[];
  wait: Promise<void> = Promise.resolve();

  constructor(tables: readonly string[]) {
    this.tables = tables;
  }

  listNamespaces(parent: Namespace): Promise<Page<Namespace>> {
    return Promise.resolve({ items: parent.length === 0 ? [['eu'], ['sales']] : [] });
  }

  async listTables(
    namespace: Namespace,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<TableSummary>> {
    const call = `${namespace.join('.')} ${page ?? 'first'}`;
    this.calls.push(call);
    await this.wait;
    signal.throwIfAborted();
    if (this.failing.has(call)) throw new CatalogError('unavailable', call);
    const start = Number(page ?? 0);
    const names = namespace.length === 0 ? [] : this.tables;
    const items = names.slice(start, start + 2).map((name): TableSummary => ({
      identifier: { namespace, name },
      kind: 'table',
      format: 'parquet',
    }));
    return start + 2 < names.length ? { items, next: String(start + 2) } : { items };
  }

  loadTable(identifier: TableIdentifier): Promise<Table> {
    return Promise.reject(new CatalogError('syntax', identifier.name));
  }
}

function namespaceNode(catalog: Catalog, name: string): ParentNode {
  return {
    kind: 'namespace',
    connection: fakeConnection('c', catalog),
    catalog,
    namespace: [name],
  };
}

/** What a person would read. */
function labels(nodes: readonly CatalogNode[]): readonly string[] {
  return nodes.map((node) => {
    if (node.kind === 'namespace') return node.namespace.join('.');
    if (node.kind === 'table') return node.table.identifier.name;
    if (node.kind === 'catalog') return `catalog ${node.catalog.name}`;
    if (node.kind !== 'error') return node.kind;
    return `error ${node.error instanceof Error ? node.error.message : ''}`;
  });
}

describe('children of a node', () => {
  it('shows no more at a time than asked for, though a page of the service has more', async () => {
    const catalog = new FakeCatalog(['a', 'b', 'c']);
    const listings = new NodeListings(() => 1);
    const node = namespaceNode(catalog, 'sales');
    assert.deepEqual(labels(await listings.children(node)), ['a', 'more']);
    assert.equal(catalog.calls.length, 1);
    await listings.more(node);
    assert.deepEqual(labels(await listings.children(node)), ['a', 'b', 'more']);
    assert.equal(catalog.calls.length, 1);
    await listings.more(node);
    assert.deepEqual(labels(await listings.children(node)), ['a', 'b', 'c']);
  });

  it('leaves out the catalog level where there is one catalog', async () => {
    const listings = new NodeListings(() => 10);
    const connection = fakeConnection('c', new FakeCatalog([]));
    const children = await listings.children({ kind: 'connection', connection });
    assert.deepEqual(labels(children), ['eu', 'sales']);
  });

  it('shows the catalog level where there are two', async () => {
    const listings = new NodeListings(() => 10);
    const connection = fakeConnection('c', new FakeCatalog([]), new FakeCatalog([]));
    const children = await listings.children({ kind: 'connection', connection });
    assert.deepEqual(labels(children), ['catalog fake', 'catalog fake']);
  });

  it('fills a page from several of the service, and offers the rest', async () => {
    const catalog = new FakeCatalog(['a', 'b', 'c', 'd', 'e', 'f']);
    const listings = new NodeListings(() => 4);
    const node = namespaceNode(catalog, 'sales');
    assert.deepEqual(labels(await listings.children(node)), ['a', 'b', 'c', 'd', 'more']);
    await listings.more(node);
    assert.deepEqual(labels(await listings.children(node)), ['a', 'b', 'c', 'd', 'e', 'f']);
    assert.deepEqual(catalog.calls, ['sales first', 'sales 2', 'sales 4']);
  });

  it('asks for no page twice when more is asked for twice at once', async () => {
    const catalog = new FakeCatalog(['a', 'b', 'c', 'd', 'e']);
    const listings = new NodeListings(() => 2);
    const node = namespaceNode(catalog, 'sales');
    await listings.children(node);
    await Promise.all([listings.more(node), listings.more(node), listings.more(node)]);
    assert.deepEqual(labels(await listings.children(node)), ['a', 'b', 'c', 'd', 'e']);
    assert.deepEqual(catalog.calls, ['sales first', 'sales 2', 'sales 4']);
  });

  it('keeps the rows that are there when a later page fails, and goes on from it', async () => {
    const catalog = new FakeCatalog(['a', 'b', 'c', 'd']);
    catalog.failing.add('sales 2');
    const listings = new NodeListings(() => 10);
    const node = namespaceNode(catalog, 'sales');
    assert.deepEqual(labels(await listings.children(node)), ['a', 'b', 'error sales 2']);
    catalog.failing.clear();
    await listings.more(node);
    assert.deepEqual(labels(await listings.children(node)), ['a', 'b', 'c', 'd']);
  });

  it('shows a table that can not be loaded as a failure below it', async () => {
    const catalog = new FakeCatalog(['broken']);
    const listings = new NodeListings(() => 10);
    const [table] = await listings.children(namespaceNode(catalog, 'sales'));
    assert.ok(table?.kind === 'table');
    assert.deepEqual(labels(await listings.children(table)), ['error broken']);
  });

  it('loads nothing anew but the node that was forgotten', async () => {
    const catalog = new FakeCatalog(['a']);
    const listings = new NodeListings(() => 10);
    const [sales, eu] = [namespaceNode(catalog, 'sales'), namespaceNode(catalog, 'eu')];
    await listings.children(sales);
    await listings.children(eu);
    listings.forget(sales);
    await listings.children(sales);
    await listings.children(eu);
    assert.deepEqual(catalog.calls, ['sales first', 'eu first', 'sales first']);
  });

  it('stops a load that was forgotten and answers with the new one', async () => {
    const catalog = new FakeCatalog(['a']);
    const listings = new NodeListings(() => 10);
    const node = namespaceNode(catalog, 'sales');
    let release = (): void => undefined;
    catalog.wait = new Promise((resolve) => (release = resolve));
    const children = listings.children(node);
    listings.forget(node);
    release();
    assert.deepEqual(labels(await children), ['a']);
  });

  it('gives nodes ids that a name with a slash can not forge', () => {
    const catalog = new FakeCatalog([]);
    const inner: ParentNode = {
      kind: 'namespace',
      connection: fakeConnection('c', catalog),
      catalog,
      namespace: ['a', 'b'],
    };
    assert.notEqual(nodeId(inner), nodeId(namespaceNode(catalog, 'a/namespace:b')));
  });
});

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
import { noteRetry } from '../../../../src/util/retries.js';
import { nodeId } from '../../../../src/providers/catalogTree/nodes/nodeId.js';
import { NodeListings } from '../../../../src/providers/catalogTree/nodeListings.js';
import { fakeConnection } from '../../../support/fakeConnection.js';

/** `sales` and `eu`, and in each the given tables, two a page. Each page may be made to fail or to wait. */
class FakeCatalog implements Catalog {
  readonly name: string;
  readonly calls: string[] = [];
  readonly failing = new Set<string>();
  readonly tables: readonly string[];
  wait: Promise<void> = Promise.resolve();

  constructor(tables: readonly string[], name = 'fake') {
    this.tables = tables;
    this.name = name;
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

/** The rows once nothing is being loaded any more. */
async function rows(listings: NodeListings, node: ParentNode): Promise<readonly string[]> {
  await listings.children(node);
  await listings.settled(node);
  return labels(await listings.children(node));
}

describe('children of a node', () => {
  it('shows no more at a time than asked for, though a page of the service has more', async () => {
    const catalog = new FakeCatalog(['a', 'b', 'c']);
    const listings = new NodeListings({ pageSize: () => 1 });
    const node = namespaceNode(catalog, 'sales');
    assert.deepEqual(await rows(listings, node), ['a', 'more']);
    assert.equal(catalog.calls.length, 1);
    await listings.more(node);
    assert.deepEqual(await rows(listings, node), ['a', 'b', 'more']);
    assert.equal(catalog.calls.length, 1);
    await listings.more(node);
    assert.deepEqual(await rows(listings, node), ['a', 'b', 'c']);
  });

  it('leaves out the catalog level where there is one catalog', async () => {
    const listings = new NodeListings({ pageSize: () => 10 });
    const connection = fakeConnection('c', new FakeCatalog([]));
    const children = await listings.children({ kind: 'connection', connection });
    assert.deepEqual(labels(children), ['eu', 'sales']);
  });

  it('shows the catalog level where there are two', async () => {
    const listings = new NodeListings({ pageSize: () => 10 });
    const connection = fakeConnection('c', new FakeCatalog([]), new FakeCatalog([], 'other'));
    const children = await listings.children({ kind: 'connection', connection });
    assert.deepEqual(labels(children), ['catalog fake', 'catalog other']);
  });

  it('fills a page from several of the service, and offers the rest', async () => {
    const catalog = new FakeCatalog(['a', 'b', 'c', 'd', 'e', 'f']);
    const listings = new NodeListings({ pageSize: () => 4 });
    const node = namespaceNode(catalog, 'sales');
    assert.deepEqual(await rows(listings, node), ['a', 'b', 'c', 'd', 'more']);
    await listings.more(node);
    assert.deepEqual(await rows(listings, node), ['a', 'b', 'c', 'd', 'e', 'f']);
    assert.deepEqual(catalog.calls, ['sales first', 'sales 2', 'sales 4']);
  });

  it('asks for no page twice when more is asked for twice at once', async () => {
    const catalog = new FakeCatalog(['a', 'b', 'c', 'd', 'e']);
    const listings = new NodeListings({ pageSize: () => 2 });
    const node = namespaceNode(catalog, 'sales');
    await listings.children(node);
    await Promise.all([listings.more(node), listings.more(node), listings.more(node)]);
    assert.deepEqual(await rows(listings, node), ['a', 'b', 'c', 'd', 'e']);
    assert.deepEqual(catalog.calls, ['sales first', 'sales 2', 'sales 4']);
  });

  it('keeps the rows that are there when a later page fails, and goes on from it', async () => {
    const catalog = new FakeCatalog(['a', 'b', 'c', 'd']);
    catalog.failing.add('sales 2');
    const listings = new NodeListings({ pageSize: () => 10 });
    const node = namespaceNode(catalog, 'sales');
    assert.deepEqual(await rows(listings, node), ['a', 'b', 'error sales 2']);
    catalog.failing.clear();
    await listings.more(node);
    assert.deepEqual(await rows(listings, node), ['a', 'b', 'c', 'd']);
  });

  it('shows a table that can not be loaded as a failure below it', async () => {
    const catalog = new FakeCatalog(['broken']);
    const listings = new NodeListings({ pageSize: () => 10 });
    const [table] = await listings.children(namespaceNode(catalog, 'sales'));
    assert.ok(table?.kind === 'table');
    assert.deepEqual(labels(await listings.children(table)), ['error broken']);
  });

  it('loads nothing anew but the node that was forgotten', async () => {
    const catalog = new FakeCatalog(['a']);
    const listings = new NodeListings({ pageSize: () => 10 });
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
    const listings = new NodeListings({ pageSize: () => 10 });
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

  it('shows the first rows while it waits for the next page, and says when there are more', async () => {
    const catalog = new FakeCatalog(['a', 'b', 'c', 'd']);
    const changed: string[] = [];
    const listings = new NodeListings({
      pageSize: () => 10,
      onChange: (node) => changed.push(nodeId(node)),
      patienceMs: 0,
    });
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const list = catalog.listTables.bind(catalog);
    catalog.listTables = async (namespace, page, signal) => {
      if (page !== undefined) await answered;
      return list(namespace, page, signal);
    };
    const node = namespaceNode(catalog, 'sales');
    assert.deepEqual(labels(await listings.children(node)), ['a', 'b']);
    assert.deepEqual(changed, []);
    answer();
    await listings.settled(node);
    assert.deepEqual(changed, [nodeId(node)]);
    assert.deepEqual(await rows(listings, node), ['a', 'b', 'c', 'd']);
  });

  it('shows all pages at once where they come soon, and tells of nothing', async () => {
    const changed: string[] = [];
    const listings = new NodeListings({
      pageSize: () => 10,
      onChange: (node) => changed.push(nodeId(node)),
      patienceMs: 60_000,
    });
    const node = namespaceNode(new FakeCatalog(['a', 'b', 'c', 'd']), 'sales');
    assert.deepEqual(labels(await listings.children(node)), ['a', 'b', 'c', 'd']);
    await listings.settled(node);
    assert.deepEqual(changed, []);
  });

  it('stops at a page that a service names again', async () => {
    const catalog = new FakeCatalog(['a', 'b', 'c', 'd', 'e', 'f']);
    const list = catalog.listTables.bind(catalog);
    catalog.listTables = async (namespace, page, signal) => {
      const found = await list(namespace, page, signal);
      return { ...found, next: '2' };
    };
    const listings = new NodeListings({ pageSize: () => 10 });
    assert.deepEqual(await rows(listings, namespaceNode(catalog, 'sales')), [
      ...['a', 'b', 'c', 'd'],
      'error the service names a page as the next one that it gave before',
    ]);
    assert.equal(catalog.calls.length, 2);
  });

  it('asks for nothing more once it is stopped, and begins anew when it is opened again', async () => {
    const catalog = new FakeCatalog(['a', 'b', 'c', 'd']);
    const listings = new NodeListings({ pageSize: () => 10 });
    const node = namespaceNode(catalog, 'sales');
    let release = (): void => undefined;
    catalog.wait = new Promise((resolve) => (release = resolve));
    const children = listings.children(node);
    await Promise.resolve();
    listings.stop(node);
    release();
    assert.deepEqual(labels(await children), []);
    await new Promise(setImmediate);
    assert.ok(catalog.calls.length <= 1, catalog.calls.join());
    assert.deepEqual(await rows(listings, node), ['a', 'b', 'c', 'd']);
  });

  it('asks for nothing where a node was closed while the cache was read', async () => {
    const catalog = new FakeCatalog(['a']);
    const asked: string[] = [];
    const list = catalog.listNamespaces.bind(catalog);
    catalog.listNamespaces = (parent) => {
      asked.push(parent.join('.'));
      return list(parent);
    };
    let read = (): void => undefined;
    const cache = {
      read: () =>
        new Promise<undefined>(
          (resolve) =>
            (read = () => {
              resolve(undefined);
            }),
        ),
      write: () => Promise.resolve(),
    };
    const listings = new NodeListings({ pageSize: () => 10, cache });
    const node = namespaceNode(catalog, 'sales');
    const children = listings.children(node);
    listings.stop(node);
    read();
    assert.deepEqual(await children, []);
    await new Promise(setImmediate);
    assert.deepEqual([asked, catalog.calls], [[], []]);
  });

  it('keeps what was loaded when a node is closed', async () => {
    const catalog = new FakeCatalog(['a']);
    const listings = new NodeListings({ pageSize: () => 10 });
    const node = namespaceNode(catalog, 'sales');
    await rows(listings, node);
    listings.stop(node);
    await rows(listings, node);
    assert.deepEqual(catalog.calls, ['sales first']);
  });

  it('keeps what was shown when it can not be loaded anew', async () => {
    const catalog = new FakeCatalog(['a', 'b', 'c']);
    const listings = new NodeListings({ pageSize: () => 10 });
    const node = namespaceNode(catalog, 'sales');
    await rows(listings, node);
    catalog.failing.add('sales first');
    listings.forget(node);
    assert.deepEqual(await rows(listings, node), ['a', 'b', 'c', 'error sales first']);
    assert.ok(listings.state(node).from !== undefined);
    catalog.failing.clear();
    await listings.more(node);
    assert.deepEqual(await rows(listings, node), ['a', 'b', 'c']);
    assert.equal(listings.state(node).from, undefined);
  });

  it('says that a service is slow for as long as it is', async () => {
    const catalog = new FakeCatalog(['a']);
    const states: (number | undefined)[] = [];
    const node = namespaceNode(catalog, 'sales');
    const listings: NodeListings = new NodeListings({
      pageSize: () => 10,
      onChange: () => states.push(listings.state(node).attempt),
    });
    const list = catalog.listTables.bind(catalog);
    catalog.listTables = (namespace, page, signal) => {
      noteRetry(signal, { attempt: 2 });
      return list(namespace, page, signal);
    };
    assert.deepEqual(await rows(listings, node), ['a']);
    assert.deepEqual([states[0], listings.state(node).attempt], [2, undefined]);
  });

  it('lets the editor draw a node that is slow before it has a row, and tells of its rows then', async () => {
    const catalog = new FakeCatalog(['a']);
    let answer = (): void => undefined;
    catalog.wait = new Promise((resolve) => (answer = resolve));
    const changes: (number | undefined)[] = [];
    const node = namespaceNode(catalog, 'sales');
    const listings: NodeListings = new NodeListings({
      pageSize: () => 10,
      onChange: () => changes.push(listings.state(node).attempt),
    });
    const list = catalog.listTables.bind(catalog);
    catalog.listTables = (namespace, page, signal) => {
      noteRetry(signal, { attempt: 2 });
      return list(namespace, page, signal);
    };
    assert.deepEqual(labels(await listings.children(node)), []);
    assert.deepEqual(changes, [2]);
    answer();
    await listings.settled(node);
    assert.deepEqual(labels(await listings.children(node)), ['a']);
    assert.deepEqual(changes, [2, undefined]);
  });

  it('tells of the age of rows that could not be loaded anew', async () => {
    const catalog = new FakeCatalog(['a']);
    const node = namespaceNode(catalog, 'sales');
    const ages: (number | undefined)[] = [];
    const listings: NodeListings = new NodeListings({
      pageSize: () => 10,
      onChange: () => ages.push(listings.state(node).from),
    });
    await rows(listings, node);
    catalog.failing.add('sales first');
    listings.forget(node);
    await rows(listings, node);
    assert.equal(ages.length, 1);
    assert.ok(ages[0] !== undefined);
  });

  it('shows a child that is on no page yet, and not twice when it is', async () => {
    const catalog = new FakeCatalog(['a', 'b', 'c', 'd']);
    const listings = new NodeListings({ pageSize: () => 2 });
    const node = namespaceNode(catalog, 'sales');
    await listings.children(node);
    const identifier = { namespace: ['sales'], name: 'd' };
    const table = { identifier, kind: 'table' as const };
    const child = {
      kind: 'table' as const,
      connection: fakeConnection('c', catalog),
      catalog,
      table,
    };
    listings.include(node, child);
    assert.deepEqual(await rows(listings, node), ['a', 'b', 'd', 'more']);
    await listings.more(node);
    assert.deepEqual(await rows(listings, node), ['a', 'b', 'c', 'd']);
  });

  it('loads on until a filter has left enough', async () => {
    const catalog = new FakeCatalog(['a1', 'a2', 'b1', 'a3', 'b2', 'a4', 'b3']);
    const listings = new NodeListings({ pageSize: () => 2 });
    const node = namespaceNode(catalog, 'sales');
    assert.deepEqual(await rows(listings, node), ['a1', 'a2', 'more']);
    listings.filter((child) => child.kind !== 'table' || child.table.identifier.name > 'b');
    assert.deepEqual(await rows(listings, node), ['b1', 'b2', 'more']);
    listings.filter(undefined);
    assert.deepEqual(await rows(listings, node), ['a1', 'a2', 'more']);
  });
});

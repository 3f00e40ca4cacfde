import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalog } from '../../../../src/catalog/catalog.js';
import { CatalogCache } from '../../../../src/catalogCache/catalogCache.js';
import type { Connection } from '../../../../src/connections/connections.js';
import { DiskListings } from '../../../../src/providers/catalogTree/diskListings.js';
import { NodeListings } from '../../../../src/providers/catalogTree/nodeListings.js';
import type { ParentNode } from '../../../../src/providers/catalogTree/nodes/catalogNode.js';
import { fakeConnection } from '../../../support/fakeConnection.js';
import { HistoryCatalog } from '../../../support/historyCatalog.js';

describe('the listings of the tree on the disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lakehouse-listings-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** A window of its own on the same folder. */
  const open = (): NodeListings =>
    new NodeListings({
      pageSize: () => 200,
      cache: new DiskListings(new CatalogCache(folder)),
    });
  const away = (catalog: Catalog): Connection => ({
    ...fakeConnection('c', catalog),
    ...{ type: 'iceberg-rest' },
    settings: {
      ...{ type: 'iceberg-rest', name: 'c', uri: 'https://x.example', readOnly: true },
      auth: { type: 'none' },
    },
  });
  const kinds = async (listings: NodeListings, node: ParentNode): Promise<readonly string[]> =>
    (await listings.children(node)).map(({ kind }) => kind);

  it('are shown at once with their age, and then what the service says', async () => {
    const catalog = new HistoryCatalog();
    const connection = away(catalog);
    const sales = { kind: 'namespace', connection, catalog, namespace: ['sales'] } as const;
    const first = open();
    await first.children(sales);
    await first.settled(sales);

    let release = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (release = resolve));
    const list = catalog.listTables.bind(catalog);
    catalog.listTables = async (namespace) => {
      await waiting;
      return list(namespace);
    };
    const second = open();
    assert.deepEqual(await kinds(second, sales), ['table']);
    assert.ok(second.state(sales).from !== undefined);
    catalog.table = { ...catalog.table, kind: 'view' };
    release();
    await second.settled(sales);
    const [now] = await second.children(sales);
    assert.ok(now?.kind === 'table' && now.table.kind === 'view');
    assert.equal(second.state(sales).from, undefined);
  });

  it('stay when the service fails, with the failure behind them', async () => {
    const catalog = new HistoryCatalog();
    const connection = away(catalog);
    const { table } = catalog;
    const node = { kind: 'table', connection, catalog, table } as const;
    const first = open();
    await first.children(node);
    await first.settled(node);

    catalog.failing.add('loadTable');
    const second = open();
    const groups = await kinds(second, node);
    assert.ok(groups.length > 3 && groups.every((kind) => kind === 'group'));
    await second.settled(node);
    assert.deepEqual(await kinds(second, node), [...groups, 'error']);
    const [columns] = await second.children(node);
    assert.ok(columns?.kind === 'group' && columns.group === 'columns');
    await second.children(columns);
    await second.settled(columns);
    assert.deepEqual(await kinds(second, columns), ['column', 'column', 'column', 'error']);
  });
});

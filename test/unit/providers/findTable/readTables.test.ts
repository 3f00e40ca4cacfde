import assert from 'node:assert/strict';
import { CatalogError, type Table, type TableIdentifier } from '../../../../src/catalog/catalog.js';
import { readTables } from '../../../../src/providers/findTable/readTables.js';
import type { KnownTable } from '../../../../src/providers/findTable/tableIndex.js';
import { FakeCatalog, type FakeTable } from '../../../support/fakeCatalog.js';
import { fakeConnection } from '../../../support/fakeConnection.js';

/** A catalog whose tables say their own names as their comments, and what it was asked for. */
class SayingCatalog extends FakeCatalog {
  readonly asked: string[] = [];
  readonly onLoad: () => void;

  constructor(
    name: string,
    tables: Readonly<Record<string, FakeTable>>,
    onLoad: () => void = () => undefined,
  ) {
    super(name, tables);
    this.onLoad = onLoad;
  }

  override async loadTable(identifier: TableIdentifier): Promise<Table> {
    this.asked.push(identifier.name);
    this.onLoad();
    return { ...(await super.loadTable(identifier)), comment: `of ${identifier.name}` };
  }
}

describe('the definitions of tables that were never opened', () => {
  const known = (catalog: SayingCatalog): readonly KnownTable[] =>
    [...catalog.tables.keys()].map((key) => ({
      connection: catalog.name,
      catalog: catalog.name,
      identifier: { namespace: ['s'], name: key.slice(2) },
      kind: 'table',
    }));

  const read = async (
    catalogs: readonly SayingCatalog[],
    signal = new AbortController().signal,
  ): Promise<{
    readonly comments: readonly (string | undefined)[];
    readonly kept: readonly string[];
    readonly unread: number;
  }> => {
    const connections = catalogs.map((catalog) => fakeConnection(catalog.name, catalog));
    const comments: (string | undefined)[] = [];
    const kept: string[] = [];
    let unread = 0;
    const options = {
      connections: (name: string) => connections.find((connection) => connection.name === name),
      keep: (_: unknown, catalog: string, { identifier }: Table) => {
        kept.push(`${catalog} ${identifier.name}`);
        return Promise.resolve();
      },
      left: (count: number) => (unread = count),
    };
    for await (const tables of readTables(catalogs.flatMap(known), options, signal)) {
      comments.push(...tables.map(({ comment }) => comment));
    }
    // Catalogs are read at the same time.
    return { comments: comments.sort(), kept: kept.sort(), unread };
  };

  it('are read and kept, and one that is broken keeps no other from being read', async () => {
    const broken = new CatalogError('internal', 'broken');
    const lake = new SayingCatalog('lake', { 's.a': '1', 's.b': broken, 's.c': '1' });
    const other = new SayingCatalog('other', { 's.d': '1' });
    assert.deepEqual(await read([lake, other]), {
      comments: ['of a', 'of c', 'of d'],
      kept: ['lake a', 'lake c', 'other d'],
      unread: 0,
    });
  });

  it('are asked for no more where nobody is signed in, and in other catalogs they are', async () => {
    const expired = new CatalogError('expired-credentials', 'expired');
    const names = Array.from({ length: 60 }, (_, i) => [`s.t${i}`, expired] as const);
    const out = new SayingCatalog('out', Object.fromEntries(names));
    const lake = new SayingCatalog('lake', { 's.a': '1' });
    assert.deepEqual((await read([out, lake])).comments, ['of a']);
    assert.ok(out.asked.length <= 4, `asked for ${out.asked.length}`);
  });

  it('are not read of more tables than is bearable, and it is said of how many', async () => {
    const names = Array.from({ length: 507 }, (_, i) => [`s.t${i}`, '1'] as const);
    const lake = new SayingCatalog('lake', Object.fromEntries(names));
    const { comments, unread } = await read([lake]);
    assert.deepEqual([comments.length, lake.asked.length, unread], [500, 500, 7]);
  });

  it('are asked for no more once nobody waits', async () => {
    const abort = new AbortController();
    const lake = new SayingCatalog(
      'lake',
      { 's.a': '1', 's.b': '1', 's.c': '1', 's.d': '1', 's.e': '1' },
      () => {
        abort.abort();
      },
    );
    await assert.rejects(read([lake], abort.signal), { name: 'AbortError' });
    assert.ok(lake.asked.length <= 4, `asked for ${lake.asked.length}`);
  });

  it('are not read of a catalog that has a search of its own', async () => {
    const lake = Object.assign(new SayingCatalog('lake', { 's.a': '1' }), {
      searchTables: () => Promise.resolve({ items: [] }),
    });
    assert.deepEqual(await read([lake]), { comments: [], kept: [], unread: 0 });
    assert.deepEqual(lake.asked, []);
  });
});

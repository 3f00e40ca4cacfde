import assert from 'node:assert/strict';
import {
  type Catalog,
  hasRelations,
  hasSnapshots,
  type Page,
  type Relation,
  type PageToken,
} from '../../src/catalog/catalog.js';

/** What a backend's suite hands over. */
export interface CatalogUnderTest {
  /**
   * Holds `sales` with the tables `broken`, `orders` and one of a hostile name, the namespace
   * `eu` inside it, and an empty `scratch`. `orders` has the columns `id` (a long, the key) and
   * `note` (a string, with a comment), at least two snapshots, and five rows now.
   */
  readonly catalog: Catalog;
  /** The rows of a query of DuckDB, as text. */
  readonly query: (sql: string) => Promise<readonly (readonly (string | null)[])[]>;
}

/** A name that is text everywhere, whatever it looks like. */
export const hostileName = '<img src=x onerror=alert(1)>';

/** What every backend promises. `open` gives the one lakehouse of the suite, in pages of at most two. */
export function describeCatalog(name: string, open: () => Promise<CatalogUnderTest>): void {
  const { signal } = new AbortController();
  const orders = { namespace: ['sales'], name: 'orders' };

  describe(`${name} as a Catalog`, () => {
    let catalog: Catalog;
    let query: CatalogUnderTest['query'];
    before(async () => {
      ({ catalog, query } = await open());
    });

    it('lists its namespaces, not those inside them', async () => {
      const all = await allPages((page) => catalog.listNamespaces([], page, signal));
      assert.deepEqual(all, [['sales'], ['scratch']]);
    });

    it('lists a namespace inside a namespace', async () => {
      const all = await allPages((page) => catalog.listNamespaces(['sales'], page, signal));
      assert.deepEqual(all, [['sales', 'eu']]);
    });

    it('lists every table once over several pages, the broken one and the hostile one too', async () => {
      const first = await catalog.listTables(['sales'], undefined, signal);
      assert.equal(first.items.length, 2);
      assert.ok(first.next !== undefined);
      const all = await allPages((page) => catalog.listTables(['sales'], page, signal));
      assert.deepEqual(all.map(({ identifier }) => identifier.name).sort(), [
        hostileName,
        'broken',
        'orders',
      ]);
    });

    it('has no tables and no further page in an empty namespace', async () => {
      assert.deepEqual(await catalog.listTables(['scratch'], undefined, signal), { items: [] });
    });

    it('loads a table with its columns', async () => {
      const table = await catalog.loadTable(orders, signal);
      assert.deepEqual(
        table.columns.map(({ name, type, nullable }) => ({ name, type, nullable })),
        [
          { name: 'id', type: 'long', nullable: false },
          { name: 'note', type: 'string', nullable: true },
        ],
      );
      assert.ok(table.columns[1]?.comment);
      assert.ok(table.dataset.namespace !== '' && table.dataset.name !== '');
    });

    it('gives two tables two identities', async () => {
      const one = await catalog.loadTable(orders, signal);
      const other = await catalog.loadTable({ ...orders, name: hostileName }, signal);
      assert.notDeepEqual(one.dataset, other.dataset);
    });

    const missing = [
      { title: 'a table', identifier: { namespace: ['sales'], name: 'nope' } },
      { title: 'a namespace', identifier: { namespace: ['nope'], name: 'orders' } },
      { title: 'a way out of the lakehouse', identifier: { namespace: ['..'], name: 'sales' } },
      { title: 'a name with a slash', identifier: { namespace: [], name: 'sales/orders' } },
      { title: 'a namespace taken for a table', identifier: { namespace: [], name: 'sales' } },
    ];
    for (const { title, identifier } of missing) {
      it(`says not-found for ${title}`, async () => {
        await assert.rejects(catalog.loadTable(identifier, signal), {
          name: 'CatalogError',
          code: 'not-found',
        });
      });
    }

    it('says syntax for a broken table', async () => {
      await assert.rejects(catalog.loadTable({ ...orders, name: 'broken' }, signal), {
        name: 'CatalogError',
        code: 'syntax',
      });
    });

    it('obeys an aborted signal', async () => {
      await assert.rejects(catalog.listTables(['sales'], undefined, AbortSignal.abort()), {
        name: 'AbortError',
      });
    });

    it('lists snapshots newest first, with the branch on the current one', async () => {
      assert.ok(hasSnapshots(catalog));
      const snapshots = await catalog.listSnapshots(orders, signal);
      assert.ok(snapshots.length >= 2);
      const [newest] = snapshots;
      assert.ok(newest?.isCurrent === true && newest.refs.includes('main'));
      const times = snapshots.map(({ committedAt }) => committedAt);
      assert.deepEqual(
        times,
        [...times].sort((a, b) => b - a),
      );
    });

    it('reads the rows of a table now, at a snapshot and at a branch', async () => {
      assert.ok(hasRelations(catalog) && hasSnapshots(catalog));
      const [newest, ...older] = await catalog.listSnapshots(orders, signal);
      const count = async ({ sql }: Relation): Promise<string | null | undefined> =>
        (await query(`SELECT count(*) FROM (${sql})`))[0]?.[0];
      assert.equal(await count(await catalog.relation(orders, {}, signal)), '5');
      assert.equal(
        await count(await catalog.relation(orders, { version: { ref: 'main' } }, signal)),
        '5',
      );
      const first = older.at(-1)?.id ?? newest?.id ?? 0n;
      const before = await count(
        await catalog.relation(orders, { version: { snapshotId: first } }, signal),
      );
      assert.notEqual(before, '5');
    });

    it('says not-found for a snapshot that the table does not have', async () => {
      assert.ok(hasRelations(catalog));
      await assert.rejects(catalog.relation(orders, { version: { snapshotId: 1n } }, signal), {
        name: 'CatalogError',
        code: 'not-found',
      });
    });
  });
}

async function allPages<T>(list: (page: PageToken) => Promise<Page<T>>): Promise<readonly T[]> {
  const all: T[] = [];
  let page: PageToken;
  do {
    const { items, next } = await list(page);
    all.push(...items);
    page = next;
  } while (page !== undefined);
  return all;
}

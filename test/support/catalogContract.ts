import assert from 'node:assert/strict';
import { allPages } from '../../src/catalog/allPages.js';
import { offers, type Preview } from '../../src/catalog/capabilities.js';
import type { ErrorCode } from '../../src/util/errorCode.js';
import {
  type Catalog,
  hasRelations,
  hasSnapshots,
  type Page,
  type Relation,
  type PageToken,
  type TableVersion,
} from '../../src/catalog/catalog.js';

/** What a backend's suite hands over. */
export interface CatalogUnderTest {
  /**
   * Holds `sales` with the tables `broken`, `orders` and one of a hostile name (where the service
   * allows of one), the namespace `eu` inside it (where namespaces nest), and an empty `scratch`. `orders` has the columns `id` (a long, the key) and
   * `note` (a string, with a comment), at least two snapshots, and five rows now.
   */
  readonly catalog: Catalog;
  /** What loading `broken` fails with; missing where the service keeps what it says of it elsewhere. */
  readonly broken?: ErrorCode;
  /** The service gives the current snapshot alone: the history is one of its own. */
  readonly onlyCurrent?: boolean;
  /** Whether the counterpart gives pages of at most two, as it was asked to. */
  readonly pages: boolean;
  /** Whether namespaces can lie in namespaces. */
  readonly nests: boolean;
  /** What `hostileName` is called where the service does not allow of it. */
  readonly third?: string;
  /** DuckDB, where the catalog was given it to make previews with. */
  readonly local?: {
    rows(sql: string): Promise<{ readonly rows: readonly (readonly (string | null)[])[] }>;
  };
  /** The rows of a query of DuckDB, as text: where it can read the files of tables. */
  readonly query?: (sql: string) => Promise<readonly (readonly (string | null)[])[]>;
}

/** A name that is text everywhere, whatever it looks like. */
export const hostileName = '<img src=x onerror=alert(1)>';

/** What every backend promises. `open` gives the one lakehouse of the suite, in pages of at most two where it can. */
export function describeCatalog(name: string, open: () => Promise<CatalogUnderTest>): void {
  const { signal } = new AbortController();
  const orders = { namespace: ['sales'], name: 'orders' };

  describe(`${name} as a Catalog`, () => {
    let catalog: Catalog;
    let under: CatalogUnderTest;
    before(async () => {
      under = await open();
      ({ catalog } = under);
    });

    it('lists its namespaces, not those inside them', async () => {
      const all = await collect((page) => catalog.listNamespaces([], page, signal));
      assert.deepEqual(all, [['sales'], ['scratch']]);
    });

    it('lists a namespace inside a namespace, where they nest', async () => {
      const all = await collect((page) => catalog.listNamespaces(['sales'], page, signal));
      assert.deepEqual(all, under.nests ? [['sales', 'eu']] : []);
    });

    it('lists every table once over several pages, the broken one and the hostile one too', async () => {
      const first = await catalog.listTables(['sales'], undefined, signal);
      assert.equal(first.items.length, under.pages ? 2 : 3);
      assert.equal(first.next !== undefined, under.pages);
      const all = await collect((page) => catalog.listTables(['sales'], page, signal));
      assert.deepEqual(
        all.map(({ identifier }) => identifier.name).sort(),
        [under.third ?? hostileName, 'broken', 'orders'].sort(),
      );
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
      const other = await catalog.loadTable(
        { ...orders, name: under.third ?? hostileName },
        signal,
      );
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

    it('says what is wrong with a broken table', async function () {
      if (under.broken === undefined) return this.skip();
      await assert.rejects(catalog.loadTable({ ...orders, name: 'broken' }, signal), {
        name: 'CatalogError',
        code: under.broken,
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
      assert.ok(snapshots.length >= (under.onlyCurrent === true ? 1 : 2));
      const [newest] = snapshots;
      assert.ok(newest?.isCurrent === true && newest.refs.includes('main'));
      const times = snapshots.map(({ committedAt }) => committedAt);
      assert.deepEqual(
        times,
        [...times].sort((a, b) => b - a),
      );
    });

    it('names the branches and tags of a table', async function () {
      if (!offers(catalog, 'listRefs') || !hasSnapshots(catalog)) return this.skip();
      const [newest] = await catalog.listSnapshots(orders, signal);
      const refs = await catalog.listRefs(orders, signal);
      const main = refs.find(({ name }) => name === 'main');
      assert.deepEqual(main, { name: 'main', kind: 'branch', snapshotId: newest?.id });
    });

    it('has the columns of the table as its current schema', async function () {
      if (!offers(catalog, 'listSchemas')) return this.skip();
      const { columns } = await catalog.loadTable(orders, signal);
      const schemas = await catalog.listSchemas(orders, signal);
      assert.deepEqual(schemas.find(({ isCurrent }) => isCurrent)?.columns, columns);
    });

    it('lists the files of a table now and as it was', async function () {
      if (!offers(catalog, 'listFiles') || !hasSnapshots(catalog)) return this.skip();
      const { files: count, bytes } = await catalog.loadTable(orders, signal);
      const files = await catalog.listFiles(orders, undefined, signal);
      const data = files.filter(({ content }) => content === 'data');
      assert.equal(BigInt(data.length), count);
      assert.equal(
        files.reduce((sum, file) => sum + file.bytes, 0n),
        bytes,
      );
      if (under.onlyCurrent === true) return;
      const oldest = (await catalog.listSnapshots(orders, signal)).at(-1);
      assert.ok(oldest);
      const before = await catalog.listFiles(orders, { snapshotId: oldest.id }, signal);
      assert.ok(before.length < files.length);
    });

    it('has no partitions where a table has none', async function () {
      if (!offers(catalog, 'listPartitions')) return this.skip();
      assert.deepEqual(await catalog.listPartitions(orders, undefined, signal), { items: [] });
    });

    it('reads the rows of a table now, at a snapshot and at a branch', async function () {
      const { query } = under;
      if (query === undefined) return this.skip();
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

    it('shows rows of a table now, at a snapshot and at a tag, and no others', async function () {
      const { local } = under;
      if (local === undefined) return this.skip();
      assert.ok(offers(catalog, 'preview') && hasSnapshots(catalog));
      const oldest = (await catalog.listSnapshots(orders, signal)).at(-1)?.id ?? 0n;
      const now = ['0 n0', '2 n2', '3 n3', '4 null', '6 null'];
      const first = ['0 n0', '1 n1', '2 n2', '3 n3'];
      const cases: readonly { version: TableVersion; rows: readonly string[] }[] = [
        { version: undefined, rows: now },
        { version: { ref: 'main' }, rows: now },
        { version: { snapshotId: oldest }, rows: under.onlyCurrent === true ? now : first },
      ];
      for (const { version, rows } of cases) {
        const preview: Preview = await catalog.preview(orders, version, signal);
        const found: readonly (readonly (string | null)[])[] = (
          await local.rows(`SELECT * FROM (${preview.sql}) ORDER BY id`)
        ).rows;
        assert.deepEqual(
          found.map((row) => row.map(String).join(' ')),
          rows,
        );
        await preview.dispose();
        if (preview.fetched > 0) await assert.rejects(local.rows(preview.sql));
      }
    });

    it('previews nothing of a snapshot that the table does not have', async function () {
      if (under.local === undefined) return this.skip();
      assert.ok(offers(catalog, 'preview'));
      await assert.rejects(catalog.preview(orders, { snapshotId: 1n }, signal), {
        name: 'CatalogError',
        code: 'not-found',
      });
    });

    it('says not-found for a snapshot that the table does not have', async function () {
      if (!hasRelations(catalog)) return this.skip();
      await assert.rejects(catalog.relation(orders, { version: { snapshotId: 1n } }, signal), {
        name: 'CatalogError',
        code: 'not-found',
      });
    });
  });
}

async function collect<T>(list: (page: PageToken) => Promise<Page<T>>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const items of allPages(list)) all.push(...items);
  return all;
}

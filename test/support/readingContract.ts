import assert from 'node:assert/strict';
import { allPages } from '../../src/catalog/allPages.js';
import { offers, type SchemaVersion, type TableFile } from '../../src/catalog/capabilities.js';
import {
  type Catalog,
  CatalogError,
  hasSnapshots,
  type Namespace,
  type Page,
  type PageToken,
  type Table,
  type TableSummary,
} from '../../src/catalog/catalog.js';
import type { OpenConnection } from '../../src/connections/connections.js';

/** Of a large catalog so much is looked at. */
const mostNamespaces = 20;
const mostTables = 20;
const mostPages = 5;

/** What somebody who may see a thing may still not be let do with it. */
const refusals = ['access-denied', 'limit'];

/**
 * What a connection promises of whatever lies in it: only read, and only a part of what is large. So it can
 * be held against a server of which nobody knows what it has. `mayBeNone` skips it where it has no catalog at all.
 */
export function describeReading(
  name: string,
  open: () => OpenConnection,
  { mayBeNone = false }: { readonly mayBeNone?: boolean } = {},
): void {
  const { signal } = new AbortController();

  describe(`${name}, read as it is`, () => {
    let catalog: Catalog;
    const namespaces: Namespace[] = [];
    const found: TableSummary[] = [];
    const tables: Table[] = [];

    before(async function () {
      this.timeout(120_000);
      const [first] = (await open().listCatalogs(undefined, signal)).items;
      if (first === undefined && mayBeNone) {
        process.stderr.write(`\nSkipped: ${name} is not there.\n`);
        this.skip();
      }
      assert.ok(first, 'the server has a catalog');
      catalog = first;
      namespaces.push(...(await some((page) => catalog.listNamespaces([], page, signal))));
      for (const namespace of namespaces.slice(0, mostNamespaces)) {
        found.push(...(await some((page) => catalog.listTables(namespace, page, signal))));
        if (found.length >= mostTables) break;
      }
      for (const { identifier } of found.slice(0, mostTables)) {
        try {
          tables.push(await catalog.loadTable(identifier, signal));
        } catch (error) {
          // Of many tables one may be broken, and says so.
          if (!(error instanceof CatalogError)) throw error;
        }
      }
    });

    it('has namespaces, each one once, and no nested one among them', () => {
      assert.ok(namespaces.every((names) => names.length === 1 && names[0] !== ''));
      assert.equal(
        new Set(namespaces.map((names) => JSON.stringify(names))).size,
        namespaces.length,
      );
    });

    it('has nested namespaces right below their parents', async () => {
      for (const parent of namespaces.slice(0, mostNamespaces)) {
        for (const child of await some((page) => catalog.listNamespaces(parent, page, signal))) {
          assert.deepEqual(child.slice(0, -1), parent);
        }
      }
    });

    it('lists each table once, in its own namespace', () => {
      const names = found.map(({ identifier }) => JSON.stringify(identifier));
      assert.equal(new Set(names).size, names.length);
      const known = new Set(namespaces.map((names) => JSON.stringify(names)));
      assert.ok(found.every(({ identifier }) => known.has(JSON.stringify(identifier.namespace))));
    });

    it('loads tables with columns, or says what is not known of them', function () {
      if (found.length === 0) return this.skip();
      assert.ok(tables.length > 0);
      for (const { identifier, dataset, columns, kind, format, incomplete } of tables) {
        assert.ok(found.some((summary) => summary.identifier.name === identifier.name));
        assert.ok(dataset.namespace !== '' && dataset.name !== '');
        const hasOther = kind === 'view' || format !== 'iceberg' || incomplete !== undefined;
        assert.ok(hasOther || columns.length > 0);
        assert.ok(columns.every((column) => column.name !== '' && column.type !== ''));
      }
    });

    it('gives two tables two identities', () => {
      const datasets = tables.map(({ dataset }) => JSON.stringify(dataset));
      assert.equal(new Set(datasets).size, datasets.length);
    });

    it('has a history that hangs together', async function () {
      const iceberg = tables.filter(({ format }) => format === 'iceberg');
      if (iceberg.length === 0 || !hasSnapshots(catalog)) return this.skip();
      for (const { identifier, columns } of iceberg) {
        const snapshots = await catalog.listSnapshots(identifier, signal);
        assert.ok(snapshots.filter(({ isCurrent }) => isCurrent).length <= 1);
        assert.ok(offers(catalog, 'listRefs') && offers(catalog, 'listSchemas'));
        for (const { snapshotId } of await catalog.listRefs(identifier, signal)) {
          assert.ok(snapshots.some(({ id }) => id === snapshotId));
        }
        const schemas: readonly SchemaVersion[] = await catalog.listSchemas(identifier, signal);
        assert.deepEqual(schemas.find(({ isCurrent }) => isCurrent)?.columns, columns);
      }
    });

    it('lists files that are as many as the table says', async function () {
      this.timeout(120_000);
      if (!offers(catalog, 'listFiles')) return this.skip();
      for (const { identifier, files } of tables) {
        const list: readonly TableFile[] | undefined = await catalog
          .listFiles(identifier, undefined, signal)
          .catch(unlessRefused);
        if (list === undefined || files === undefined) continue;
        assert.equal(BigInt(list.filter(({ content }) => content === 'data').length), files);
      }
    });

    it('says what may be done with a table, or that it does not know', async function () {
      const [table] = tables;
      if (table === undefined || !offers(catalog, 'permissions')) return this.skip();
      const permissions = await catalog.permissions(table.identifier, signal);
      if (permissions?.grants === undefined) return;
      const granted = new Set(permissions.grants.map(({ privilege }) => privilege));
      assert.deepEqual([...granted].sort(), [...permissions.privileges].sort());
    });

    it('names the policies of a table', async function () {
      const [table] = tables;
      if (table === undefined || !offers(catalog, 'policies')) return this.skip();
      const policies = await catalog.policies(table.identifier, signal);
      assert.ok(policies.every((policy) => policy.name !== '' && policy.type !== ''));
    });

    const missing = [
      { namespace: ['lakehouse_no_such_namespace'], name: 'orders' },
      { namespace: ['..'], name: 'orders' },
      { namespace: [], name: 'a/b' },
    ];
    for (const identifier of missing) {
      it(`has no ${JSON.stringify([...identifier.namespace, identifier.name])}`, async () => {
        // Who may not see it may not be told that it is not there.
        await assert.rejects(catalog.loadTable(identifier, signal), (error) => {
          return error instanceof CatalogError && /^(not-found|access-denied)$/.test(error.code);
        });
      });
    }

    it('obeys an aborted signal', async () => {
      await assert.rejects(catalog.listNamespaces([], undefined, AbortSignal.abort()), {
        name: 'AbortError',
      });
    });
  });
}

/** The first pages of a listing; all of them end with `allPages` where a token repeats. */
async function some<T>(list: (page: PageToken) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  let pages = 0;
  for await (const page of allPages(list)) {
    items.push(...page);
    if (++pages >= mostPages) break;
  }
  return items;
}

function unlessRefused(error: unknown): undefined {
  if (error instanceof CatalogError && refusals.includes(error.code)) return undefined;
  throw error;
}

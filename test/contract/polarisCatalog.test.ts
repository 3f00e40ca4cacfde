import assert from 'node:assert/strict';
import { offers } from '../../src/catalog/capabilities.js';
import type { OpenConnection } from '../../src/connections/connections.js';
import { openPolaris } from '../../src/connections/polaris/openPolaris.js';
import type { PolarisConnectionSettings } from '../../src/connections/polaris/polarisSettings.js';
import { describeCatalog } from '../support/catalogContract.js';
import { polarisCommand, polarisProblems } from '../support/servers/polarisClient.js';
import { polarisPrincipals } from '../support/servers/polarisFront.js';
import { startPolarisServer } from '../support/servers/polarisServer.js';
import { usePreviews } from '../support/usePreviews.js';
import { useServer } from '../support/servers/useServer.js';

const orders = { namespace: ['sales'], name: 'orders' };
const returns = { namespace: ['sales', 'eu'], name: 'returns' };
const clicks = { namespace: ['sales', 'eu'], name: 'clicks' };

describe('Polaris, by a double over the reference REST catalog', () => {
  const polaris = useServer('the double of Polaris', startPolarisServer);
  const { previews, duckdb } = usePreviews();
  const saved = { ...process.env };
  before(() => {
    process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
  });
  after(() => {
    process.env = saved;
  });
  const { signal } = new AbortController();

  /** A token for whoever has one already. */
  const signIn = async (clientId: keyof typeof polarisPrincipals): Promise<string> => {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: polarisPrincipals[clientId],
      scope: 'PRINCIPAL_ROLE:ALL',
    });
    const uri = `${polaris().endpoint}/api/catalog/v1/oauth/tokens`;
    const answer = await (await fetch(uri, { method: 'POST', body })).text();
    return /"access_token":"([^"]+)"/.exec(answer)?.[1] ?? '';
  };
  const connect = (
    clientId: keyof typeof polarisPrincipals,
    own: Partial<PolarisConnectionSettings> = {},
    pageSize?: number,
  ): OpenConnection => {
    const settings: PolarisConnectionSettings = {
      type: 'polaris',
      name: 'polaris',
      uri: `${polaris().endpoint}/api/catalog`,
      auth: { type: 'oauth2', clientId, scope: 'PRINCIPAL_ROLE:ALL' },
      readOnly: false,
      ...own,
    };
    const secrets = {
      get: () =>
        own.auth?.type === 'bearer'
          ? signIn(clientId)
          : Promise.resolve(polarisPrincipals[clientId]),
      forget: () => Promise.resolve(),
    };
    const askForCode = () => Promise.reject(new Error('no code is needed'));
    return openPolaris(settings, { secrets, askForCode, previews }, pageSize);
  };
  const open = async (...[clientId, own, pageSize]: Parameters<typeof connect>) => {
    const connection = connect(clientId, { warehouse: 'lake', ...own }, pageSize);
    const [catalog] = (await connection.listCatalogs(undefined, signal)).items;
    assert.ok(catalog && offers(catalog, 'permissions') && offers(catalog, 'policies'));
    return catalog;
  };

  describeCatalog('PolarisCatalog', async () => ({
    catalog: await open('root', {}, 2),
    broken: 'unavailable',
    pages: true,
    nests: true,
    local: duckdb,
  }));

  it('lists the catalogs of the server where none is named', async () => {
    const { items } = await connect('root').listCatalogs(undefined, signal);
    assert.deepEqual(
      items.map(({ name }) => name),
      ['lake', 'other'],
    );
    const [, other] = items;
    assert.equal((await other?.loadTable(orders, signal))?.identifier.name, 'orders');
  });

  it('lists tables of other formats beside those of Iceberg, after views', async () => {
    const { items } = await (await open('reader')).listTables(['sales', 'eu'], undefined, signal);
    assert.deepEqual(
      items.map(({ identifier: { name }, kind, format }) => ({ name, kind, format })),
      [
        { name: 'returns', kind: 'table', format: 'iceberg' },
        { name: 'big_orders', kind: 'view', format: undefined },
        { name: 'clicks', kind: 'table', format: 'delta' },
        { name: 'prices', kind: 'table', format: 'csv' },
        { name: 'vectors', kind: 'table', format: undefined },
      ],
    );
  });

  it('lists them once each in small pages', async () => {
    const catalog = await open('reader', {}, 2);
    const names: string[] = [];
    let page: string | undefined;
    do {
      const { items, next } = await catalog.listTables(['sales', 'eu'], page, signal);
      names.push(...items.map(({ identifier: { name } }) => name));
      page = next;
    } while (page !== undefined);
    assert.deepEqual(names, ['returns', 'big_orders', 'clicks', 'prices', 'vectors']);
  });

  it('loads what is known of one, and says what is not', async () => {
    // Its files are read as the user, who is nobody here.
    const catalog = await open('reader', { profile: 'nobody', region: 'eu-west-1' });
    const { incomplete, ...table } = await catalog.loadTable(clicks, signal);
    assert.deepEqual(table, {
      identifier: clicks,
      kind: 'table',
      format: 'delta',
      dataset: { namespace: 's3://lake', name: 'sales/clicks' },
      columns: [],
      partitioning: [],
      properties: { owner: 'web', 'tag.pii': 'yes' },
      tags: { pii: 'yes' },
      owner: 'web',
      comment: 'Every click',
      location: 's3://lake/sales/clicks',
    });
    assert.equal(incomplete?.code, 'expired-credentials');
    assert.match(incomplete.message, /^s3:\/\/lake\/sales\/clicks/);
    const vectors = { ...clicks, name: 'vectors' };
    const { incomplete: unknown } = await catalog.loadTable(vectors, signal);
    assert.equal(unknown?.code, 'limit');
    assert.match(unknown.message, /no columns, snapshots or files of a lance table$/);
    assert.ok(offers(catalog, 'listFiles'));
    await assert.rejects(catalog.listFiles(clicks, undefined, signal), { code: 'limit' });
  });

  const privileges = [
    {
      title: 'a table, by its own grant and that of its namespace',
      identifier: orders,
      privileges: ['TABLE_READ_DATA', 'TABLE_READ_PROPERTIES'],
      grants: [
        ['TABLE_READ_PROPERTIES', 'namespace', 'sales', 'sales_readers/reads_sales'],
        ['TABLE_READ_DATA', 'table', 'sales.orders', 'sales_readers/reads_sales'],
      ],
      columns: { kind: 'all' },
    },
    {
      title: 'a table in a namespace in a namespace',
      identifier: returns,
      privileges: ['TABLE_READ_PROPERTIES', 'TABLE_WRITE_DATA'],
      grants: [
        ['TABLE_READ_PROPERTIES', 'namespace', 'sales', 'sales_readers/reads_sales'],
        ['TABLE_WRITE_DATA', 'namespace', 'sales.eu', 'returns_keepers/keeps_returns'],
      ],
      columns: { kind: 'all' },
    },
    {
      title: 'a table that only its properties may be read of',
      identifier: returns,
      scope: 'PRINCIPAL_ROLE:sales_readers',
      privileges: ['TABLE_READ_PROPERTIES'],
      grants: [['TABLE_READ_PROPERTIES', 'namespace', 'sales', 'sales_readers/reads_sales']],
      columns: { kind: 'only', names: [] },
    },
    {
      title: 'a view',
      identifier: { namespace: ['sales', 'eu'], name: 'big_orders' },
      privileges: ['VIEW_READ_PROPERTIES'],
      grants: [
        ['VIEW_READ_PROPERTIES', 'view', 'sales.eu.big_orders', 'returns_keepers/sees_views'],
      ],
      columns: undefined,
    },
    {
      title: 'a table of another format',
      identifier: clicks,
      scope: 'PRINCIPAL_ROLE:returns_keepers',
      privileges: ['TABLE_WRITE_DATA'],
      grants: [['TABLE_WRITE_DATA', 'namespace', 'sales.eu', 'returns_keepers/keeps_returns']],
      columns: { kind: 'all' },
    },
  ];
  for (const { title, identifier, scope = 'PRINCIPAL_ROLE:ALL', ...expected } of privileges) {
    it(`says what may be done with ${title}`, async () => {
      const auth = { type: 'oauth2', clientId: 'reader', scope } as const;
      const found = await (await open('reader', { auth })).permissions(identifier, signal);
      assert.equal(found?.source, 'Polaris');
      assert.deepEqual(found.privileges, expected.privileges);
      assert.deepEqual(found.columns, expected.columns);
      assert.deepEqual(
        found.grants?.map(({ privilege, on, path, roles }) => [
          privilege,
          on,
          path.join('.'),
          roles.join('/'),
        ]),
        expected.grants,
      );
    });
  }

  it('says what is handed on from the whole catalog', async () => {
    const found = await (await open('root')).permissions(orders, signal);
    assert.deepEqual(found?.privileges, ['CATALOG_MANAGE_ACCESS', 'CATALOG_MANAGE_CONTENT']);
    assert.deepEqual(found.columns, { kind: 'all' });
  });

  it('does not say that nothing may be done where it is not let know', async () => {
    assert.equal(await (await open('loader')).permissions(orders, signal), undefined);
    const bearer = await open('root', { auth: { type: 'bearer' } });
    assert.equal(await bearer.permissions(orders, signal), undefined);
  });

  it('names the policies of a table, and those that it inherits', async () => {
    const catalog = await open('reader');
    assert.deepEqual(await catalog.policies(orders, signal), [
      {
        name: 'compact',
        type: 'system.data-compaction',
        description: 'Every night',
        content: '{"version":"2025-02-03","enable":true}',
        version: 2,
        isInherited: true,
      },
      { name: 'keep', type: 'system.snapshot-expiry', version: 0, isInherited: false },
    ]);
    assert.equal((await catalog.policies(returns, signal)).length, 1);
  });

  it('writes a description as Polaris is written to', async () => {
    const catalog = await open('root');
    await catalog.loadTable(returns, signal);
    assert.ok(offers(catalog, 'describe'));
    await catalog.describe(returns, { comment: 'Back again', tags: { pii: 'no' } }, signal);
    const { comment, tags } = await (await open('root')).loadTable(returns, signal);
    assert.deepEqual([comment, tags], ['Back again', { pii: 'no' }]);
  });

  it('refuses a description of a table of another format, which it can not take', async () => {
    const catalog = await open('root');
    await catalog.loadTable(returns, signal);
    assert.ok(offers(catalog, 'describe'));
    await assert.rejects(catalog.describe(clicks, { comment: 'x' }, signal), { code: 'refused' });
  });

  it('says how to go on where the catalogs of the server may not be listed', async () => {
    await assert.rejects(connect('loader').listCatalogs(undefined, signal), {
      code: 'access-denied',
      message: /; name one as the "warehouse" of the connection$/,
    });
  });

  it('asks for a new token once where one ends in the middle of a listing', async () => {
    const catalog = await open('root', {}, 2);
    const { next } = await catalog.listTables(['sales'], undefined, signal);
    polaris().revokeTokens();
    const { items } = await catalog.listTables(['sales'], next, signal);
    assert.equal(items.length, 1);
  });

  it('is read by the command line of Polaris too, which finds the same', async () => {
    const run = (...args: readonly string[]): Promise<readonly unknown[]> =>
      polarisCommand(polaris().endpoint, polarisPrincipals.root, args);
    const names = (found: readonly unknown[]): readonly unknown[] =>
      found.map((item) => (typeof item === 'object' && item && 'name' in item ? item.name : item));
    assert.deepEqual(names(await run('catalogs', 'list')), ['lake', 'other']);
    assert.deepEqual(names(await run('principals', 'list')), [
      'root',
      'analyst',
      'loader',
      'guest',
    ]);
    const inReturns = ['--catalog', 'lake', '--namespace', 'sales.eu'];
    assert.deepEqual(names(await run('generic-tables', 'list', ...inReturns)), [
      'clicks',
      'prices',
      'vectors',
    ]);
    const grants = await run(
      'privileges',
      'list',
      '--catalog',
      'lake',
      '--catalog-role',
      'reads_sales',
    );
    assert.equal(grants.length, 5);
  });

  it('was told nothing that the models of Polaris do not know', async () => {
    const { exchanges } = polaris();
    const problems = await polarisProblems(exchanges);
    assert.ok(new Set(exchanges.map(({ operation }) => operation)).size >= 8);
    assert.deepEqual(problems.flat(), []);
    const wrong = { catalogs: [{ type: 'INTERNAL', name: 'lake', colour: 'red' }] };
    const [found] = await polarisProblems([{ operation: 'listCatalogs', body: wrong }]);
    assert.equal(found?.length, 1);
  });
});

import assert from 'node:assert/strict';
import { LakeFormationClient } from '@aws-sdk/client-lakeformation';
import { S3Client } from '@aws-sdk/client-s3';
import { GetTableCommand, GlueClient, UpdateTableCommand } from '@aws-sdk/client-glue';
import {
  offers,
  type TableDescription,
  type TablePermissions,
} from '../../src/catalog/capabilities.js';
import type { TableIdentifier } from '../../src/catalog/catalog.js';
import { GlueCatalog } from '../../src/catalog/glue/glueCatalog.js';
import { s3FileIO } from '../../src/connections/aws/s3FileIO.js';
import { describeCatalog } from '../support/catalogContract.js';
import { startAwsEmulator } from '../support/servers/awsEmulator.js';
import { motoContent, startMoto, testCredentials } from '../support/servers/moto.js';
import type { Rule } from '../support/servers/proxy/rule.js';
import { calling } from '../support/servers/serviceCaller.js';
import { usePreviews } from '../support/usePreviews.js';
import { useServer } from '../support/servers/useServer.js';

describe('Glue and S3 by an emulator (moto)', () => {
  const moto = useServer('moto', startMoto);
  const { previews, duckdb } = usePreviews();
  const open = (region: string): GlueCatalog => {
    const config = { region, endpoint: moto().endpoint, credentials: testCredentials };
    const glue = new GlueClient(config);
    const s3 = new S3Client({ ...config, forcePathStyle: true });
    const io = s3FileIO(calling(s3));
    return new GlueCatalog({ name: 'glue', call: calling(glue), io, previews });
  };

  describeCatalog('GlueCatalog', () => {
    return Promise.resolve({
      catalog: open(motoContent.region),
      broken: 'syntax',
      pages: false,
      nests: false,
      local: duckdb,
    });
  });
});

describe('What Glue knows beyond tables, by an emulator (moto) behind the proxy', () => {
  const aws = useServer('moto behind the proxy', () => startAwsEmulator());
  const { signal } = new AbortController();
  const config = { credentials: testCredentials, maxAttempts: 1 };
  const clientOf = (region: string): GlueClient =>
    new GlueClient({ ...config, region, endpoint: aws().endpoint });
  const open = (region: string, catalogId?: string, readOnly = false): GlueCatalog => {
    const { endpoint } = aws();
    const s3 = new S3Client({ ...config, region, endpoint, forcePathStyle: true });
    return new GlueCatalog({
      name: 'glue',
      call: calling(clientOf(region)),
      lakeFormation: calling(new LakeFormationClient({ ...config, region, endpoint })),
      io: s3FileIO(calling(s3)),
      readOnly,
      ...(catalogId === undefined ? {} : { catalogId }),
    });
  };
  const showroom = (): GlueCatalog => open(motoContent.showroom);
  const ofFormat = (name: string): TableIdentifier => ({ namespace: ['formats'], name });
  const orders = { namespace: ['sales'], name: 'orders' };
  beforeEach(() => {
    aws().reset();
  });

  it('lists the partitions of a table of Hive, where each lies, and no files', async () => {
    const trips = ofFormat('trips_by_day');
    const { items, next } = await showroom().listPartitions(trips, undefined, signal);
    assert.equal(next, undefined);
    assert.deepEqual(
      items.map(({ values }) => values.map(({ value }) => value).join(' ')).sort(),
      ['2026-01-01', '2026-01-02', '2026-01-03'].flatMap((day) => [`${day} no`, `${day} se`]),
    );
    assert.deepEqual(items[0]?.values[0], { name: 'day', value: '2026-01-01' });
    assert.ok(items.some(({ location }) => location === 's3://lake/formats/elsewhere/'));
    await assert.rejects(showroom().listFiles(trips, undefined, signal), { code: 'limit' });
    assert.deepEqual(await showroom().listSnapshots(trips, signal), []);
  });

  it('gives many partitions in pages, each without the columns of the table', async () => {
    const many = ofFormat('many_partitions');
    const first = await showroom().listPartitions(many, undefined, signal);
    const second = await showroom().listPartitions(many, first.next, signal);
    const values = [...first.items, ...second.items].map((partition) => partition.values[0]?.value);
    assert.equal(first.items.length, 200);
    assert.equal(new Set(values).size, 400);
    assert.ok(second.next !== undefined && second.next !== first.next);
    const asked = aws().log.filter(({ operation }) => operation === 'GetPartitions');
    assert.equal(asked.length, 2);
    assert.ok(asked.every(({ input }) => input['ExcludeColumnSchema'] === true));
  });

  const without = ['trips_csv', 'fares_by_city'];
  for (const name of without) {
    it(`says that ${name} has no partitions, without asking for any`, async () => {
      const page = await showroom().listPartitions(ofFormat(name), undefined, signal);
      assert.deepEqual(page, { items: [] });
      assert.ok(aws().log.every(({ operation }) => operation === 'GetTable'));
    });
  }

  it('takes the columns of a Delta table of Spark from its log, where Glue has none', async () => {
    const delta = ofFormat('trips_delta');
    const { format, location, columns, incomplete } = await showroom().loadTable(delta, signal);
    assert.deepEqual(
      [format, location, incomplete],
      ['delta', 's3://lake/formats/delta', undefined],
    );
    assert.deepEqual(
      columns.map(({ name, type, comment }) => [name, type, comment]),
      [
        ['id', 'long', 'Which trip'],
        ['city', 'string', undefined],
        ['fare', 'decimal(9, 2)', undefined],
      ],
    );
    const listing = showroom().listPartitions(delta, undefined, signal);
    await assert.rejects(listing, { code: 'limit', message: /log/ });
  });

  it('shows a Delta table whose log may not be read, and says so (proxy)', async () => {
    const fault = { kind: 'error', name: 'AccessDenied', status: 403 } as const;
    aws().reset([{ service: 's3', fault }]);
    const table = await showroom().loadTable(ofFormat('trips_delta'), signal);
    assert.deepEqual([table.columns, table.incomplete?.code], [[], 'access-denied']);
  });

  it('lists the definitions that Glue keeps of a table, newest first', async () => {
    const client = clientOf(motoContent.showroom);
    const of = { DatabaseName: 'team_09', Name: 'plans' };
    const { Table: table } = await client.send(new GetTableCommand(of));
    const columns = [
      { Name: 'c0', Type: 'bigint' },
      { Name: 'c1', Type: 'string' },
    ];
    const changed = {
      Name: 'plans',
      StorageDescriptor: { ...table?.StorageDescriptor, Columns: columns },
    };
    await client.send(new UpdateTableCommand({ DatabaseName: 'team_09', TableInput: changed }));
    const plans = { namespace: ['team_09'], name: 'plans' };
    const { items } = await showroom().listDefinitions(plans, undefined, signal);
    assert.deepEqual(
      items.map((version) => [version.columns.map(({ type }) => type), version.isCurrent]),
      [
        [['long', 'string'], true],
        [['long'], false],
      ],
    );
  });

  it('gives what was counted in columns, and nothing of those that were not (stub)', async () => {
    const statistics = await open(motoContent.region).columnStatistics(
      orders,
      ['id', 'note'],
      signal,
    );
    const at = Date.UTC(2026, 0, 2);
    assert.deepEqual(statistics, [
      { name: 'id', nulls: 0n, distinct: 5n, minimum: '0', maximum: '6', analyzedAt: at },
    ]);
  });

  it('gives how a table did in the newest check of its quality, whatever order they come in (stub)', async () => {
    const catalog = open(motoContent.region);
    const result = await catalog.quality(orders, signal);
    assert.deepEqual(result, {
      at: Date.UTC(2026, 0, 2, 0, 1),
      score: 0.5,
      ruleset: 'orders_rules',
      rules: [
        { rule: 'IsComplete "id"', outcome: 'passed' },
        {
          rule: 'IsComplete "note"',
          outcome: 'failed',
          message: 'Value: 0.6 does not meet the constraint requirement!',
        },
      ],
    });
    const [, asked] = aws().log.map(({ input }) => input);
    assert.equal(asked?.['ResultId'], 'dqresult-2');
  });

  it('asks for the statistics of at most a hundred columns at once (stub)', async () => {
    const names = Array.from({ length: 250 }, (_, index) => `c${index}`);
    await open(motoContent.region).columnStatistics(orders, names, signal);
    const asked = aws().log.map(({ input }) => input['ColumnNames']);
    assert.deepEqual(
      asked.map((columns) => (Array.isArray(columns) ? columns.length : undefined)),
      [100, 100, 50],
    );
  });

  it('finds tables by a text, and leaves out those of other accounts (stub)', async () => {
    const catalog = open(motoContent.region);
    assert.ok(offers(catalog, 'searchTables'));
    const first = await catalog.searchTables('ordered', undefined, signal);
    assert.deepEqual(first.items, [
      {
        identifier: orders,
        kind: 'table',
        format: 'iceberg',
        comment: 'What was ordered',
        columns: [
          { name: 'id', type: 'long', nativeType: 'bigint', nullable: true },
          {
            name: 'note',
            type: 'string',
            nativeType: 'string',
            nullable: true,
            comment: 'What was said',
          },
        ],
      },
    ]);
    assert.deepEqual(await catalog.searchTables('ordered', first.next, signal), { items: [] });
    const asked = aws().log.filter(({ operation }) => operation === 'SearchTables');
    assert.deepEqual(
      asked.map(({ input }) => [input['SearchText'], input['NextToken']]),
      [
        ['ordered', undefined],
        ['ordered', 'more'],
      ],
    );
  });

  it('does not offer a search inside a nested catalog, which Glue does not have', () => {
    assert.ok(!offers(open(motoContent.region, motoContent.nestedCatalog), 'searchTables'));
    assert.ok(offers(open(motoContent.region, motoContent.partner), 'searchTables'));
  });

  describe('of permissions', () => {
    const lakeFormation = (): GlueCatalog => open(motoContent.region);
    const refused = (operation: string | readonly string[]): Rule => ({
      operation,
      fault: { kind: 'error', name: 'AccessDeniedException' },
    });
    const permissions = async (): Promise<TablePermissions | undefined> => {
      const catalog = lakeFormation();
      assert.ok(offers(catalog, 'permissions'));
      return catalog.permissions(orders, signal);
    };

    it('is what Glue tells engines, with the tags of the table and its database (stub)', async () => {
      assert.deepEqual(await permissions(), {
        privileges: ['SELECT'],
        columns: { kind: 'all-but', names: ['note'] },
        rowFilter: 'id < 5',
        tags: { domain: ['sales'], confidentiality: ['internal'] },
        columnTags: { note: { confidentiality: ['personal'] } },
        source: 'Lake Formation',
      });
    });

    it('is what was granted to the role, where Glue does not say (stub)', async () => {
      aws().reset([refused('GetUnfilteredTableMetadata')]);
      const { columns, rowFilter } = (await permissions()) ?? {};
      assert.deepEqual(columns, { kind: 'all-but', names: ['note'] });
      assert.equal(rowFilter, undefined);
      const asked = aws().log.find(({ operation }) => operation === 'ListPermissions');
      const role = 'arn:aws:iam::123456789012:role/analyst';
      assert.deepEqual(asked?.input['Principal'], { DataLakePrincipalIdentifier: role });
    });

    it('is what was granted for tags too, by a saved expression (stub)', async () => {
      aws().reset([refused('GetUnfilteredTableMetadata')]);
      const { columns, privileges } = (await permissions()) ?? {};
      assert.deepEqual(privileges, ['SELECT', 'DESCRIBE']);
      assert.deepEqual(columns, { kind: 'all-but', names: ['note'] });
    });

    it('does not say that a column may not be read which a tag may give (proxy)', async () => {
      const tags = refused('GetResourceLFTags');
      aws().reset([refused('GetUnfilteredTableMetadata'), tags]);
      const { columns, privileges } = (await permissions()) ?? {};
      assert.deepEqual(privileges, ['SELECT']);
      assert.equal(columns, undefined);
    });

    it('is not known where nobody says (proxy)', async () => {
      aws().reset([
        refused('GetUnfilteredTableMetadata'),
        { ...refused('GetDataLakePrincipal'), service: 'lakeformation' },
        refused(['ListDataCellsFilter', 'GetResourceLFTags']),
      ]);
      assert.equal(await permissions(), undefined);
    });

    it('is a failure, and not unknown, where the service is down (proxy)', async () => {
      const fault = { kind: 'error', name: 'InternalServiceException', status: 500 } as const;
      aws().reset([{ operation: 'GetResourceLFTags', fault }]);
      await assert.rejects(permissions(), { code: 'unavailable' });
    });
  });

  describe('is told of a table', () => {
    const team = { namespace: ['team_08'], name: 'plans' };
    const describeIt = async (description: TableDescription): Promise<void> => {
      const catalog = showroom();
      assert.ok(offers(catalog, 'describe'));
      await catalog.describe(team, description, signal);
    };
    const updates = () => aws().log.filter(({ operation }) => operation === 'UpdateTable');

    it('its description and tags, and nothing else of it changes', async () => {
      const before = await showroom().loadTable(team, signal);
      await describeIt({ comment: 'Plans of the team', tags: { domain: 'sales' } });
      const after = await showroom().loadTable(team, signal);
      assert.deepEqual([after.comment, after.tags], ['Plans of the team', { domain: 'sales' }]);
      assert.deepEqual(
        { ...after.properties, updatedAt: undefined },
        { ...before.properties, 'tag.domain': 'sales', updatedAt: undefined },
      );
      assert.deepEqual(after.columns, before.columns);
      await describeIt({ comment: '', tags: {} });
      const last = await showroom().loadTable(team, signal);
      assert.deepEqual(
        [last.comment, last.tags, last.properties],
        [undefined, undefined, before.properties],
      );
    });

    it('nothing where it says so already', async () => {
      await describeIt({ comment: 'Same' });
      await describeIt({ comment: 'Same' });
      assert.equal(updates().length, 1);
    });

    it('with the version that was read, and a version of its own is kept', async () => {
      const { Table: table } = await clientOf(motoContent.showroom).send(
        new GetTableCommand({ DatabaseName: 'team_08', Name: 'plans' }),
      );
      await describeIt({ comment: 'A third' });
      const [update] = updates();
      assert.deepEqual(
        [update?.input['SkipArchive'], update?.input['VersionId']],
        [false, table?.VersionId],
      );
    });

    it('once more where others wrote in between, from what is there then (proxy)', async () => {
      const fault = { kind: 'error', name: 'ConcurrentModificationException' } as const;
      aws().reset([{ operation: 'UpdateTable', times: 2, fault }]);
      await describeIt({ comment: 'In the end' });
      const operations = aws().log.map(({ operation }) => operation);
      assert.deepEqual(operations, Array(3).fill(['GetTable', 'UpdateTable']).flat());
      assert.equal((await showroom().loadTable(team, signal)).comment, 'In the end');
      aws().reset([{ operation: 'UpdateTable', fault }]);
      await assert.rejects(describeIt({ comment: 'Never' }), { code: 'unavailable' });
      assert.equal(updates().length, 5);
    });

    it('which is one of Iceberg without another version of Glue, and the comment is seen', async () => {
      const catalog = open(motoContent.region);
      assert.ok(offers(catalog, 'describe'));
      const { comment, metadataLocation } = await catalog.loadTable(orders, signal);
      await catalog.describe(orders, { comment: 'Described' }, signal);
      const after = await catalog.loadTable(orders, signal);
      assert.deepEqual([after.comment, after.metadataLocation], ['Described', metadataLocation]);
      assert.equal(updates()[0]?.input['SkipArchive'], true);
      await catalog.describe(orders, { comment: comment ?? '' }, signal);
    });

    it('nothing where the connection is read-only or the table a link', async () => {
      assert.ok(!offers(open(motoContent.region, undefined, true), 'describe'));
      const link = { Name: 'plans', TargetTable: { DatabaseName: 'x', Name: 'y' } };
      aws().reset([{ operation: 'GetTable', fault: { kind: 'stub', body: { Table: link } } }]);
      await assert.rejects(describeIt({ comment: 'A link' }), { code: 'limit' });
      assert.equal(updates().length, 0);
    });
  });
});

import assert from 'node:assert/strict';
import type { SqlProcessApi } from '../../../src/lineage/lineageApi.js';
import type { KnownTable, TableRequest } from '../../../src/lineage/knownTables.js';
import { type HoverAnswer, LineageService } from '../../../src/lineage/lineageService.js';
import { serveSql, type SqlLimits } from '../../../src/lineage/serveSql.js';
import { sqlOfFile } from '../../../src/lineage/sqlOfFile.js';
import { type Port, Remote } from '../../../src/util/rpc.js';
import { linksText } from '../../support/lineageText.js';
import { portPair } from '../../support/portPair.js';
import { testParsers } from '../../support/sqlParser.js';

const scope = { connection: 'sample', dialect: 'duckdb' } as const;

const none = { direct: { links: [], more: 0 }, indirect: { links: [], more: 0 } };

/** A workspace in memory, and a service over a process that is none. */
function open(
  files: Map<string, string>,
  limits?: () => SqlLimits,
  schema: Readonly<Record<string, readonly string[]>> = {},
  catalog: Promise<void> = Promise.resolve(),
): {
  readonly service: LineageService;
  readonly remote: Remote<SqlProcessApi>;
  readonly asked: TableRequest[];
  readonly read: string[];
  readonly warnings: string[];
  readonly process: () => Port | undefined;
} {
  let process: Port | undefined;
  const asked: TableRequest[] = [];
  const read: string[] = [];
  const warnings: string[] = [];
  const remote = new Remote<SqlProcessApi>(() => {
    const { near, far } = portPair();
    const end = (): void => {
      near.kill();
    };
    serveSql(far, testParsers(), end, limits?.());
    process = near;
    return near;
  });
  const service = new LineageService(
    remote,
    {
      list: () =>
        Promise.resolve({
          files: [...files].map(([uri, text]) => ({ uri, stamp: text })),
          isWhole: true,
        }),
      read(uri) {
        read.push(uri);
        const text = files.get(uri);
        if (text === 'broken') return Promise.reject(new Error('can not be read'));
        const file = text === undefined ? undefined : sqlOfFile(uri, text, scope);
        return Promise.resolve(file && { file, stamp: text ?? '' });
      },
      async lookUp(tables) {
        asked.push(...tables);
        await catalog;
        return tables.map((each): KnownTable => {
          const name = each.name.join('.');
          const columns = schema[name]?.map((column) => ({ name: column, type: 'long' }));
          if (columns === undefined) return { ...each, kind: 'missing' };
          return { ...each, kind: 'table', dataset: { namespace: 'file', name }, columns };
        });
      },
    },
    {
      debug: () => undefined,
      info: () => undefined,
      warn: (message) => warnings.push(message),
      error: () => undefined,
    },
  );
  return { service, remote, asked, read, warnings, process: () => process };
}

describe('the lineage service', () => {
  const { signal } = new AbortController();
  const never = new Promise<void>(() => undefined);

  /** A hover over the `x` of `SELECT x FROM t`. */
  const hover = (
    service: LineageService,
    patience: Promise<void> = never,
    abort: AbortSignal = signal,
  ): Promise<HoverAnswer | undefined> => {
    const place = { offset: 0, line: 1, defaultNamespace: [] };
    const cell = { text: 'SELECT x FROM t', ...place, ...scope };
    return service.hover({ uri: 'cell.sql', cell, offset: 7 }, patience, abort);
  };
  const upstream = async (service: LineageService): Promise<readonly string[]> =>
    linksText((await hover(service))?.upstream ?? none);

  it('reads nothing before the first question, and then every file once', async () => {
    const files = new Map([
      ['a.sql', 'CREATE TABLE t AS SELECT x FROM u'],
      ['b.sql', 'SELECT 1'],
    ]);
    const { service, read } = open(files);
    service.changed('a.sql');
    assert.deepEqual(read, []);
    assert.deepEqual(await upstream(service), ['direct u:x identity a.sql:1']);
    assert.deepEqual(await upstream(service), ['direct u:x identity a.sql:1']);
    assert.deepEqual(read, ['a.sql', 'b.sql']);
  });

  it('follows files that change, come and go', async () => {
    const files = new Map([['a.sql', 'CREATE TABLE t AS SELECT x FROM u']]);
    const { service } = open(files);
    await hover(service);
    files
      .set('a.sql', 'CREATE TABLE t AS SELECT v AS x FROM u')
      .set('b.sql', 'INSERT INTO t (x) SELECT w FROM k');
    service.changed('a.sql');
    service.changed('b.sql');
    assert.deepEqual(await upstream(service), [
      'direct u:v identity a.sql:1',
      'direct k:w identity b.sql:1',
    ]);
    files.delete('a.sql');
    service.changed('a.sql');
    assert.deepEqual(await upstream(service), ['direct k:w identity b.sql:1']);
  });

  it('follows folders that are renamed', async () => {
    const files = new Map([['old/a.sql', 'CREATE TABLE t AS SELECT x FROM u']]);
    const { service, read } = open(files);
    await hover(service);
    files.clear();
    files.set('new/a.sql', 'CREATE TABLE t AS SELECT x FROM u');
    service.foldersChanged();
    assert.deepEqual(await upstream(service), ['direct u:x identity a.sql:1']);
    assert.deepEqual(read, ['old/a.sql', 'new/a.sql']);
  });

  it('says how far it is, and when it is done', async () => {
    const files = new Map(['a', 'b', 'c'].map((name) => [`${name}.sql`, 'SELECT 1']));
    const { service } = open(files);
    const told: (string | undefined)[] = [];
    service.onDidProgress((progress) => {
      told.push(progress && `${progress.done}/${progress.total}`);
    });
    await service.settled(signal);
    assert.deepEqual(told, ['1/3', '2/3', '3/3', undefined]);
  });

  it('reads a file again when the catalogs have said which columns there are', async () => {
    const files = new Map([['a.sql', 'CREATE TABLE t AS SELECT * FROM u']]);
    const { service, read } = open(files, undefined, { u: ['x', 'y'] });
    assert.deepEqual(await upstream(service), ['direct u:x identity a.sql:1']);
    assert.deepEqual(read, ['a.sql', 'a.sql']);
  });

  it('does not wait for a catalog longer than patience lasts', async () => {
    const files = new Map([['a.sql', 'SELECT 1']]);
    const { service, asked } = open(files, undefined, undefined, never);
    await service.settled(signal);
    const early = await hover(service, Promise.resolve());
    assert.equal(early?.coverage, 'reading');
    assert.equal(asked.length, 1);
  });

  it('fills the index again when its process has died', async () => {
    const { service, process, read } = open(
      new Map([['a.sql', 'CREATE TABLE t AS SELECT x FROM u']]),
    );
    await hover(service);
    process()?.kill();
    await hover(service);
    assert.deepEqual(await upstream(service), ['direct u:x identity a.sql:1']);
    assert.deepEqual(read, ['a.sql', 'a.sql']);
  });

  it('fills the index again when its process has become too large', async () => {
    const limits: SqlLimits[] = [
      { maxBytes: 0, minLifeMs: 0 },
      { maxBytes: 0, minLifeMs: Infinity },
    ];
    const files = new Map([
      ['a.sql', 'CREATE TABLE t AS SELECT x FROM u'],
      ['b.sql', 'INSERT INTO t (x) SELECT w FROM k'],
    ]);
    const { service } = open(files, () => limits.shift() ?? { maxBytes: 1e12, minLifeMs: 0 });
    assert.deepEqual(await upstream(service), [
      'direct u:x identity a.sql:1',
      'direct k:w identity b.sql:1',
    ]);
    assert.deepEqual(limits, []);
    assert.equal((await hover(service))?.coverage, 'whole');
  });

  it('leaves a file alone that can not be read, and goes on with the others', async () => {
    const files = new Map([
      ['a.sql', 'broken'],
      ['b.sql', 'CREATE TABLE t AS SELECT x FROM u'],
    ]);
    const { service, warnings } = open(files);
    assert.deepEqual(await upstream(service), ['direct u:x identity b.sql:1']);
    assert.equal(warnings.length, 2);
    assert.equal((await hover(service))?.coverage, 'partial');
    files.set('a.sql', 'INSERT INTO t (x) SELECT y FROM k');
    service.changed('a.sql');
    assert.equal((await upstream(service)).length, 2);
    assert.equal((await hover(service))?.coverage, 'whole');
  });

  it('asks the catalogs once for each table', async () => {
    const { service, asked } = open(new Map([['a.sql', 'CREATE TABLE t AS SELECT x FROM u']]));
    await hover(service);
    await hover(service);
    assert.deepEqual(asked.map(({ name }) => name.join('.')).sort(), ['t', 'u']);
    service.reset();
    await hover(service);
    assert.equal(asked.length, 4);
  });

  it('answers with what there is when patience is over, and says so', async () => {
    const files = new Map(Array.from({ length: 50 }, (_, at) => [`${at}.sql`, 'SELECT 1']));
    const { service } = open(files);
    const early = await hover(service, Promise.resolve());
    assert.equal(early?.coverage, 'reading');
    await service.settled(signal);
    assert.equal((await hover(service))?.coverage, 'whole');
  });

  it('lets a question go that nobody waits for any more', async () => {
    const { service } = open(new Map([['a.sql', 'SELECT 1']]));
    const abort = new AbortController();
    const answer = hover(service, never, abort.signal);
    abort.abort();
    await assert.rejects(answer, { name: 'AbortError' });
    assert.equal((await hover(service))?.subject.kind, 'column');
  });
});

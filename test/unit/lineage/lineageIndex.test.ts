import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type Hover, hoverAt } from '../../../src/lineage/hoverAt.js';
import type { KnownTable } from '../../../src/lineage/knownTables.js';
import type { LineageCell, LineageFile } from '../../../src/lineage/lineageFile.js';
import type { LineageId } from '../../../src/lineage/lineageGraph.js';
import { LineageIndex } from '../../../src/lineage/lineageIndex.js';
import { linksOf } from '../../../src/lineage/links.js';
import { sqlOfFile } from '../../../src/lineage/sqlOfFile.js';
import type { SqlParser } from '../../../src/sql/parser.js';
import { edgesText, linksText } from '../../support/lineageText.js';
import { testParser } from '../../support/sqlParser.js';

const scope = { connection: 'sample', dialect: 'duckdb' } as const;

function file(name: string, text: string): LineageFile {
  const found = sqlOfFile(`file:///w/${name}`, text, scope);
  assert.ok(found !== undefined);
  return found;
}

function table(name: string, columns: readonly string[]): KnownTable {
  return {
    kind: 'table',
    connection: 'sample',
    name: name.split('.'),
    dataset: { namespace: 'file', name: `/lake/${name.replace('.', '/')}` },
    columns: columns.map((column) => ({ name: column, type: 'long', comment: `about ${column}` })),
  };
}

const inSample = (name: string): { readonly namespace: string; readonly name: string } => ({
  namespace: 'lakehouse:sample',
  name,
});

describe('the lineage index', () => {
  let parser: SqlParser;
  let index: LineageIndex;
  before(async () => {
    parser = await testParser();
  });
  beforeEach(() => {
    index = new LineageIndex(parser);
  });

  it('says where a column comes from and goes to, with file and line', () => {
    index.update(
      file(
        'silver.sql',
        '-- é\nCREATE TABLE s.o AS\nSELECT id, a * 2 AS amount FROM b.o WHERE kind = 1',
      ),
    );
    index.update(file('gold.sql', 'CREATE TABLE g.d AS SELECT SUM(amount) AS revenue\nFROM s.o'));
    const amount = { dataset: inSample('s.o'), field: 'Amount' };
    assert.deepEqual(edgesText(index.upstream(amount)), [
      'b.o:a -> s.o:amount transformation silver.sql:3',
      'b.o:kind -> s.o filter silver.sql:2',
    ]);
    assert.deepEqual(edgesText(index.downstream(amount)), [
      's.o:amount -> g.d:revenue aggregation gold.sql:1',
    ]);
    assert.deepEqual(linksText(linksOf(index.upstream(inSample('s.o')), 'from', 'tables')), [
      'direct b.o identity transformation filter silver.sql:2 silver.sql:3',
    ]);
  });

  it('takes back what a file said when it changes or is gone', () => {
    index.update(file('a.sql', 'CREATE TABLE t AS SELECT x FROM u'));
    index.update(file('a.sql', 'CREATE TABLE t AS SELECT y FROM u'));
    assert.deepEqual(edgesText(index.upstream(inSample('t'))), ['u:y -> t:y identity a.sql:1']);
    assert.deepEqual(index.upstream({ dataset: inSample('t'), field: 'x' }), []);
    index.remove('file:///w/a.sql');
    assert.deepEqual(index.upstream(inSample('t')), []);
  });

  it('expands stars and reads files again when the catalogs have answered', () => {
    const wanted = index.update(file('a.sql', 'INSERT INTO g.t SELECT * FROM s.u'));
    assert.deepEqual(wanted.map(({ name }) => name.join('.')).sort(), ['g.t', 's.u']);
    assert.deepEqual(
      index.unknowns('file:///w/a.sql').map(({ reason }) => reason),
      ['schema-missing', 'target-columns'],
    );
    const { stale } = index.putTables([table('g.t', ['p', 'q']), table('s.u', ['a', 'b'])]);
    assert.deepEqual(stale, ['file:///w/a.sql']);
    index.update(file('a.sql', 'INSERT INTO g.t SELECT * FROM s.u'));
    assert.deepEqual(index.unknowns('file:///w/a.sql'), []);
    const q = { dataset: { namespace: 'file', name: '/lake/g/t' }, field: 'q' };
    assert.deepEqual(edgesText(index.upstream(q)), ['/lake/s/u:b -> /lake/g/t:q identity a.sql:1']);
  });

  it('does not mix up tables of files that have no connection', () => {
    for (const name of ['a', 'b']) {
      const text = 'CREATE TABLE t AS SELECT x FROM u';
      const found = sqlOfFile(`file:///w/${name}.sql`, text, { dialect: 'duckdb' });
      if (found !== undefined) index.update(found);
    }
    const t = { namespace: 'file:///w/a.sql', name: 't' };
    assert.deepEqual(edgesText(index.upstream(t)), ['u:x -> t:x identity a.sql:1']);
  });

  it('keeps temporary views to their file', () => {
    index.update(
      file('a.sql', 'CREATE TEMP VIEW v AS SELECT x FROM s.u; CREATE TABLE g.t AS SELECT x FROM v'),
    );
    const x = { dataset: { namespace: 'file:///w/a.sql', name: 'v' }, field: 'x' };
    assert.deepEqual(edgesText(index.downstream(x)), ['v:x -> g.t:x identity a.sql:1']);
    assert.deepEqual(edgesText(index.upstream(x)), ['s.u:x -> v:x identity a.sql:1']);
  });

  it('takes the definition of a view in a catalog as a source', () => {
    index.update(file('a.sql', 'SELECT x FROM g.v'));
    const text = 'SELECT a AS x FROM u';
    const view = { uri: '/lake/v.json', text, dialect: 'duckdb', defaultNamespace: ['s'] } as const;
    const known = { ...table('g.v', ['x']), view };
    index.putTables([known, table('s.u', ['a'])]);
    const edges = index.upstream({
      dataset: { namespace: 'file', name: '/lake/g/v' },
      field: 'x',
    });
    assert.equal(edges[0]?.sources[0]?.kind, 'view');
    assert.deepEqual(edgesText(edges), ['/lake/s/u:a -> /lake/g/v:x identity v.json:1']);
  });

  it('says where queries read a table and a column', () => {
    index.update(file('a.sql', 'SELECT *, x FROM s.u;\nSELECT count(*) FROM s.u WHERE y > 1'));
    const lines = (id: LineageId): readonly unknown[] => index.readsOf(id).map(({ line }) => line);
    assert.deepEqual(lines(inSample('s.u')), [1, 2]);
    assert.deepEqual(lines({ dataset: inSample('s.u'), field: 'Y' }), [2]);
    index.remove('file:///w/a.sql');
    assert.deepEqual(lines(inSample('s.u')), []);
  });

  const others: readonly [string, string, boolean][] = [
    ['a query that can be followed', 'SELECT x FROM s.u', true],
    ['a table of another name', 'MERGE INTO s.k USING s.l ON a = b WHEN MATCHED THEN DELETE', true],
    ['a table that is made empty', 'CREATE TABLE s.u (x INTEGER)', true],
    ['a statement that can not be read', 'SELECT FROM FROM "U" WHERE', false],
    ['rows that go', 'DELETE FROM s.u WHERE x = 1', true],
    ['upkeep of it', 'VACUUM s.u', true],
    ['a command', 'CALL s.rewrite(u)', false],
    ['a name that could be of two tables', 'CREATE TABLE s.t AS SELECT z FROM s.u, s.k', false],
  ];
  for (const [title, text, isClear] of others) {
    it(`is ${isClear ? '' : 'not '}sure to know all of a table beside ${title}`, () => {
      index.update(file('a.sql', text));
      assert.equal(index.isClear(inSample('s.u')), isClear);
    });
  }

  it('is not sure of tables beside names without a connection', () => {
    const found = sqlOfFile('file:///w/a.sql', 'SELECT 1 FROM u', { dialect: 'duckdb' });
    if (found !== undefined) index.update(found);
    assert.equal(index.isClear(inSample('s.u')), false);
    assert.equal(index.isClear({ namespace: 'file:///w/a.sql', name: 'u' }), false);
  });

  it('keeps the expression that makes a column', () => {
    index.update(file('a.sql', 'CREATE TABLE t AS SELECT k, sum(x)\n * 2 AS y FROM s.u'));
    const y = { dataset: inSample('t'), field: 'y' };
    assert.deepEqual(linksText(linksOf(index.upstream(y), 'from', 'columns')), [
      'direct s.u:x aggregation sum(x)\n * 2 a.sql:2',
    ]);
  });

  it('follows the pipelines of the sample', () => {
    for (const name of ['01_silver.sql', '02_gold.sql']) {
      const path = new URL(`../../../sample/pipelines/${name}`, import.meta.url);
      index.update(file(name, readFileSync(path, 'utf8')));
    }
    const revenue = { dataset: inSample('gold.daily_revenue'), field: 'revenue' };
    const direct = index.upstream(revenue).filter(({ kind }) => kind === 'direct');
    assert.deepEqual(edgesText(direct), [
      'silver.orders:amount -> gold.daily_revenue:revenue aggregation 02_gold.sql:8',
    ]);
  });
});

describe('what is under the caret', () => {
  let index: LineageIndex;
  before(async () => {
    index = new LineageIndex(await testParser());
    index.putTables([table('s.u', ['a', 'b']), table('gold.t', ['a'])]);
  });

  /** A hover where `|` stands in the text. */
  const hover = (marked: string, more: Partial<LineageCell> = {}): Hover | undefined => {
    const offset = marked.indexOf('|');
    const text = marked.slice(0, offset) + marked.slice(offset + 1);
    const cell = { text, offset: 0, line: 1, defaultNamespace: [], ...scope, ...more };
    return hoverAt(index, 'file:///w/cell.sql', cell, offset);
  };

  it('is a column through a CTE and a star, with type and comment', () => {
    assert.deepEqual(hover('WITH c AS (SELECT * FROM s.u) SELECT q.b| FROM c AS q')?.subject, {
      kind: 'column',
      column: { dataset: { namespace: 'file', name: '/lake/s/u' }, field: 'b' },
      standing: 'known',
      isMissing: false,
      type: 'long',
      comment: 'about b',
    });
  });

  it('is a table in the schema of its cell', () => {
    const found = hover('SELECT a FROM t|', { defaultNamespace: ['gold'] });
    assert.equal(found?.subject.kind, 'table');
    assert.deepEqual(Object.values(found.labels), ['gold.t']);
  });

  it('is an alias, what it is made of and which column it becomes', () => {
    const found = hover('CREATE TABLE g.t AS SELECT sum(x) AS to|tal FROM s.v WHERE y > 1');
    assert.deepEqual(found?.subject, {
      kind: 'value',
      target: { dataset: inSample('g.t'), field: 'total' },
    });
    assert.deepEqual(linksText(found.upstream), ['direct s.v:x aggregation']);
  });

  it('is a table that the catalogs should be asked for', () => {
    assert.deepEqual(hover('SELECT a| FROM s.other')?.wanted, [
      { connection: 'sample', name: ['s', 'other'] },
    ]);
  });

  const cases: readonly [string, string][] = [
    ['SELECT x| FROM k, l', 'unknown'],
    ['WITH c AS (SELECT 1) SELECT * FROM c|', 'local'],
    ['SELECT 1; SELECT b| FROM t', 'column'],
    ['SELECT a FROM t WHERE é = 1 AND |b = 2', 'column'],
  ];
  for (const [marked, kind] of cases) {
    it(`is ${kind}: ${marked}`, () => {
      assert.equal(hover(marked)?.subject.kind, kind);
    });
  }

  for (const marked of ['SEL|ECT a', "SELECT 'a|' FROM t", 'SELECT a FROM FROM|', '|', '-- a|']) {
    it(`is nothing: ${marked}`, () => {
      assert.equal(hover(marked), undefined);
    });
  }
});

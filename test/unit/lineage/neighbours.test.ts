import assert from 'node:assert/strict';
import type { KnownTable } from '../../../src/lineage/knownTables.js';
import { datasetOf, isColumn, type LineageId } from '../../../src/lineage/lineageGraph.js';
import { LineageIndex } from '../../../src/lineage/lineageIndex.js';
import {
  type Neighbourhood,
  neighbours,
  type NeighbourRequest,
} from '../../../src/lineage/neighbours.js';
import { sqlOfFile } from '../../../src/lineage/sqlOfFile.js';
import { tableColumns } from '../../../src/lineage/tableColumns.js';
import { testParser } from '../../support/sqlParser.js';

const scope = { connection: 'sample', dialect: 'duckdb' } as const;
const all = { direction: 'both', depth: 9, kinds: 'all', maxNodes: 100 } as const;

const table = (name: string): LineageId => ({ namespace: 'lakehouse:sample', name });
const column = (name: string, field: string): LineageId => ({
  dataset: { namespace: 'lakehouse:sample', name },
  field,
});

async function around(
  sql: readonly string[],
  request: Partial<NeighbourRequest> & { readonly of: LineageId },
  tables: readonly KnownTable[] = [],
): Promise<Neighbourhood> {
  return neighbours(await indexOf(sql, tables), { ...all, ...request });
}

async function indexOf(
  sql: readonly string[],
  tables: readonly KnownTable[] = [],
): Promise<LineageIndex> {
  const index = new LineageIndex(await testParser());
  index.putTables(tables);
  sql.forEach((text, at) => {
    const file = sqlOfFile(`file:///w/${at}.sql`, text, scope);
    assert.ok(file !== undefined);
    index.update(file);
  });
  return index;
}

/** `-1 s.o +2up`: the level, the name and how many more there are. */
function nodesText({ nodes }: Neighbourhood): readonly string[] {
  return nodes.map(({ id, level, more, isClear }) =>
    [
      level,
      idText(id),
      ...(more.up > 0 ? [`+${more.up}up`] : []),
      ...(more.down > 0 ? [`+${more.down}down`] : []),
      ...(isClear ? [] : ['?']),
    ].join(' '),
  );
}

function edgesText({ nodes, edges }: Neighbourhood): readonly string[] {
  const name = (key: string): string => {
    const node = nodes.find((each) => each.key === key);
    assert.ok(node !== undefined, 'an edge without its node');
    return idText(node.id);
  };
  return edges.map(({ from, to, kind, ways, columns }) =>
    [`${name(from)} -> ${name(to)}`, kind, ...ways, ...(columns ? [columns] : [])].join(' '),
  );
}

function idText(id: LineageId): string {
  const { name } = datasetOf(id);
  return isColumn(id) ? `${name}:${id.field}` : name;
}

const chain = [
  'CREATE TABLE s.o AS SELECT id, a * 2 AS amount FROM b.o WHERE kind = 1',
  'CREATE TABLE g.d AS SELECT id, sum(amount) AS revenue FROM s.o GROUP BY id',
  'CREATE TABLE g.top AS SELECT revenue FROM g.d',
];

describe('neighbours', () => {
  it('of a table are tables, level by level', async () => {
    const found = await around(chain, { of: table('s.o') });
    assert.deepEqual(nodesText(found), ['0 s.o', '-1 b.o', '1 g.d', '2 g.top']);
    assert.deepEqual(edgesText(found), [
      'b.o -> s.o direct identity transformation filter',
      's.o -> g.d direct identity aggregation group-by',
      'g.d -> g.top direct identity',
    ]);
    assert.ok(found.isWhole);
  });

  it('of a column are columns, with what decides over it', async () => {
    const found = await around(chain, { of: column('g.d', 'revenue'), direction: 'up' });
    assert.deepEqual(nodesText(found), [
      '0 g.d:revenue +1down',
      '-1 s.o:amount',
      '-1 s.o:id +2down',
      '-2 b.o:a',
      '-2 b.o:kind +1down',
      '-2 b.o:id',
    ]);
    assert.deepEqual(edgesText(found).slice(0, 4), [
      's.o:amount -> g.d:revenue direct aggregation',
      's.o:id -> g.d:revenue indirect group-by',
      'b.o:a -> s.o:amount direct transformation',
      'b.o:kind -> s.o:amount indirect filter',
    ]);
  });

  it('by direct edges only', async () => {
    const found = await around(chain, { of: column('g.top', 'revenue'), kinds: 'direct' });
    assert.deepEqual(nodesText(found), [
      '0 g.top:revenue',
      '-1 g.d:revenue',
      '-2 s.o:amount',
      '-3 b.o:a',
    ]);
  });

  it('stop at the depth and the number asked for, and say that there are more', async () => {
    const near = await around(chain, { of: table('s.o'), depth: 1 });
    assert.deepEqual(nodesText(near), ['0 s.o', '-1 b.o', '1 g.d +1down']);
    assert.ok(near.isWhole);
    const few = await around(chain, { of: table('s.o'), maxNodes: 2 });
    assert.deepEqual(nodesText(few), ['0 s.o +1down', '-1 b.o']);
    assert.equal(few.isWhole, false);
  });

  it('follow a column through a star, unless the table has no such column', async () => {
    const star = ['CREATE TABLE g.d AS SELECT * FROM s.o'];
    const found = await around(star, { of: column('g.d', 'x') });
    assert.deepEqual(edgesText(found), ['s.o:x -> g.d:x direct identity all']);
    const down = await around(star, { of: column('s.o', 'x') });
    assert.deepEqual(edgesText(down), ['s.o:x -> g.d:x direct identity all']);
  });

  it('come with every edge between two of them', async () => {
    const triangle = [
      'CREATE TABLE c AS SELECT x FROM a',
      'CREATE TABLE b AS SELECT a.x FROM a JOIN c ON a.x = c.x',
    ];
    const found = await around(triangle, { of: table('b'), depth: 1 });
    assert.deepEqual(edgesText(found), [
      'a -> b direct identity join',
      'c -> b indirect join',
      'a -> c direct identity',
    ]);
  });

  it('say what a table is known as', async () => {
    const known: KnownTable = {
      kind: 'table',
      connection: 'sample',
      name: ['s', 'o'],
      dataset: { namespace: 'file', name: '/lake/s/o' },
      columns: [{ name: 'x', type: 'long' }],
    };
    const view = { text: 'SELECT x FROM s.o', dialect: 'duckdb', defaultNamespace: [] } as const;
    const seen: KnownTable = {
      ...known,
      name: ['s', 'v'],
      dataset: { namespace: 'file', name: '/lake/s/v' },
      view: { uri: '/lake/s/v.json', ...view },
    };
    const sql = ['CREATE TEMP VIEW t AS SELECT * FROM s.v; CREATE TABLE n AS SELECT x FROM t'];
    const found = await around(sql, { of: known.dataset }, [known, seen]);
    assert.deepEqual(
      found.nodes.map(({ table: name, kind }) => [name, kind]),
      [
        ['s.o', 'table'],
        ['s.v', 'view'],
        ['t', 'file'],
        ['n', 'unresolved'],
      ],
    );
  });

  it('go round in a circle once', async () => {
    const found = await around(['INSERT INTO a SELECT x FROM b', 'INSERT INTO b SELECT x FROM a'], {
      of: table('a'),
    });
    assert.deepEqual(
      nodesText(found).map((node) => node.split(' ')[1]),
      ['a', 'b'],
    );
    assert.equal(found.edges.length, 2);
  });

  it('say where a statement may have more to do with a table', async () => {
    const found = await around([...chain, 'CALL rebuild(s.o, here)'], { of: table('s.o') });
    assert.deepEqual(nodesText(found)[0], '0 s.o ?');
    assert.deepEqual(
      found.nodes[0]?.unclear.map(({ name, at, reason }) => [name, at.uri, reason]),
      [['o', 'file:///w/3.sql', 'unsupported-statement']],
    );
  });
});

describe('the columns of a table', () => {
  const read = 'CREATE TABLE t AS SELECT y, X FROM s.o';

  it('are those of its catalog', async () => {
    const known: KnownTable = {
      kind: 'table',
      connection: 'sample',
      name: ['s', 'o'],
      dataset: { namespace: 'file', name: '/lake/s/o' },
      columns: [{ name: 'x', type: 'long' }],
    };
    const index = await indexOf([read], [known]);
    assert.deepEqual(tableColumns(index, known.dataset), [{ name: 'x', type: 'long' }]);
  });

  it('are those that the files name, where no catalog tells them', async () => {
    const index = await indexOf([read]);
    const names = tableColumns(index, { namespace: 'lakehouse:sample', name: 'S.O' });
    assert.deepEqual(names, [{ name: 'X' }, { name: 'y' }]);
  });
});

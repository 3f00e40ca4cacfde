import assert from 'node:assert/strict';
import { LineageIndex } from '../../../src/lineage/lineageIndex.js';
import { type Renaming, renameAt } from '../../../src/lineage/renameAt.js';
import { sqlOfFile } from '../../../src/lineage/sqlOfFile.js';
import type { SqlParser } from '../../../src/sql/parser.js';
import { edgesText } from '../../support/lineageText.js';
import { testParser } from '../../support/sqlParser.js';

const uri = 'file:///w/a.sql';

/** `|` is the caret. */
const cases: readonly (readonly [marked: string, result: string])[] = [
  // CTEs
  ['WITH |o AS (SELECT 1 AS x) SELECT o.x FROM o', 'WITH n AS (SELECT 1 AS x) SELECT n.x FROM n'],
  ['WITH o AS (SELECT 1 AS x) SELECT x FROM |o', 'WITH n AS (SELECT 1 AS x) SELECT x FROM n'],
  ['WITH o AS (SELECT 1 AS x) SELECT |o.x FROM o', 'WITH n AS (SELECT 1 AS x) SELECT n.x FROM n'],
  ['WITH O AS (SELECT 1 AS x) SELECT o.x FROM |o', 'WITH n AS (SELECT 1 AS x) SELECT n.x FROM n'],
  ['WITH "o" AS (SELECT 1 AS x) SELECT o.x FROM |o', 'WITH n AS (SELECT 1 AS x) SELECT n.x FROM n'],
  ['WITH |o AS (SELECT 1 AS o) SELECT o.o FROM o', 'WITH n AS (SELECT 1 AS o) SELECT n.o FROM n'],
  [
    'WITH a AS (SELECT 1 AS x), b AS (SELECT x FROM |a) SELECT * FROM a JOIN b USING (x)',
    'WITH n AS (SELECT 1 AS x), b AS (SELECT x FROM n) SELECT * FROM n JOIN b USING (x)',
  ],
  [
    'WITH RECURSIVE |r AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM r WHERE x < 5) SELECT x FROM r',
    'WITH RECURSIVE n AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM n WHERE x < 5) SELECT x FROM n',
  ],
  // Aliases of tables and queries
  ['SELECT |t.x FROM s.u AS t', 'SELECT n.x FROM s.u AS n'],
  ['SELECT t.x FROM s.u |t WHERE t.y = 1', 'SELECT n.x FROM s.u n WHERE n.y = 1'],
  ['SELECT u.x FROM s.u |u', 'SELECT n.x FROM s.u n'],
  ['SELECT q.x FROM (SELECT 1 AS x) |q', 'SELECT n.x FROM (SELECT 1 AS x) n'],
  ['SELECT t.x, t.* FROM s.u AS |t', 'SELECT n.x, n.* FROM s.u AS n'],
  // Names of values
  ['SELECT a * 2 AS |v FROM s.u ORDER BY v', 'SELECT a * 2 AS n FROM s.u ORDER BY n'],
  [
    'SELECT q.v FROM (SELECT a AS |v FROM s.u) AS q WHERE v > 1',
    'SELECT q.n FROM (SELECT a AS n FROM s.u) AS q WHERE n > 1',
  ],
  ["SELECT '|t', t.x -- t\nFROM s.u AS t", 'not-local'],
  // Refused
  ['SELECT x FROM s.|u', 'not-local'],
  ['SELECT |x FROM s.u', 'not-local'],
  ['SELECT |u.x FROM s.u', 'not-local'],
  ['CREATE TABLE g.t AS SELECT a AS |v FROM s.u', 'not-local'],
  ['SELECT x FROM (SELECT x FROM s.a |t) JOIN s.b t ON true', 'several'],
  ['WITH |t AS (SELECT 1 AS x) SELECT t.x FROM t JOIN s.b t ON true', 'several'],
  ['WITH o AS (SELECT 1 AS n) SELECT |o.n FROM o', 'name-taken'],
  ['WITH |o AS (SELEC 1) SELECT x FROM o', 'unreadable'],
  [
    'SELECT q.v FROM (SELECT a AS |v, v AS w FROM s.u) AS q',
    'SELECT q.n FROM (SELECT a AS n, n AS w FROM s.u) AS q',
  ],
  ['CREATE TABLE g.t AS SELECT * FROM (SELECT a + 1 AS |v FROM s.u) AS q', 'not-local'],
  ['SELECT |o.x, (SELECT max(o.y) FROM s.u o) FROM s.t o', 'several'],
];

describe('renaming', () => {
  let parser: SqlParser;
  before(async () => {
    parser = await testParser();
  });

  const rename = (sql: string, offset: number, newName: string): Renaming => {
    const place = { offset: 0, line: 1, defaultNamespace: [] };
    const cell = { text: sql, ...place, connection: 'sample', dialect: 'duckdb' } as const;
    return renameAt(new LineageIndex(parser), { uri, cell, offset }, newName);
  };
  const apply = (sql: string, offset: number, newName: string): string => {
    const renaming = rename(sql, offset, newName);
    if (renaming.kind === 'refused') return renaming.reason;
    return renaming.places.reduceRight(
      (text, { start, end }) => text.slice(0, start) + newName + text.slice(end),
      sql,
    );
  };

  for (const [marked, result] of cases) {
    it(JSON.stringify(marked), () => {
      assert.equal(apply(marked.replace('|', ''), marked.indexOf('|'), 'n'), result);
    });
  }

  for (const [name, reason] of [
    ['two words', 'not-a-name'],
    ['', 'not-a-name'],
    ['1x', 'not-a-name'],
    ['select', 'changes-meaning'],
    ['x', 'name-taken'],
  ] as const) {
    it(`to ${JSON.stringify(name)} is refused: ${reason}`, () => {
      const renaming = rename('WITH o AS (SELECT 1 AS y) SELECT o.y AS x FROM o', 5, name);
      const refusal = renaming.kind === 'refused' ? renaming.reason : 'renamed';
      assert.ok(refusal === reason || (name === 'select' && refusal === 'name-taken'), refusal);
    });
  }

  const texts = [
    'CREATE TABLE g.d AS WITH o AS (SELECT id, a * 2 AS amt FROM s.t AS x WHERE x.k = 1) SELECT o.id, sum(o.amt) AS rev FROM o JOIN s.u y ON y.id = o.id GROUP BY o.id',
    'MERGE INTO g.d AS t USING s.t AS src ON t.id = src.id WHEN MATCHED THEN UPDATE SET rev = src.rev',
    'INSERT INTO g.d (id) SELECT p.id FROM (SELECT i.id FROM s.t i WHERE EXISTS (SELECT 1 FROM s.u j WHERE j.id = i.id)) p',
    'WITH a AS (SELECT x FROM s.t), b AS (SELECT a.x FROM a), c AS (SELECT b.x FROM b) SELECT c.x FROM c UNION SELECT a.x FROM a',
    'SELECT a.x AS b, b.x AS a FROM s.t AS a CROSS JOIN s.u AS b ORDER BY a.x',
  ];
  for (const text of texts) {
    it(`of any word leaves the lineage as it is, and can be taken back: ${text.slice(0, 40)}…`, () => {
      const lineage = (sql: string): readonly string[] => {
        const index = new LineageIndex(parser);
        const file = sqlOfFile(uri, sql, { connection: 'sample', dialect: 'duckdb' });
        assert.ok(file !== undefined);
        index.update(file);
        const tables = ['s.t', 's.u', 'g.d'].map((name) => ({
          namespace: 'lakehouse:sample',
          name,
        }));
        const edges = tables.flatMap((id) => index.upstream(id));
        const reads = tables.map((id) => `${id.name} ${index.readsOf(id).length}`);
        return [...edgesText(edges), ...reads];
      };
      let renamed = 0;
      for (const { index: at, 0: word } of text.matchAll(/\w+/g)) {
        const result = rename(text, at, 'new_name');
        if (result.kind === 'refused') continue;
        renamed++;
        const changed = apply(text, at, 'new_name');
        assert.notEqual(changed, text);
        assert.deepEqual(lineage(changed), lineage(text), changed);
        const back = apply(changed, changed.indexOf('new_name'), word);
        // The old name may be that of something else as well.
        assert.ok(back === text || back === 'name-taken', back);
      }
      assert.ok(renamed > 0);
    });
  }
});

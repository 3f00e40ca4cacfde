import assert from 'node:assert/strict';
import { impactOf } from '../../../src/lineage/impact.js';
import { LineageIndex } from '../../../src/lineage/lineageIndex.js';
import type { Source } from '../../../src/lineage/lineageGraph.js';
import { referencesAt } from '../../../src/lineage/referencesAt.js';
import { sqlOfFile } from '../../../src/lineage/sqlOfFile.js';
import { madeIn, usageOf } from '../../../src/lineage/usage.js';
import { testParser } from '../../support/sqlParser.js';

const scope = { connection: 'sample', dialect: 'duckdb' } as const;

const files = {
  'silver.sql': 'CREATE TABLE s.o AS\nSELECT id, a * 2 AS amount FROM b.o;',
  'gold.sql':
    'CREATE TABLE g.d AS\nWITH o AS (SELECT id, amount FROM s.o)\nSELECT o.id, sum(o.amount) AS revenue\nFROM o JOIN s.c ON c.id = o.id GROUP BY o.id;',
  'query.sql': 'SELECT revenue FROM g.d;\nSELECT o.amount FROM s.o JOIN s.c ON c.id = o.id;',
  'copy.sql': 'CREATE TABLE x.copy AS SELECT * FROM s.o;',
  'ddl.sql': '-- made by hand\nCREATE TABLE s.c (id int);\nDROP TABLE s.gone;',
} as const;

type Name = keyof typeof files;

const dataset = (name: string): { readonly namespace: string; readonly name: string } => ({
  namespace: 'lakehouse:sample',
  name,
});

describe('references', () => {
  let index: LineageIndex;
  before(async () => {
    index = new LineageIndex(await testParser());
    for (const [name, text] of Object.entries(files)) {
      const file = sqlOfFile(name, text, scope);
      assert.ok(file !== undefined);
      index.update(file);
    }
  });

  /** The text at a source, with its file and line. */
  const placeText = ({ uri, span, line }: Source): string => {
    const text = Object.entries(files).find(([name]) => name === uri)?.[1] ?? '';
    return `${uri}:${line ?? '?'} ${text.slice(span?.start, span?.end)}`;
  };
  /** Of the last character of `word` where it first stands after `after`. */
  const at = (
    name: Name,
    word: string,
    after = '',
  ):
    { readonly places: readonly string[]; readonly definitions: readonly string[] } | undefined => {
    const cell = sqlOfFile(name, files[name], scope)?.cells[0];
    assert.ok(cell !== undefined);
    const offset = cell.text.indexOf(word, cell.text.indexOf(after)) + word.length;
    const found = referencesAt(index, { uri: name, cell, offset });
    return (
      found && {
        places: found.places.map((place) => `${place.role} ${placeText(place.at)}`).sort(),
        definitions: found.definitions.map(placeText),
      }
    );
  };

  it('of a table are in all files', () => {
    assert.deepEqual(at('query.sql', 's.o'), {
      places: [
        'definition silver.sql:1 s.o',
        'read copy.sql:1 s.o',
        'read gold.sql:2 s.o',
        'read query.sql:2 s.o',
      ],
      definitions: ['silver.sql:1 s.o'],
    });
  });

  it('of a column are where it is made, read, and read through CTEs', () => {
    assert.deepEqual(at('query.sql', 'amount'), {
      places: [
        'definition silver.sql:2 amount',
        'read gold.sql:2 amount',
        'read gold.sql:3 amount',
        'read query.sql:2 amount',
      ],
      definitions: ['silver.sql:2 amount'],
    });
    assert.deepEqual(at('query.sql', 'revenue'), {
      places: ['definition gold.sql:3 revenue', 'read query.sql:1 revenue'],
      definitions: ['gold.sql:3 revenue'],
    });
  });

  it('of a column that nobody names where its table is made lead to the table', () => {
    assert.deepEqual(at('query.sql', 'id', 'ON c')?.definitions, ['ddl.sql:2 s.c']);
  });

  it('of a CTE are of its statement only', () => {
    assert.deepEqual(at('gold.sql', 'o', 'FROM o ')?.places, [
      'definition gold.sql:2 o',
      'read gold.sql:4 o',
    ]);
  });

  it('of a table that nothing makes have no definition', () => {
    assert.deepEqual(at('silver.sql', 'b.o'), {
      places: ['read silver.sql:2 b.o'],
      definitions: [],
    });
  });

  it('of a keyword are none', () => {
    assert.equal(at('gold.sql', 'GROUP'), undefined);
  });

  it('go with their file', async () => {
    const other = new LineageIndex(await testParser());
    const file = sqlOfFile('a.sql', 'SELECT x FROM s.o', scope);
    assert.ok(file !== undefined);
    other.update(file);
    assert.equal(other.mentionsOf(dataset('s.o')).length, 1);
    other.remove('a.sql');
    assert.deepEqual(other.mentionsOf(dataset('s.o')), []);
  });

  it('say what breaks when a column goes', () => {
    const impact = impactOf(index, { dataset: dataset('s.o'), field: 'amount' });
    assert.equal(impact.table, 's.o');
    assert.equal(impact.named.length, 4);
    assert.deepEqual(impact.stars.map(placeText), [
      'copy.sql:1 CREATE TABLE x.copy AS SELECT * FROM s.o',
    ]);
    assert.deepEqual(
      impact.downstream.nodes.map(({ table, id, level }) =>
        [level, table, 'field' in id ? id.field : ''].join(' '),
      ),
      ['0 s.o amount', '1 g.d revenue', '1 x.copy amount'],
    );
    // Nobody told which columns the star takes.
    assert.equal(impact.isClear, false);
    assert.deepEqual(
      impact.unclear.map(({ at }) => at.uri),
      ['copy.sql'],
    );
  });

  it('say who uses a table, and what it is joined with', () => {
    assert.deepEqual(
      (({ files: using, tables, joined, isClear }) => ({
        using: using.map(
          ({ uri, statements, first }) => `${uri} ${statements} ${first.line ?? ''}`,
        ),
        tables,
        joined,
        isClear,
      }))(usageOf(index, dataset('s.o'))),
      {
        using: ['copy.sql 1 1', 'gold.sql 1 2', 'query.sql 1 2'],
        tables: ['g.d', 'x.copy'],
        joined: [{ table: 's.c', statements: 2 }],
        isClear: false,
      },
    );
  });

  for (const [name, made] of [
    ['silver.sql', ['s.o: 2 tables, 1 queries']],
    ['gold.sql', ['g.d: 0 tables, 1 queries']],
    ['ddl.sql', ['s.c: 1 tables, 1 queries']],
    ['query.sql', []],
  ] as const) {
    it(`say which tables ${name} makes, and how many depend on them`, () => {
      assert.deepEqual(
        madeIn(index, name).map(
          ({ of, tables, queries }) => `${of.name}: ${tables} tables, ${queries} queries`,
        ),
        made,
      );
    });
  }
});

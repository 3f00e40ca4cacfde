import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import type { Dialect } from '../../../src/sql/dialect.js';
import type { SqlParser } from '../../../src/sql/parser.js';
import { resolve } from '../../../src/sql/resolve/resolve.js';
import { readSqlCases } from '../../support/sqlFixtures.js';
import { testParser } from '../../support/sqlParser.js';

const fixtures = new URL('../../fixtures/sql/', import.meta.url);
const statements = readdirSync(fixtures).flatMap((file) =>
  readSqlCases(new URL(file, fixtures)).map(({ sql }) => sql),
);
const dialect = fc.constantFrom<Dialect>('duckdb', 'trino', 'databricks', 'postgresql');

describe('hostile and half-typed SQL', () => {
  let parser: SqlParser;
  before(async () => {
    parser = await testParser();
  });

  /** Resolves, and looks at what must hold for any text. */
  const check = (sql: string, of: Dialect): void => {
    const { tables, uses, unknowns, outputs, influences } = resolve(
      parser.parse(sql, of, 0),
      of,
      () => undefined,
    );
    const spans = [...tables, ...uses, ...unknowns].flatMap(({ span }) => span ?? []);
    for (const { start, end } of spans) {
      assert.ok(start >= 0 && start < end && end <= sql.length, `${start}–${end} in ${sql}`);
    }
    const direct = outputs.flatMap((output) => (output.kind === 'column' ? output.direct : []));
    for (const { table } of [...direct, ...influences]) assert.ok(tables[table] !== undefined);
  };

  it('has an answer wherever a statement is cut off', () => {
    for (const sql of statements) {
      for (let length = 1; length < sql.length; length += 13) check(sql.slice(0, length), 'duckdb');
    }
  });

  it('has an answer for words in any order', () => {
    const words = fc.constantFrom(
      ...'select from where join on using ( ) , . * as with a b t "q" `r` \'s\' 1 = group by order union all é 𝒳 case when then end over partition lateral view explode unnest insert into create table values ; : ${x} {{y}} -- /*'.split(
        ' ',
      ),
      '\n',
    );
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 30 }), dialect, (parts, of) => {
        check(parts.join(' '), of);
      }),
      { numRuns: 500 },
    );
  });

  it('has the right places behind characters of two units', () => {
    fc.assert(
      fc.property(fc.constantFrom(...statements), dialect, (sql, of) => {
        const wide = `/* 𝒳𝒳é */ ${sql}`;
        const names = (text: string): readonly string[] =>
          resolve(parser.parse(text, of, 0), of, () => undefined).uses.map(({ span }) =>
            text.slice(span.start, span.end),
          );
        assert.deepEqual(names(wide), names(sql));
      }),
    );
  });

  const deep: readonly [string, string][] = [
    ['parentheses', `SELECT ${'('.repeat(5_000)}1${')'.repeat(5_000)}`],
    ['subqueries', `${'SELECT * FROM ('.repeat(300)}SELECT 1${')'.repeat(300)}`],
    ['conditions', `SELECT 1 FROM t WHERE ${'a = 1 AND '.repeat(5_000)}b = 2`],
    ['unions', 'SELECT a FROM t UNION ALL '.repeat(2_000) + 'SELECT a FROM t'],
    ['open quotes', `SELECT '${'"'.repeat(10_000)}`],
  ];
  for (const [title, sql] of deep) {
    it(`says that it can not read ever more ${title}, and goes on`, () => {
      check(sql, 'duckdb');
      const next = resolve(parser.parse('SELECT a FROM t', 'duckdb', 0), 'duckdb', () => undefined);
      assert.equal(next.type, 'query');
    });
  }

  it('marks the place of a syntax error', () => {
    const sql = "SELECT '𝒳' FROM FROM t";
    const parsed = parser.parse(sql, 'trino', 0);
    assert.equal(parsed.kind, 'problem');
    assert.equal(parsed.span.start, 17);
    assert.equal(sql.slice(parsed.span.start, parsed.span.end), 'FROM');
  });
});

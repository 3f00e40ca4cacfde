import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import type { Dialect } from '../../../src/sql/dialect.js';
import type { SqlParser } from '../../../src/sql/parser.js';
import { resolve } from '../../../src/sql/resolve/resolve.js';
import { predicateText } from '../../support/predicateText.js';
import { readSqlCases } from '../../support/sqlFixtures.js';
import { testParser } from '../../support/sqlParser.js';

const fixtures = new URL('../../fixtures/predicates/', import.meta.url);

describe('what a statement asks of its tables', () => {
  let parser: SqlParser;
  before(async () => {
    parser = await testParser();
  });

  for (const file of readdirSync(fixtures)) {
    const dialects: readonly Dialect[] =
      file === 'any.sql' ? ['duckdb', 'trino', 'spark'] : ['duckdb'];
    for (const { title, schemas, sql, expected } of readSqlCases(new URL(file, fixtures))) {
      for (const dialect of dialects) {
        it(`${title} (${dialect})`, () => {
          const { tables } = resolve(parser.parse(sql, dialect, 0), dialect, (name) =>
            schemas.get(name.join('.')),
          );
          const asked = tables.map(
            ({ name, filter }) =>
              `${name.join('.')}: ${filter === undefined ? 'anything' : predicateText(filter)}`,
          );
          assert.deepEqual(asked, expected);
        });
      }
    }
  }
});

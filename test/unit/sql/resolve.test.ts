import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import type { Dialect } from '../../../src/sql/dialect.js';
import type { SqlParser } from '../../../src/sql/parser.js';
import { resolve } from '../../../src/sql/resolve/resolve.js';
import { resolutionText } from '../../support/resolutionText.js';
import { readSqlCases } from '../../support/sqlFixtures.js';
import { testParser } from '../../support/sqlParser.js';

const fixtures = new URL('../../fixtures/sql/', import.meta.url);

/** `any.sql` holds what means the same in every dialect. */
function dialectsOf(file: string): readonly Dialect[] {
  switch (file) {
    case 'duckdb.sql':
      return ['duckdb'];
    case 'trino.sql':
      return ['trino', 'athena'];
    case 'spark.sql':
      return ['spark', 'databricks'];
    case 'postgresql.sql':
      return ['postgresql'];
    default:
      return ['duckdb', 'trino', 'athena', 'spark', 'databricks', 'postgresql'];
  }
}

describe('resolving SQL', () => {
  let parser: SqlParser;
  before(async () => {
    parser = await testParser();
  });

  for (const file of readdirSync(fixtures)) {
    for (const { title, schemas, sql, expected } of readSqlCases(new URL(file, fixtures))) {
      for (const dialect of dialectsOf(file)) {
        it(`${title} (${dialect})`, () => {
          const resolution = resolve(parser.parse(sql, dialect, 0), dialect, (name) =>
            schemas.get(name.join('.')),
          );
          assert.deepEqual(resolutionText(resolution), expected);
        });
      }
    }
  }
});

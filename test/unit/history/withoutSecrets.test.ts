import assert from 'node:assert/strict';
import fc from 'fast-check';
import { withoutSecrets } from '../../../src/history/withoutSecrets.js';
import { quoteText } from '../../../src/util/quote.js';

const hidden = "'***'";

describe('a statement that is kept', () => {
  const cases: Readonly<Record<string, readonly [sql: string, kept: string]>> = {
    'has the texts of a query': [
      "SELECT 'a' FROM t WHERE note = 'it''s'",
      "SELECT 'a' FROM t WHERE note = 'it''s'",
    ],
    'has no text of a secret': [
      "CREATE SECRET s (TYPE s3, KEY_ID 'AKIA', SECRET 'abc')",
      `CREATE SECRET s (TYPE s3, KEY_ID ${hidden}, SECRET ${hidden})`,
    ],
    'has no password of a user': [
      "CREATE USER u IDENTIFIED BY 'p'",
      `CREATE USER u IDENTIFIED BY ${hidden}`,
    ],
    'has no key of a setting': [
      "SET s3_secret_access_key = 'abc'; SET TimeZone = 'UTC'",
      `SET s3_secret_access_key = ${hidden}; SET TimeZone = 'UTC'`,
    ],
    'has no option that is one': [
      "SELECT * FROM read_x('f', auth_token => 'abc')",
      `SELECT * FROM read_x('f', auth_token => ${hidden})`,
    ],
    'has no URL with a password': [
      "ATTACH 'postgres://me:pw@host/db' AS pg",
      `ATTACH ${hidden} AS pg`,
    ],
    'has no text that names one itself': [
      "ATTACH 'host=h password=pw' AS pg (TYPE postgres)",
      `ATTACH ${hidden} AS pg (TYPE postgres)`,
    ],
    'may speak of one in a comment': ['SELECT 1 -- no secret', 'SELECT 1 -- no secret'],
  };
  for (const [title, [sql, kept]] of Object.entries(cases)) {
    it(title, () => {
      assert.equal(withoutSecrets(sql, 'duckdb'), kept);
    });
  }

  it('holds no credential, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6, unit: 'binary' }), (credential) => {
        fc.pre(!'CREATE SECRET s (TYPE s3, SECRET )***'.includes(credential));
        const sql = `CREATE SECRET s (TYPE s3, SECRET ${quoteText(credential)})`;
        assert.ok(!withoutSecrets(sql, 'duckdb').includes(credential));
      }),
    );
  });

  it('is never lost, however broken it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (sql) => {
        const kept = withoutSecrets(sql, 'duckdb');
        assert.ok(kept === sql || kept.includes(hidden));
      }),
    );
  });
});

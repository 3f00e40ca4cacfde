import assert from 'node:assert/strict';
import { mayMakeTables } from '../../../../src/providers/references/mayMakeTables.js';

describe('a file that is opened', () => {
  const cases: Readonly<Record<string, boolean>> = {
    'CREATE TABLE gold.daily AS SELECT 1': true,
    'create or replace\n  temporary view v as select 1': true,
    'spark.sql(f"CREATE EXTERNAL TABLE IF NOT EXISTS {name} (a int)")': true,
    'SELECT * FROM gold.daily': false,
    'def create(self):\n    return self.session.post(url)': false,
    'CREATE SCHEMA gold; SELECT * FROM view': false,
  };
  for (const [text, may] of Object.entries(cases)) {
    it(`${may ? 'is' : 'is not'} asked about for tables that it makes: ${text}`, () => {
      assert.equal(mayMakeTables(text), may);
    });
  }
});

import assert from 'node:assert/strict';
import { areOfType } from '../../../src/results/checkValues.js';
import { useDuckDb } from '../../support/useDuckDb.js';

describe('a text that is to be a value of a type', () => {
  const { signal } = new AbortController();
  const { duckdb } = useDuckDb();

  const cases: readonly { readonly type: string; readonly good: string; readonly bad: string }[] = [
    { type: 'INTEGER', good: '12', bad: 'twelve' },
    { type: 'DECIMAL(10,2)', good: '-.5', bad: "1') OR (true" },
    { type: 'DATE', good: '2026-02-28', bad: '2026-02-30' },
    { type: 'TIMESTAMP WITH TIME ZONE', good: '2026-02-28 10:00:00+02', bad: 'now' },
    { type: 'TIME', good: '23:59', bad: '24:61' },
    { type: 'DOUBLE', good: 'nan', bad: '' },
  ];
  for (const { type, good, bad } of cases) {
    it(`is one of ${type} or not`, async () => {
      assert.deepEqual(await areOfType(duckdb, type, [good, bad], signal), [true, false]);
    });
  }

  it('may be none at all', async () => {
    assert.deepEqual(await areOfType(duckdb, 'DATE', [], signal), []);
  });
});

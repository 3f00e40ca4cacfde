import assert from 'node:assert/strict';
import { jsonSql } from '../../../src/results/text/jsonSql.js';
import { parseNestedType } from '../../../src/results/text/nestedType.js';
import { useDuckDb } from '../../support/useDuckDb.js';

describe('the JSON of a value', () => {
  const { signal } = new AbortController();
  const { duckdb } = useDuckDb();
  const cases: readonly [literal: string, json: string | null][] = [
    ['1.10::DECIMAL(9, 2)', '1.10'],
    ["'-.5'::DECIMAL(3, 3)", '-0.500'],
    ["['nan'::DOUBLE, 'inf'::DOUBLE, 1e300, -0.0::DOUBLE]", '["nan","inf",1e+300,-0.0]'],
    ['[0.1::FLOAT]', '[0.1]'],
    [
      '[170141183460469231731687303715884105727::HUGEINT]',
      '[170141183460469231731687303715884105727]',
    ],
    [
      "[TIMESTAMP_NS '2024-01-01 00:00:00.123456789', NULL]",
      '["2024-01-01 00:00:00.123456789",null]',
    ],
    ["['\\xAA\\x00'::BLOB]", '["AA00"]'],
    ['[[1], [], NULL]', '[[1],[],null]'],
    ['array_value(1, 2)', '[1,2]'],
    ['[true]', '[true]'],
    ["{'a': {'b c\"''': [{'C': '\"'}]}}", '{"a":{"b c\\"\'":[{"C":"\\""}]}}'],
    ["[{'a': 1}, NULL, {'a': NULL}]", '[{"a":1},null,{"a":null}]'],
    ['MAP {1: 2, 3: NULL}', '{"1":2,"3":null}'],
    ["MAP {'a\"': MAP {'b': [1]}}", '{"a\\"":{"b":[1]}}'],
    ['union_value(n := 1)::UNION(n INT, "o p" VARCHAR[])', '{"n":1}'],
    ['[\'x\']::VARCHAR[]::UNION(n INT, "o p" VARCHAR[])', '{"o p":["x"]}'],
    [
      "{'e': ['a'::ENUM('a', 'b''(c,')], 't': '12:00:00+02'::TIMETZ}",
      '{"e":["a"],"t":"12:00:00+02"}',
    ],
    [
      '\'{"n": 123456789012345678901234567890.10,\n "n": 2}\'::JSON',
      '{"n": 123456789012345678901234567890.10,  "n": 2}',
    ],
    ["['a\n\\' || chr(0) || chr(27) || 'é𝒳']", '["a\\n\\\\\\u0000\\u001Bé𝒳"]'],
    ['NULL::INT[]', null],
    ['NULL::STRUCT(a INT)', null],
    ['NULL::MAP(INT, INT)', null],
    ['NULL::UNION(a INT)', null],
  ];
  for (const [literal, json] of cases) {
    it(`of ${literal}`, async () => {
      const type = (await duckdb.rows(`SELECT typeof(${literal})`, signal)).rows[0]?.[0];
      const sql = jsonSql('v', type ?? '');
      const { rows } = await duckdb.rows(`SELECT ${sql} FROM (SELECT ${literal} AS v)`, signal);
      assert.deepEqual(rows, [[json]]);
      if (json !== null) JSON.parse(json);
    });
  }

  it('reads fields without names', () => {
    const plain = (name: string): object => ({ name: '', type: { kind: 'plain', name } });
    assert.deepEqual(parseNestedType('STRUCT(INTEGER, VARCHAR)'), {
      kind: 'struct',
      fields: [plain('INTEGER'), plain('VARCHAR')],
    });
  });
});

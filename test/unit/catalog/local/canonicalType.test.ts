import assert from 'node:assert/strict';
import { toCanonicalType } from '../../../../src/catalog/local/canonicalType.js';

describe('a type of DuckDB in the words of Iceberg', () => {
  const cases = [
    { native: 'BIGINT', canonical: 'long' },
    { native: 'VARCHAR', canonical: 'string' },
    { native: 'DECIMAL(18,3)', canonical: 'decimal(18, 3)' },
    { native: 'TIMESTAMP WITH TIME ZONE', canonical: 'timestamptz' },
    { native: 'INTEGER[][]', canonical: 'list<list<int>>' },
    { native: 'MAP(VARCHAR, DOUBLE[])', canonical: 'map<string, list<double>>' },
    {
      native: 'STRUCT(a INTEGER, "b ""c"", d" DECIMAL(4,1), e STRUCT(f DATE)[])',
      canonical: 'struct<a: int, b "c", d: decimal(4, 1), e: list<struct<f: date>>>',
    },
    { native: 'INTERVAL', canonical: 'interval' },
    { native: "ENUM('a', 'b')", canonical: "enum('a', 'b')" },
  ];
  for (const { native, canonical } of cases) {
    it(`${native} is ${canonical}`, () => {
      assert.equal(toCanonicalType(native), canonical);
    });
  }
});

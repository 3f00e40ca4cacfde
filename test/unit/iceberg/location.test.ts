import assert from 'node:assert/strict';
import { baseName, locationIn, relocation, toLocalPath } from '../../../src/iceberg/location.js';
import { quotePath } from '../../../src/iceberg/scan/quotePath.js';

describe('a location', () => {
  const paths = [
    { location: '/lake/t/a b%20.parquet', path: '/lake/t/a b%20.parquet' },
    { location: 'file:/lake/t', path: '/lake/t' },
    { location: 'file:///lake/t', path: '/lake/t' },
    { location: 'file://localhost/lake/t', path: '/lake/t' },
    { location: 'file:///lake/a\nb', path: '/lake/a\nb' },
    { location: 'C:\\lake\\t', path: 'C:\\lake\\t' },
    { location: 'c:/lake/t', path: 'c:/lake/t' },
    { location: '/C:/lake/t', path: 'C:/lake/t' },
    { location: 'file:/C:/lake/t', path: 'C:/lake/t' },
    { location: 'file:///C:/lake/t', path: 'C:/lake/t' },
    { location: 'file:///C:\\lake\\t', path: 'C:\\lake\\t' },
    { location: 'file://C:/lake/t', path: 'C:/lake/t' },
    { location: 'file://C:\\lake\\t', path: 'C:\\lake\\t' },
    { location: '\\\\server\\share\\t', path: '\\\\server\\share\\t' },
    { location: '//server/share/t', path: '//server/share/t' },
    { location: 'file://localhost.example/share', path: '//localhost.example/share' },
    { location: 'file:////server/share/t', path: '//server/share/t' },
    { location: 's3://bucket/t', path: undefined },
    { location: 'S3A://bucket/t', path: undefined },
    { location: 'hdfs:/t', path: undefined },
    { location: 'abfss://c@account.dfs.core.windows.net/t', path: undefined },
  ];
  for (const { location, path } of paths) {
    it(`${JSON.stringify(location)} is ${path ?? 'elsewhere'}`, () => {
      assert.equal(toLocalPath(location), path);
    });
  }

  const moved = [
    { from: '/old/t', location: '/old/t/data/a.parquet', to: '/new/t/data/a.parquet' },
    { from: 'file:/old/t/', location: 'file:///old/t/data/a', to: '/new/t/data/a' },
    { from: '/old/t', location: '/old/tt/a', to: '/old/tt/a' },
    { from: '/old/t', location: '/old/t', to: '/old/t' },
    { from: 's3://b/t', location: 's3://b/t/data/a', to: '/new/t/data/a' },
    { from: 's3://b/t', location: 's3://c/t/data/a', to: 's3://c/t/data/a' },
    { from: 'C:\\old\\t', location: 'C:\\old\\t\\data\\a', to: '/new/t/data/a' },
    { from: 'file:///C:/old/t', location: 'c:\\old\\t\\data\\a', to: '/new/t/data/a' },
    { from: '\\\\server\\old\\t', location: '\\\\server\\old\\t\\a', to: '/new/t/a' },
    // Elsewhere a backslash is a character of a name.
    { from: '/old/t', location: '/old/t/a\\b', to: '/new/t/a\\b' },
    { from: '/old\\t', location: '/old/t/a', to: '/old/t/a' },
  ];
  for (const { from, location, to } of moved) {
    it(`${location} of a table moved from ${from} is ${to}`, () => {
      assert.equal(relocation(from, '/new/t')(location), to);
    });
  }

  const insides = [
    { folder: '/lake/', names: ['a', 'b'], location: '/lake/a/b' },
    { folder: '/lake/', names: [], location: '/lake' },
    { folder: '/', names: [], location: '/' },
    { folder: '/', names: ['a'], location: '/a' },
    { folder: 'C:\\', names: [], location: 'C:/' },
    { folder: 'C:\\', names: ['a'], location: 'C:/a' },
    { folder: '\\\\server\\share\\', names: ['a'], location: '\\\\server\\share/a' },
  ];
  for (const { folder, names, location } of insides) {
    it(`${['in', folder, ...names].join(' ')} is ${location}`, () => {
      assert.equal(locationIn(folder, names), location);
    });
  }

  const names = [
    { location: '/lake/a.parquet', name: 'a.parquet' },
    { location: 'C:\\lake\\a.parquet', name: 'a.parquet' },
    { location: 's3://b/lake/a=1', name: 'a=1' },
    { location: 'a', name: 'a' },
  ];
  for (const { location, name } of names) {
    it(`${location} has the name ${name}`, () => {
      assert.equal(baseName(location), name);
    });
  }

  const quoted = [
    { location: "file:/lake/it's [a]*?.parquet", sql: "'/lake/it''s [[]a][*][?].parquet'" },
    { location: '/lake//a/../b', sql: "'/lake/b'" },
  ];
  for (const { location, sql } of quoted) {
    it(`${location} is ${sql} to DuckDB`, () => {
      assert.equal(quotePath(location), sql);
    });
  }

  it('is refused where it is not on this machine', () => {
    assert.throws(() => quotePath('s3://b/a.parquet'), { code: 'unsupported' });
  });
});

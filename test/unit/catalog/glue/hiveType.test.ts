import assert from 'node:assert/strict';
import { toCanonicalType } from '../../../../src/catalog/glue/hiveType.js';

const deep = (open: string, close: string, depth: number): string =>
  `${open.repeat(depth)}int${close.repeat(depth)}`;

const cases: readonly (readonly [hive: string, canonical: string])[] = [
  ['int', 'int'],
  ['smallint', 'int'],
  ['BIGINT', 'long'],
  ['decimal', 'decimal(10, 0)'],
  ['decimal(38,10)', 'decimal(38, 10)'],
  ['varchar(20)', 'string'],
  ['char( 3 )', 'string'],
  ['timestamp', 'timestamp'],
  ['timestamp with time zone', 'timestamptz'],
  ['binary', 'binary'],
  ['array<string>', 'list<string>'],
  ['map<string,array<bigint>>', 'map<string, list<long>>'],
  [
    'struct<a:int, `b c`:array<struct<d:decimal(4,2)>>>',
    'struct<a: int, b c: list<struct<d: decimal(4, 2)>>>',
  ],
  ['struct<ä-1:date>', 'struct<ä-1: date>'],
  [deep('array<', '>', 200), deep('list<', '>', 200)],
  // No types of Hive: as they are written.
  ['', ''],
  ['array<', 'array<'],
  ['array<int,int>', 'array<int,int>'],
  ['map<string>', 'map<string>'],
  ['struct<a>', 'struct<a>'],
  ['struct<a:int>>', 'struct<a:int>>'],
  ['uniontype<int,string>', 'uniontype<int,string>'],
  [deep('array<', '>', 100_000), deep('array<', '>', 100_000)],
];

describe('a type of Hive in the words of Iceberg', () => {
  for (const [hive, canonical] of cases) {
    const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
    it(`is ${short(canonical)} for ${short(hive)}`, () => {
      assert.equal(toCanonicalType(hive), canonical);
    });
  }
});

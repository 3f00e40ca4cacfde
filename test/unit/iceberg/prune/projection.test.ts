import assert from 'node:assert/strict';
import { type ColumnTest, mayFulfil } from '../../../../src/iceberg/prune/columnTest.js';
import { projectTest } from '../../../../src/iceberg/prune/projection.js';
import { parseTransform } from '../../../../src/iceberg/transform.js';

const atLeast = (value: bigint): ColumnTest => {
  return { kind: 'within', ranges: [{ lower: { value, inclusive: true } }] };
};
const atMost = (value: bigint): ColumnTest => {
  return { kind: 'within', ranges: [{ upper: { value, inclusive: true } }] };
};
const exactly = (value: bigint): ColumnTest => {
  const end = { value, inclusive: true };
  return { kind: 'within', ranges: [{ lower: end, upper: end }] };
};
const hour = 3_600_000_000n;
const int = 2n ** 31n;

describe('a test of a partition value', () => {
  const cases: readonly (readonly [string, ColumnTest, string, string, bigint, boolean])[] = [
    ['keeps the day', exactly(5n * 24n * hour + 1n), 'day', 'timestamp', 5n, true],
    ['leaves out the day before', exactly(5n * 24n * hour), 'day', 'timestamp', 4n, false],
    ['leaves out the day after', exactly(5n * 24n * hour), 'day', 'timestamp', 6n, false],
    ['keeps what old writers took for the next day', exactly(-1n), 'day', 'timestamp', 0n, true],
    ['keeps the bucket', exactly(34n), 'bucket[16]', 'int', 3n, true],
    ['leaves out another bucket', exactly(34n), 'bucket[16]', 'int', 4n, false],
    ['keeps any bucket for a range', atLeast(34n), 'bucket[16]', 'int', 4n, true],
    ['leaves out numbers that are cut to less', atLeast(20n), 'truncate[10]', 'int', 10n, false],
    [
      'keeps the lowest number that wrapped',
      exactly(-int),
      'truncate[10]',
      'int',
      2147483646n,
      true,
    ],
    [
      'keeps it also if the column was promoted',
      exactly(-int),
      'truncate[10]',
      'long',
      2147483646n,
      true,
    ],
    ['keeps it for all that are less', atMost(0n), 'truncate[10]', 'int', 2147483646n, true],
    ['leaves it out for others', exactly(0n), 'truncate[10]', 'int', 2147483646n, false],
    ['keeps an hour that wrapped', atLeast(0n), 'hour', 'timestamp', -int, true],
    ['leaves out the hours before', atLeast(0n), 'hour', 'timestamp', -1n, false],
  ];
  for (const [title, test, transform, type, partition, isKept] of cases) {
    it(`${title}: ${transform} of ${type}`, () => {
      const projected = projectTest(test, parseTransform(transform), type);
      assert.ok(projected);
      const facts = { type: 'long', nulls: false, nans: false, values: true };
      const bounds = { lower: partition, upper: partition };
      assert.equal(mayFulfil(projected, { ...facts, ...bounds }), isKept);
    });
  }

  for (const transform of ['void', 'zorder']) {
    it(`asks nothing of ${transform}`, () => {
      assert.equal(projectTest(exactly(1n), parseTransform(transform), 'int'), undefined);
    });
  }
});

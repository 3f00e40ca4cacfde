import { compareValues } from '../icebergValue.js';
import { applyTransform, type Transform } from '../transform.js';
import type { ColumnTest, End, ValueRange } from './columnTest.js';
import { overflowRanges } from './overflow.js';

/**
 * What a test of a column asks of a partition value that was made of it: whatever row fulfils the
 * test, its partition fulfils the answer. `undefined` where nothing can be asked.
 */
export function projectTest(
  test: ColumnTest,
  transform: Transform,
  type: string,
): ColumnTest | undefined {
  switch (transform.kind) {
    case 'void':
    case 'unknown':
      return undefined;
    case 'identity':
      return test;
    case 'bucket':
    case 'truncate':
    case 'year':
    case 'month':
    case 'day':
    case 'hour':
      return projectThrough(test, transform, type);
  }
}

function projectThrough(test: ColumnTest, transform: Transform, type: string): ColumnTest {
  switch (test.kind) {
    case 'is-null':
    case 'not-null':
      // These make null of null, and of nothing else.
      return test;
    case 'not-equal':
      return { kind: 'not-null' };
    case 'within':
      return {
        kind: 'within',
        ranges: test.ranges.flatMap((range) => [
          projectRange(range, transform, type),
          ...overflowRanges(range, transform, type),
        ]),
      };
  }
}

function projectRange(
  { lower, upper }: ValueRange,
  transform: Transform,
  type: string,
): ValueRange {
  const project = (end: End): End | undefined => {
    const value = applyTransform(transform, type, end.value);
    return value === undefined ? undefined : { value, inclusive: true };
  };
  const from = lower && project(lower);
  switch (transform.kind) {
    case 'bucket': {
      const isPoint = lower && upper && compareValues(lower.value, upper.value) === 0;
      // Of the buckets of other values nothing is known but that there are some.
      return isPoint === true && from !== undefined ? { lower: from, upper: from } : {};
    }
    case 'truncate':
      // What is cut off only makes a value smaller: what holds the column from above holds it too.
      return { lower: isWrapped(lower, from) ? undefined : from, upper };
    case 'identity':
    case 'year':
    case 'month':
    case 'day':
    case 'hour':
    case 'void':
    case 'unknown':
      return { lower: from, upper: widenBefore1970(upper && project(upper)) };
  }
}

function isWrapped(lower: End | undefined, from: End | undefined): boolean {
  return lower !== undefined && from !== undefined && compareValues(from.value, lower.value) > 0;
}

/** Old writers rounded dates before 1970 up, to the next later period. */
function widenBefore1970(upper: End | undefined): End | undefined {
  if (upper === undefined || typeof upper.value !== 'bigint' || upper.value >= 0n) return upper;
  return { ...upper, value: upper.value + 1n };
}

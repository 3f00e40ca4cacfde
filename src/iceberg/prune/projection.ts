import { compareValues } from '../icebergValue.js';
import { applyTransform, type Transform } from '../transform.js';
import type { ColumnTest, End, ValueRange } from './columnTest.js';

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
      return { kind: 'within', range: projectRange(test.range, transform, type) };
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
  if (transform.kind === 'bucket') {
    // Of the bucket of other values nothing is known but that there is one.
    return from !== undefined && isPoint({ lower, upper }) ? { lower: from, upper: from } : {};
  }
  // What is cut off only makes a value smaller: what holds the column from above holds it too.
  if (transform.kind === 'truncate') return toRange(from, upper);
  return toRange(from, widenBefore1970(upper && project(upper)));
}

/** Old writers rounded dates before 1970 up, to the next later period. */
function widenBefore1970(upper: End | undefined): End | undefined {
  if (upper === undefined || typeof upper.value !== 'bigint' || upper.value >= 0n) return upper;
  return { ...upper, value: upper.value + 1n };
}

function isPoint({ lower, upper }: Ends): boolean {
  return (
    lower !== undefined && upper !== undefined && compareValues(lower.value, upper.value) === 0
  );
}

interface Ends {
  readonly lower: End | undefined;
  readonly upper: End | undefined;
}

function toRange(lower: End | undefined, upper: End | undefined): ValueRange {
  return {
    ...(lower === undefined ? {} : { lower }),
    ...(upper === undefined ? {} : { upper }),
  };
}

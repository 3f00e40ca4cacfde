import assert from 'node:assert/strict';
import type { TableFile } from '../../../src/catalog/capabilities.js';
import { toPartitions } from '../../../src/catalog/partitions.js';

describe('the partitions that files make', () => {
  const file = (value: string | null, rows?: bigint, content: TableFile['content'] = 'data') => ({
    location: 'f',
    content,
    format: 'parquet',
    bytes: 10n,
    partition: [{ name: 'day', value }],
    ...(rows === undefined ? {} : { rows }),
  });

  it('add up their data, and order numbers by size and NULL last', () => {
    const files = [
      file('10', 1n),
      file(null, 2n),
      file('9', 3n),
      file('10', 4n),
      file('9', 1n, 'position-deletes'),
    ];
    assert.deepEqual(
      toPartitions(files).map(({ values, rows, files: count, bytes }) => [
        values[0]?.value,
        rows,
        count,
        bytes,
      ]),
      [
        ['9', 3n, 1n, 10n],
        ['10', 5n, 2n, 20n],
        [null, 2n, 1n, 10n],
      ],
    );
  });

  it('say no rows where a file does not', () => {
    assert.deepEqual(toPartitions([file('a', 1n), file('a'), file('a', 2n)]), [
      { values: [{ name: 'day', value: 'a' }], files: 3n, bytes: 30n },
    ]);
  });

  it('are none for files without values', () => {
    assert.deepEqual(toPartitions([{ ...file('a'), partition: [] }]), []);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FileContent, TableFile } from '../../../src/catalog/capabilities.js';
import { fileSizes } from '../../../src/catalog/fileSizes.js';

function file(bytes: bigint, content: FileContent = 'data'): TableFile {
  return { location: `s3://b/${bytes}.parquet`, content, format: 'parquet', bytes, partition: [] };
}

describe('the sizes of files', () => {
  it('are counted, and deletes are no small data files', () => {
    const sizes = fileSizes([
      ...[file(2_000_000n), file(3_000_000n), file(200_000_000n)],
      file(10n, 'position-deletes'),
    ]);
    assert.deepEqual(
      { ...sizes, buckets: sizes.buckets.map(({ from, files }) => [from, files.length]) },
      {
        count: 4,
        bytes: 205_000_010n,
        median: 3_000_000n,
        small: 2,
        data: 3,
        buckets: [
          [0n, 1],
          [1_000_000n, 2],
          [8_000_000n, 0],
          [32_000_000n, 0],
          [128_000_000n, 1],
        ],
      },
    );
  });

  it('are none of no files', () => {
    const { count, median, buckets } = fileSizes([]);
    assert.deepEqual([count, median, buckets], [0, 0n, []]);
  });

  it('put every file into the one bucket that it belongs to', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 2n ** 40n })), (all) => {
        const { buckets, bytes } = fileSizes(all.map((size) => file(size)));
        const inside = buckets.flatMap(({ from, below, files }) => {
          for (const { bytes: size } of files) {
            assert.ok(size >= from && (below === undefined || size < below));
          }
          return files;
        });
        assert.equal(inside.length, all.length);
        assert.equal(
          bytes,
          buckets.reduce((sum, bucket) => sum + bucket.bytes, 0n),
        );
      }),
    );
  });
});

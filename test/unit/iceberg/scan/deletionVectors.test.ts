import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { readRoaring } from '../../../../src/iceberg/scan/roaring.js';
import type { ScanFile } from '../../../../src/iceberg/scanPlan.js';
import { field, ScanTable } from '../../../support/scanTable.js';

type Container = 'list' | 'bits' | 'runs';

/** A 64-bit Roaring bitmap in the portable format, as its specification says, in the containers asked for. */
function roaring(values: readonly number[], kindOf: (count: number) => Container): Buffer {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const highs = groupBy(sorted, (value) => Math.floor(value / 2 ** 32));
  return Buffer.concat([
    uint(8, highs.size),
    ...[...highs].flatMap(([high, own]) => [
      uint(4, high),
      bitmap(
        own.map((value) => value % 2 ** 32),
        kindOf,
      ),
    ]),
  ]);
}

function bitmap(values: readonly number[], kindOf: (count: number) => Container): Buffer {
  const groups = [...groupBy(values, (value) => value >>> 16)].map(([key, own]) => {
    const low = own.map((value) => value & 0xffff);
    return { key, low, kind: kindOf(low.length) };
  });
  const size = groups.length;
  const hasRuns = groups.some(({ kind }) => kind === 'runs');
  const flags = Buffer.alloc(Math.ceil(size / 8));
  for (const [i, { kind }] of groups.entries()) {
    if (kind === 'runs') flags[i >> 3] = (flags[i >> 3] ?? 0) | (1 << (i & 7));
  }
  const head = hasRuns
    ? [uint(4, 12347 | ((size - 1) << 16)), flags]
    : [uint(4, 12346), uint(4, size)];
  return Buffer.concat([
    ...head,
    ...groups.flatMap(({ key, low }) => [uint(2, key), uint(2, low.length - 1)]),
    // Nobody needs the offsets here.
    ...(hasRuns && size < 4 ? [] : [Buffer.alloc(size * 4)]),
    ...groups.map(({ low, kind }) => containers[kind](low)),
  ]);
}

const containers: Readonly<Record<Container, (low: readonly number[]) => Buffer>> = {
  list: (low) => Buffer.concat(low.map((value) => uint(2, value))),
  bits: (low) => {
    const bytes = Buffer.alloc(8192);
    for (const value of low) bytes[value >> 3] = (bytes[value >> 3] ?? 0) | (1 << (value & 7));
    return bytes;
  },
  runs: (low) => {
    const starts = low.filter((value, i) => low[i - 1] !== value - 1);
    const ends = low.filter((value, i) => low[i + 1] !== value + 1);
    const lengths = starts.map((start, i) => (ends[i] ?? 0) - start);
    return Buffer.concat([
      uint(2, starts.length),
      ...starts.flatMap((start, i) => [uint(2, start), uint(2, lengths[i] ?? 0)]),
    ]);
  },
};

function groupBy(values: readonly number[], key: (value: number) => number): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const value of values) {
    const group = groups.get(key(value)) ?? [];
    group.push(value);
    groups.set(key(value), group);
  }
  return groups;
}

function uint(bytes: 2 | 4 | 8, value: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  if (bytes === 8) buffer.writeBigUInt64LE(BigInt(value));
  else buffer.writeUIntLE(value >>> 0, 0, bytes);
  return buffer;
}

/** As the reference implementation chooses. */
const usual = (count: number): Container => (count > 4096 ? 'bits' : 'list');

function blobOf(vector: Buffer): Buffer {
  const checked = Buffer.concat([Buffer.from('d1d33964', 'hex'), vector]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(checked.length);
  sum.writeUInt32BE(crc32(checked));
  return Buffer.concat([length, checked, sum]);
}

const range = (from: number, to: number, step = 1): number[] =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);

describe('a Roaring bitmap', () => {
  const numbers = (bytes: Uint8Array): readonly number[] =>
    readRoaring(bytes).runs.flatMap(({ start, stop }) => range(start, stop));

  it('gives back any numbers, in lists, bits and runs', () => {
    const value = fc.oneof(
      fc.nat(20),
      fc.integer({ min: 65_500, max: 65_600 }),
      fc.nat(2 ** 31 - 1),
      fc.nat(100).map((low) => 5 * 2 ** 32 + low),
    );
    const kind = fc.constantFrom<Container>('list', 'runs');
    fc.assert(
      fc.property(fc.array(value), kind, (values, chosen) => {
        const expected = [...new Set(values)].sort((a, b) => a - b);
        assert.deepEqual(numbers(roaring(values, () => chosen)), expected);
      }),
    );
    const many = [...range(0, 70_000, 3), ...range(200_000, 265_536)];
    for (const chosen of [
      usual,
      (count: number): Container => (count > 9000 ? 'runs' : usual(count)),
    ]) {
      assert.deepEqual(numbers(roaring(many, chosen)), many);
    }
  });

  it('says that it is damaged, and nothing else happens', () => {
    const bytes = roaring([...range(0, 9000, 2), 70_000, 2 ** 33], usual);
    const change = fc.record({ at: fc.nat(200), to: fc.nat(255), end: fc.nat(bytes.length) });
    fc.assert(
      fc.property(change, fc.boolean(), ({ at, to, end }, isCut) => {
        const copy = Uint8Array.from(bytes);
        copy[at] = to;
        try {
          readRoaring(isCut ? copy.subarray(0, end) : copy);
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
        }
      }),
    );
  });
});

describe('deletion vectors', () => {
  const table = new ScanTable();
  let data: ScanFile;
  let count = 0;
  before(async () => {
    await table.open();
    data = await table.write('SELECT i AS id FROM range(100_000) AS t(i)', '{id: 1}', {
      rows: 100_000n,
    });
  });
  after(() => table.close());

  /** A Puffin file is no more to us than a place for blobs. */
  const vector = async (
    blob: Buffer,
    rows: number,
    more: Partial<ScanFile> = {},
  ): Promise<ScanFile> => {
    const location = join(table.folder, `${count++}.puffin`);
    await writeFile(location, Buffer.concat([Buffer.from('PFA1'), blob, Buffer.from('{}PFA1')]));
    return table.file(location, {
      rows: BigInt(rows),
      referencedDataFile: data.recorded,
      blob: { offset: 4n, bytes: BigInt(blob.length) },
      ...more,
    });
  };
  const read = async (
    deletionVectors: readonly ScanFile[],
    more: object = {},
  ): Promise<unknown> => {
    const sql = await table.sql({
      fields: [field(1, 'id', 'long')],
      dataFiles: [data],
      deletionVectors,
      specs: [0, 5].map((id) => ({ id, fields: [] })),
      ...more,
    });
    const { rows } = await table.duckdb.rows(`SELECT count(*), sum(id) FROM (${sql})`);
    return rows[0]?.map(Number);
  };
  const without = (deleted: readonly number[]): readonly number[] => {
    const gone = new Set(deleted);
    const left = range(0, 100_000).filter((value) => !gone.has(value));
    return [left.length, left.reduce((sum, value) => sum + value, 0)];
  };

  for (const { title, deleted } of [
    { title: 'a few rows', deleted: [0, 5, 6, 7, 99_999] },
    { title: 'every third row', deleted: range(0, 100_000, 3) },
    { title: 'a long run', deleted: range(1000, 80_000) },
    { title: 'all rows', deleted: range(0, 100_000) },
    { title: 'no rows', deleted: [] },
  ]) {
    it(`delete ${title}`, async () => {
      const blob = blobOf(roaring(deleted, usual));
      const expected = deleted.length === 100_000 ? [0, 0] : without(deleted);
      assert.deepEqual(await read([await vector(blob, deleted.length)]), expected);
    });
  }

  it('take the place of position deletes of their file', async () => {
    const deletes = await table.write(
      `SELECT '${data.location}' AS file_path, 3::BIGINT AS pos`,
      '{file_path: 2147483546, pos: 2147483545}',
    );
    const own = await vector(blobOf(roaring([1], usual)), 1);
    assert.deepEqual(await read([own], { positionDeletes: [deletes] }), without([1]));
    assert.deepEqual(await read([], { positionDeletes: [deletes] }), without([3]));
  });

  it('hold for their own file, not newer than themselves, and its partition', async () => {
    const blob = blobOf(roaring([1], usual));
    const all = without([]);
    const other = await vector(blob, 1, { referencedDataFile: '/elsewhere.parquet' });
    assert.deepEqual(await read([other]), all);
    assert.deepEqual(await read([await vector(blob, 1, { sequenceNumber: 0n })]), all);
    assert.deepEqual(await read([await vector(blob, 1, { specId: 5 })]), all);
  });

  const good = roaring([1, 2], usual);
  const flipped = blobOf(good);
  flipped[20] = 1 + (flipped[20] ?? 0);
  const refused: readonly {
    readonly title: string;
    readonly blob: Buffer;
    readonly more?: Partial<ScanFile>;
    readonly says: string;
  }[] = [
    { title: 'of a wrong checksum', blob: flipped, says: 'its checksum is wrong' },
    {
      title: 'without its magic',
      blob: Buffer.from('0000000c'.padEnd(40, '0'), 'hex'),
      says: 'it does not begin as one',
    },
    {
      title: 'of another length',
      blob: Buffer.concat([blobOf(good), Buffer.alloc(1)]),
      says: 'it is of another length',
    },
    { title: 'that is too short', blob: Buffer.alloc(3), says: 'it has only 3 bytes' },
    {
      title: 'of other bytes',
      blob: blobOf(Buffer.alloc(30, 7)),
      says: 'cut off|not a Roaring|ascend',
    },
    {
      title: 'of another number of rows',
      blob: blobOf(roaring([1], usual)),
      says: 'it deletes 1 rows, and should 2',
    },
    {
      title: 'of rows beyond the file',
      blob: blobOf(roaring([1, 100_000], usual)),
      says: 'rows that are not there',
    },
    {
      title: 'outside of its file',
      blob: blobOf(good),
      more: { blob: { offset: 4n, bytes: 2n ** 60n } },
      says: 'in a file of',
    },
  ];
  for (const { title, blob, more, says } of refused) {
    it(`are refused ${title}, with the file's name`, async () => {
      await assert.rejects(read([await vector(blob, 2, more)]), {
        name: 'IcebergError',
        code: 'malformed',
        message: new RegExp(`\\.puffin: a deletion vector.*(${says})`),
      });
    });
  }

  it('are refused where a file has two', async () => {
    const blob = blobOf(good);
    await assert.rejects(read([await vector(blob, 2), await vector(blob, 2)]), {
      message: /a second deletion vector for/,
    });
  });
});

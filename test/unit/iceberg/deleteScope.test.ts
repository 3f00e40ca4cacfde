import assert from 'node:assert/strict';
import { applicableDeletes, filePathId } from '../../../src/iceberg/deleteScope.js';
import type { ManifestEntry } from '../../../src/iceberg/manifest.js';
import type { PartitionSpec } from '../../../src/iceberg/metadata.js';

const specs: readonly PartitionSpec[] = [
  { id: 0, fields: [] },
  { id: 1, fields: [{ sourceId: 1, name: 'day', transform: 'day' }] },
  { id: 2, fields: [{ sourceId: 1, name: 'day', transform: 'void' }] },
];

const entry = (given: Partial<ManifestEntry>): ManifestEntry => ({
  content: 'position-deletes',
  location: '/deletes.parquet',
  format: 'parquet',
  rows: 1n,
  bytes: 1n,
  sequenceNumber: 5n,
  specId: 1,
  partition: { day: 3 },
  equalityIds: [],
  manifest: '/m.avro',
  ...given,
});

const pathBounds = (lower: string, upper: string): Pick<ManifestEntry, 'metrics'> => ({
  metrics: {
    valueCounts: new Map(),
    nullCounts: new Map(),
    nanCounts: new Map(),
    lowerBounds: new Map([[filePathId, Buffer.from(lower)]]),
    upperBounds: new Map([[filePathId, Buffer.from(upper)]]),
  },
});

describe('the deletes of a scan', () => {
  const equality = { content: 'equality-deletes' } as const;
  const cases: readonly (readonly [string, boolean, Partial<ManifestEntry>])[] = [
    ['keep one of the same partition', true, {}],
    ['keep one of the same partition in a wider number', true, { partition: { day: 3n } }],
    ['leave out one of another partition', false, { partition: { day: 4 } }],
    ['leave out one of no day', false, { partition: { day: null } }],
    ['leave out one of another spec', false, { specId: 3 }],
    ['keep one without a partition', true, { specId: 0, partition: {} }],
    ['keep one whose partition is void', true, { specId: 2, partition: { day: null } }],
    ['keep positions of the same commit', true, { sequenceNumber: 2n }],
    ['leave out positions that are older', false, { sequenceNumber: 1n }],
    ['keep values that are newer', true, { ...equality, sequenceNumber: 3n }],
    ['leave out values of the same commit', false, { ...equality, sequenceNumber: 2n }],
    ['keep what refers to a file of the scan', true, { referencedDataFile: '/a.parquet' }],
    ['leave out what refers to another file', false, { referencedDataFile: '/b.parquet' }],
    ['keep the positions of one file of the scan', true, pathBounds('/a.parquet', '/a.parquet')],
    ['leave out those of one other file', false, pathBounds('/b.parquet', '/b.parquet')],
    ['keep those of several files', true, pathBounds('/b', '/c')],
  ];
  for (const [title, isKept, given] of cases) {
    it(title, () => {
      const data = [
        entry({ content: 'data', location: '/a.parquet', sequenceNumber: 2n }),
        entry({ content: 'data', location: '/new.parquet', sequenceNumber: 9n }),
      ];
      const kept = applicableDeletes([entry(given)], data, specs);
      assert.equal(kept.length === 1, isKept);
    });
  }
});

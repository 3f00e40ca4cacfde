import assert from 'node:assert/strict';
import { toTable } from '../../../../src/catalog/local/toTable.js';
import { parseMetadata } from '../../../../src/iceberg/metadata.js';

const place = {
  id: 2,
  name: 'place',
  required: false,
  type: { type: 'struct', fields: [{ id: 3, name: 'town', required: false, type: 'string' }] },
};

/** A partition field, and what a person reads. */
const partitions: readonly (readonly [sourceId: number, transform: string, text: string])[] = [
  [1, 'identity', 'at'],
  [1, 'day', 'day(at)'],
  [1, 'bucket[16]', 'bucket(16, at)'],
  [3, 'truncate[2]', 'truncate(2, place.town)'],
  // The column was dropped.
  [9, 'month', 'month(p)'],
  [1, 'spiral[3]', 'spiral[3](at) (unknown transform)'],
];

describe('what is told of a local Iceberg table', () => {
  for (const [sourceId, transform, text] of partitions) {
    it(`says ${text}`, () => {
      const field = { 'source-id': sourceId, 'field-id': 1000, name: 'p', transform };
      const { partitioning } = toTable({ namespace: [], name: 't' }, tableOf([field]));
      assert.deepEqual(partitioning, [text]);
    });
  }
});

function tableOf(fields: readonly unknown[]): Parameters<typeof toTable>[1] {
  const json = {
    'format-version': 2,
    location: '/t',
    'last-updated-ms': 0,
    schemas: [
      {
        'schema-id': 0,
        fields: [{ id: 1, name: 'at', required: false, type: 'timestamp' }, place],
      },
    ],
    'current-schema-id': 0,
    'partition-specs': [{ 'spec-id': 0, fields }],
    'default-spec-id': 0,
  };
  return { kind: 'iceberg', folder: '/t', metadata: parseMetadata(JSON.stringify(json), '/t/v1') };
}

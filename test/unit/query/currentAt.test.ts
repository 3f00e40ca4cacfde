import assert from 'node:assert/strict';
import type { Snapshot } from '../../../src/catalog/catalog.js';
import { currentAt } from '../../../src/query/local/currentAt.js';
import { toSnapshots } from '../../../src/catalog/icebergTable.js';
import { parseMetadata } from '../../../src/iceberg/metadata.js';

/** A table that was written at 10, 20 and 30, rolled back to the first at 40, and written again at 50. */
const metadata = {
  'format-version': 2,
  location: '/lake/t',
  'last-updated-ms': 50,
  'current-schema-id': 0,
  schemas: [{ 'schema-id': 0, type: 'struct', fields: [] }],
  'default-spec-id': 0,
  'partition-specs': [{ 'spec-id': 0, fields: [] }],
  'current-snapshot-id': 5,
  snapshots: [
    { id: 1, at: 10 },
    { id: 2, at: 20, parent: 1 },
    { id: 3, at: 30, parent: 2 },
    { id: 5, at: 50, parent: 1 },
  ].map(({ id, at, parent }) => ({
    'snapshot-id': id,
    'timestamp-ms': at,
    'sequence-number': id,
    'manifest-list': `/lake/t/metadata/${id}.avro`,
    ...(parent === undefined ? {} : { 'parent-snapshot-id': parent }),
  })),
  'snapshot-log': [
    { id: 1, at: 10 },
    { id: 2, at: 20 },
    { id: 3, at: 30 },
    { id: 1, at: 40 },
    { id: 5, at: 50 },
  ].map(({ id, at }) => ({ 'snapshot-id': id, 'timestamp-ms': at })),
};

describe('the snapshot that was current at a time', () => {
  const history = (more: object = {}): readonly Snapshot[] =>
    toSnapshots(
      parseMetadata(JSON.stringify({ ...metadata, ...more }), '/lake/t/v1.metadata.json'),
    );
  const times = [9, 10, 19, 20, 35, 40, 49, 50, 99];
  const at = (of: readonly Snapshot[]): readonly (bigint | undefined)[] =>
    times.map((time) => currentAt(of, time)?.id);

  it('is the one of the log, through a rollback', () => {
    assert.deepEqual(at(history()), [undefined, 1n, 1n, 2n, 3n, 1n, 1n, 5n, 5n]);
  });

  it('is one that led to the current one, where there is no log', () => {
    assert.deepEqual(at(history({ 'snapshot-log': [] })), [
      ...[undefined, 1n, 1n, 1n, 1n],
      ...[1n, 1n, 5n, 5n],
    ]);
  });

  it('is not known before a snapshot that expired', () => {
    const kept = metadata.snapshots.filter((snapshot) => snapshot['snapshot-id'] !== 2);
    assert.deepEqual(at(history({ snapshots: kept })), [
      ...[undefined, undefined, undefined, undefined],
      ...[3n, 1n, 1n, 5n, 5n],
    ]);
  });

  it('is found in damaged history that goes in a circle', () => {
    const circle: readonly Snapshot[] = [1n, 2n].map((id) => ({
      id,
      parentId: 3n - id,
      committedAt: 10,
      summary: {},
      refs: [],
      isCurrent: id === 1n,
    }));
    assert.equal(currentAt(circle, 5), undefined);
    assert.equal(currentAt(circle, 10)?.id, 1n);
  });
});

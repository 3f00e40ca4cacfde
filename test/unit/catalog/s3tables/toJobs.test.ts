import assert from 'node:assert/strict';
import { toJobs } from '../../../../src/catalog/s3tables/toJobs.js';

describe('what S3 Tables does to a table on its own', () => {
  const isOn = (given: Parameters<typeof toJobs>[0]): Readonly<Record<string, boolean>> =>
    Object.fromEntries(toJobs(given).map(({ name, isEnabled }) => [name, isEnabled]));

  it('is not said to be off where nothing says so', () => {
    const none = { ofTable: {}, ofBucket: {}, status: {} };
    assert.deepEqual(isOn(none), {});
    const status = {
      icebergCompaction: { status: 'Not_Yet_Run' },
      icebergSnapshotManagement: { status: 'Disabled' },
    } as const;
    assert.deepEqual(isOn({ ...none, status }), {
      compaction: true,
      'snapshot-management': false,
    });
  });

  it('is on or off as it is configured, whatever was done before', () => {
    const ofTable = { icebergCompaction: { status: 'disabled' } } as const;
    const status = { icebergCompaction: { status: 'Successful' } } as const;
    assert.deepEqual(isOn({ ofTable, ofBucket: {}, status }), { compaction: false });
  });
});

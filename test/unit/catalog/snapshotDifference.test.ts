import assert from 'node:assert/strict';
import type { TableFile } from '../../../src/catalog/capabilities.js';
import { snapshotDifference } from '../../../src/catalog/snapshotDifference.js';

describe('what two snapshots differ in', () => {
  const snapshot = { id: 1n, committedAt: 0, refs: [], isCurrent: false };
  const file = (location: string, more: Partial<TableFile> = {}): TableFile => ({
    ...{ location, content: 'data', format: 'parquet', bytes: 1n, partition: [] },
    ...more,
  });
  const before = { ...snapshot, summary: { a: '1', b: '2', gone: 'x' } };
  const after = { ...snapshot, summary: { a: '1', b: '3', new: 'y' } };

  it('is what is not the same in their summaries, and the files of one of them', () => {
    const [kept, gone, added] = [file('kept'), file('gone'), file('new')];
    const vector = file('dv.puffin', { content: 'deletion-vector', bytes: 5n });
    const other = file('dv.puffin', { content: 'deletion-vector', bytes: 6n });
    const files = [
      [kept, gone, vector],
      [added, kept, vector, other],
    ] as const;
    assert.deepEqual(snapshotDifference(before, after, files), {
      summary: [
        { key: 'b', from: '2', to: '3' },
        { key: 'gone', from: 'x' },
        { key: 'new', to: 'y' },
      ],
      added: [added, other],
      removed: [gone],
    });
  });

  it('is of files nothing where they are not known', () => {
    const { added, removed } = snapshotDifference(before, after, undefined);
    assert.deepEqual([added, removed], [[], []]);
  });
});

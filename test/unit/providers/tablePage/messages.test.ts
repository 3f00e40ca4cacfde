import assert from 'node:assert/strict';
import { parseMemory } from '../../../../src/providers/tablePage/findPlace.js';
import { parseMessage } from '../../../../src/providers/tablePage/parseMessage.js';

describe('what the page of a table says', () => {
  const good: readonly object[] = [
    { type: 'ready' },
    { type: 'load', section: 'columns' },
    { type: 'do', action: 'preview', argument: '12' },
    { type: 'save', target: 'file', comment: 'a', tags: { b: '' } },
    { type: 'describeColumn', column: 'a.b', comment: '' },
  ];
  for (const message of good) {
    it(`is taken: ${JSON.stringify(message)}`, () => {
      assert.deepEqual(parseMessage(message), message);
    });
  }

  const bad: readonly unknown[] = [
    null,
    'ready',
    { type: 'unknown' },
    { type: 'load' },
    { type: 'do', action: 'rm -rf' },
    { type: 'save', target: 'elsewhere', comment: 'a', tags: {} },
    { type: 'save', target: 'service', comment: 1, tags: {} },
    { type: 'save', target: 'service', comment: 'a', tags: { b: 1 } },
    { type: 'save', target: 'service', comment: 'a', tags: ['b'] },
    { type: 'describeColumn', column: 'a' },
  ];
  for (const message of bad) {
    it(`is not taken: ${JSON.stringify(message)}`, () => {
      assert.equal(parseMessage(message), undefined);
    });
  }
});

describe('what the editor keeps of the page of a table', () => {
  const memory = {
    connection: 'prod',
    catalog: 'AwsDataCatalog',
    namespace: ['sales'],
    name: 'orders',
    kind: 'table',
  };

  it('is taken back', () => {
    assert.deepEqual(parseMemory(memory), memory);
  });

  const bad: readonly unknown[] = [
    undefined,
    { ...memory, namespace: ['sales', 1] },
    { ...memory, namespace: 'sales' },
    { ...memory, kind: 'folder' },
    { ...memory, connection: undefined },
  ];
  for (const state of bad) {
    it(`is not taken: ${JSON.stringify(state)}`, () => {
      assert.equal(parseMemory(state), undefined);
    });
  }
});

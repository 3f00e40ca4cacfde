import assert from 'node:assert/strict';
import type { Column } from '../../../src/catalog/catalog.js';
import { schemaChanges } from '../../../src/catalog/schemaChanges.js';

function column(fieldId: number, name: string, more: Partial<Column> = {}): Column {
  return { fieldId, name, type: 'int', nativeType: 'int', nullable: true, ...more };
}

describe('what changed from one schema to the next', () => {
  const id = column(1, 'id');
  const zip = column(3, 'zip');
  const address = column(2, 'address', { type: 'struct<zip: int>', fields: [zip] });
  const cases: readonly {
    readonly title: string;
    readonly before: readonly Column[];
    readonly after: readonly Column[];
    readonly changes: ReturnType<typeof schemaChanges>;
  }[] = [
    { title: 'nothing', before: [id, address], after: [address, id], changes: [] },
    {
      title: 'a column that came and one that went',
      before: [id],
      after: [zip],
      changes: [
        { path: ['zip'], kind: { is: 'added' } },
        { path: ['id'], kind: { is: 'dropped' } },
      ],
    },
    {
      title: 'a dropped column whose name is another one now',
      before: [id],
      after: [column(9, 'id')],
      changes: [
        { path: ['id'], kind: { is: 'added' } },
        { path: ['id'], kind: { is: 'dropped' } },
      ],
    },
    {
      title: 'a name, a type, a comment and what may be NULL',
      before: [id],
      after: [column(1, 'key', { type: 'long', nullable: false, comment: 'x' })],
      changes: [
        { path: ['key'], kind: { is: 'renamed', from: 'id' } },
        { path: ['key'], kind: { is: 'retyped', from: 'int' } },
        { path: ['key'], kind: { is: 'made-required' } },
        { path: ['key'], kind: { is: 'described' } },
      ],
    },
    {
      title: 'a field within a column, and not the words of its type',
      before: [address],
      after: [column(2, 'address', { type: 'struct<code: int>', fields: [column(3, 'code')] })],
      changes: [{ path: ['address', 'code'], kind: { is: 'renamed', from: 'zip' } }],
    },
  ];
  for (const { title, before, after, changes } of cases) {
    it(`is ${title}`, () => {
      assert.deepEqual(schemaChanges(before, after), changes);
    });
  }
});

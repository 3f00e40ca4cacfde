import assert from 'node:assert/strict';
import type { Column } from '../../../src/catalog/catalog.js';
import { fieldsOf } from '../../../src/catalog/fieldsOf.js';

function column(type: string, fields?: readonly Column[]): Column {
  return { name: 'c', type, nativeType: type, nullable: true, ...(fields && { fields }) };
}

/** `a: long` for each field. */
function texts(type: string): readonly string[] {
  return fieldsOf(column(type)).map(({ name, type: inner }) => `${name}: ${inner}`);
}

describe('the fields within a column', () => {
  const cases = [
    { type: 'long', fields: [] },
    { type: 'decimal(10, 2)', fields: [] },
    { type: 'list<string>', fields: [] },
    { type: 'map<string, decimal(10, 2)>', fields: [] },
    {
      type: 'struct<a: int, b: decimal(10, 2), c: list<string>>',
      fields: ['a: int', 'b: decimal(10, 2)', 'c: list<string>'],
    },
    { type: 'list<struct<a: int, b: int>>', fields: ['element: struct<a: int, b: int>'] },
    {
      type: 'map<string, struct<a: map<int, int>>>',
      fields: ['value: struct<a: map<int, int>>'],
    },
    { type: 'struct<>', fields: [] },
    { type: 'struct<a', fields: [] },
    { type: 'uniontype<int,string>', fields: [] },
  ];
  for (const { type, fields } of cases) {
    it(`of ${type} are ${fields.join(', ') || 'none'}`, () => {
      assert.deepEqual(texts(type), fields);
    });
  }

  it('are those that the catalog gave, where it did', () => {
    const given = { ...column('long'), name: 'a, b: c', comment: 'odd' };
    assert.deepEqual(fieldsOf(column('struct<a, b: c: long>', [given])), [given]);
  });

  it('are found in a type 2,000 deep', () => {
    const type = 'struct<a: '.repeat(2000) + 'int' + '>'.repeat(2000);
    let found: Column | undefined = column(type);
    let depth = 0;
    for (; found !== undefined; depth++) found = fieldsOf(found)[0];
    assert.equal(depth, 2001);
  });
});

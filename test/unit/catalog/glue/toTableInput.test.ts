import assert from 'node:assert/strict';
import type { Table } from '@aws-sdk/client-glue';
import fc from 'fast-check';
import { toTable } from '../../../../src/catalog/glue/toTable.js';
import { toTableInput } from '../../../../src/catalog/glue/toTableInput.js';

const text = fc.string({ unit: 'grapheme', maxLength: 8 });
const properties = fc.dictionary(
  fc.oneof(text, fc.constantFrom('comment', 'tag.domain', 'table_type')),
  text.filter((value) => value !== ''),
);
const columns = fc.array(
  fc.record(
    { Name: text, Type: text, Comment: text, Parameters: properties },
    { requiredKeys: ['Name'] },
  ),
  { maxLength: 4 },
);
/** Tables as Glue answers them, with members that it alone writes. */
const tables: fc.Arbitrary<Table> = fc.record(
  {
    Name: text,
    DatabaseName: text,
    Description: text,
    Owner: text,
    CreateTime: fc.date({ noInvalidDate: true }),
    LastAccessTime: fc.date({ noInvalidDate: true }),
    Retention: fc.nat(),
    StorageDescriptor: fc.record(
      { Columns: columns, Location: text, Compressed: fc.boolean(), Parameters: properties },
      { requiredKeys: [] },
    ),
    PartitionKeys: columns,
    ViewOriginalText: text,
    ViewExpandedText: text,
    TableType: fc.constantFrom('EXTERNAL_TABLE', 'VIRTUAL_VIEW'),
    Parameters: properties,
    CreatedBy: text,
    IsRegisteredWithLakeFormation: fc.boolean(),
    CatalogId: text,
    VersionId: text,
  },
  { requiredKeys: ['Name'] },
);
const descriptions = fc.record(
  { comment: text, tags: fc.dictionary(text, text) },
  { requiredKeys: [] },
);
/** What only Glue itself writes. */
const outputs = [
  'DatabaseName',
  'CreateTime',
  'CreatedBy',
  'IsRegisteredWithLakeFormation',
  'CatalogId',
  'VersionId',
];

describe('a table that is written back to Glue with a description', () => {
  const of = { namespace: ['sales'], name: 'orders' };
  const dataset = { namespace: 'n', name: 'n' };

  it('says what was said, and has all else as it was', () => {
    fc.assert(
      fc.property(tables, descriptions, (table, description) => {
        const input = toTableInput(table, description);
        const after = { ...table, ...input };
        const { comment, tags } = toTable(of, after, dataset);
        if (description.comment !== undefined) assert.equal(comment ?? '', description.comment);
        if (description.tags !== undefined) {
          const said = Object.entries(description.tags).filter(([, value]) => value !== '');
          assert.deepEqual({ ...tags }, Object.fromEntries(said));
        }
        if (input === undefined) return;
        for (const [name, value] of Object.entries(table)) {
          if (name === 'Description' || name === 'Parameters') continue;
          if (outputs.includes(name)) assert.ok(!(name in input), name);
          else assert.deepEqual(Object.entries(input).find(([key]) => key === name)?.[1], value);
        }
        const isKept = (key: string): boolean => key !== 'comment' && !key.startsWith('tag.');
        const kept = (all: Table['Parameters'] = {}) =>
          Object.fromEntries(Object.entries(all).filter(([key]) => isKept(key)));
        assert.deepEqual(kept(input.Parameters), kept(table.Parameters));
        if (description.comment === undefined) {
          assert.equal(input.Description, table.Description);
          assert.equal(input.Parameters?.['comment'], table.Parameters?.['comment']);
        }
      }),
    );
  });

  it('is not written at all where it says so already', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const { comment = '', tags = {} } = toTable(of, table, dataset);
        assert.equal(toTableInput(table, { comment, tags }), undefined);
        assert.equal(toTableInput(table, {}), undefined);
      }),
    );
  });

  it("keeps Athena's mark of its views, which is not a comment", () => {
    const view = {
      Name: 'v',
      TableType: 'VIRTUAL_VIEW',
      Parameters: { presto_view: 'true', comment: 'Presto View' },
    };
    assert.equal(toTable(of, view, dataset).comment, undefined);
    const input = toTableInput(view, { comment: 'Fares by city' });
    assert.deepEqual([input?.Description, input?.Parameters], ['Fares by city', view.Parameters]);
  });
});

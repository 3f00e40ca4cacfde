import assert from 'node:assert/strict';
import type { DataCellsFilter, Permission, Resource } from '@aws-sdk/client-lakeformation';
import { fromGrants, fromUnfiltered } from '../../../../src/catalog/glue/toPermissions.js';

const of = { DatabaseName: 'sales', Name: 'orders' };
const some = (...names: string[]): Resource => ({
  TableWithColumns: { ...of, ColumnNames: names },
});
const allBut = (...names: string[]): Resource => ({
  TableWithColumns: { ...of, ColumnWildcard: { ExcludedColumnNames: names } },
});
const filtered = (Name: string): Resource => ({ DataCellsFilter: { Name } });
const whole: Resource = { Table: of };
const filters: readonly DataCellsFilter[] = [
  { Name: 'north', RowFilter: { FilterExpression: "r = 'n'" }, ColumnNames: ['id'] },
  { Name: 'south', RowFilter: { FilterExpression: "r = 's'" }, ColumnWildcard: {} },
  { Name: 'every', RowFilter: { AllRowsWildcard: {} }, ColumnNames: ['id'] },
].map((filter) => ({ TableCatalogId: '1', DatabaseName: 'sales', TableName: 'orders', ...filter }));

describe('what was granted for a table by Lake Formation', () => {
  const cases: readonly { grants: readonly Resource[]; columns?: object; rowFilter?: string }[] = [
    { grants: [] },
    { grants: [whole], columns: { kind: 'all' } },
    { grants: [some('id')], columns: { kind: 'only', names: ['id'] } },
    { grants: [some('id'), some('id', 'at')], columns: { kind: 'only', names: ['id', 'at'] } },
    { grants: [allBut('note')], columns: { kind: 'all-but', names: ['note'] } },
    { grants: [allBut('note', 'at'), some('at')], columns: { kind: 'all-but', names: ['note'] } },
    { grants: [allBut('note', 'at'), allBut('at')], columns: { kind: 'all-but', names: ['at'] } },
    { grants: [allBut('note'), whole], columns: { kind: 'all' } },
    { grants: [allBut()], columns: { kind: 'all' } },
    { grants: [filtered('north')], columns: { kind: 'only', names: ['id'] }, rowFilter: "r = 'n'" },
    {
      grants: [filtered('north'), filtered('south')],
      columns: { kind: 'all' },
      rowFilter: "(r = 'n') OR (r = 's')",
    },
    { grants: [filtered('north'), some('id')], columns: { kind: 'only', names: ['id'] } },
    { grants: [filtered('every')], columns: { kind: 'only', names: ['id'] } },
    // Of a filter that may not be read only its name is known.
    { grants: [filtered('other')] },
  ];
  for (const { grants, columns, rowFilter } of cases) {
    it(`is ${JSON.stringify(columns ?? 'not known')} by ${JSON.stringify(grants)}`, () => {
      const given = grants.map((resource) => ({
        Resource: resource,
        Permissions: ['SELECT'] satisfies Permission[],
      }));
      assert.deepEqual(fromGrants(given, filters), {
        privileges: grants.length === 0 ? [] : ['SELECT'],
        ...(columns === undefined ? {} : { columns }),
        ...(rowFilter === undefined ? {} : { rowFilter }),
      });
    });
  }

  it('is no word on columns where it is not to read', () => {
    const grants = [{ Resource: whole, Permissions: ['DESCRIBE', 'ALTER'] satisfies Permission[] }];
    assert.deepEqual(fromGrants(grants, filters), { privileges: ['DESCRIBE', 'ALTER'] });
  });
});

describe('what Glue tells engines of a table', () => {
  const Columns = [
    { Name: 'id', Type: 'bigint' },
    { Name: 'note', Type: 'string' },
  ];
  const Table = { Name: 'orders', StorageDescriptor: { Columns } };
  const asked = { Table, IsRegisteredWithLakeFormation: true };

  it('is which columns and rows may be seen', () => {
    const CellFilters = [{ ColumnName: 'id', RowFilterExpression: 'id < 5' }];
    const Permissions: ['SELECT'] = ['SELECT'];
    const answer = { ...asked, AuthorizedColumns: ['id'], CellFilters, Permissions };
    assert.deepEqual(fromUnfiltered(answer), {
      privileges: ['SELECT'],
      columns: { kind: 'all-but', names: ['note'] },
      rowFilter: 'id < 5',
    });
    assert.deepEqual(fromUnfiltered({ ...asked, AuthorizedColumns: ['id', 'note'] }), {
      privileges: [],
      columns: { kind: 'all' },
    });
  });
});

import assert from 'node:assert/strict';
import { exportName } from '../../../../src/notebooks/format/exportName.js';

describe('the first name of an exported file', () => {
  const notebook = 'file:///home/a%20b/sales%202024.lake.sql';
  const cases = [
    { cell: '0 ab12', statement: 0, says: 'sales 2024' },
    { cell: '0 ab12', statement: 2, says: 'sales 2024-3' },
    { cell: 'name revenue', statement: 0, says: 'revenue' },
    { cell: 'name ../../etc/pass:wd', statement: 0, says: '_.._etc_pass_wd' },
    { cell: 'name ...', statement: 0, says: 'result' },
    {
      notebook: 'untitled:Untitled-1.lake.sql',
      cell: '0 x',
      statement: 0,
      says: 'untitled_Untitled-1',
    },
    { notebook: 'file:///bad%zz.ipynb', cell: '0 x', statement: 0, says: 'bad%zz' },
  ];
  for (const { says, ...origin } of cases) {
    it(`is ${says}`, () => {
      assert.equal(exportName({ notebook, ...origin }), says);
    });
  }

  it('is result where nothing is known', () => {
    assert.equal(exportName(undefined), 'result');
  });
});

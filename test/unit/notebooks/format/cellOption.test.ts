import assert from 'node:assert/strict';
import { withCellOption } from '../../../../src/notebooks/format/cellOption.js';
import {
  type LakeSqlCell,
  optionsOf,
  parseLakeSql,
  printLakeSql,
} from '../../../../src/notebooks/format/lakeSqlText.js';

const value = 'bar x=tea';

describe('an option that is written into a cell', () => {
  const cases: readonly (readonly [title: string, before: string, cell: number, after: string])[] =
    [
      [
        'stands behind the others',
        '-- %% name=a what\r\nSELECT 1\r\n\r\n-- %%\r\nSELECT 2',
        0,
        '-- %% name=a what chart="bar x=tea"\r\nSELECT 1\r\n\r\n-- %%\r\nSELECT 2',
      ],
      [
        'takes the place of what it was',
        '-- %% chart="pie" name=a\nSELECT 1',
        0,
        '-- %% chart="bar x=tea" name=a\nSELECT 1',
      ],
      ['gets a marker', '\uFEFFSELECT 1\n', 0, '\uFEFF-- %% chart="bar x=tea"\nSELECT 1\n'],
      [
        'leaves the header',
        '-- %% [notebook] connection=a\nSELECT 1\n',
        0,
        '-- %% [notebook] connection=a\n-- %% chart="bar x=tea"\nSELECT 1\n',
      ],
    ];
  for (const [title, before, at, after] of cases) {
    it(title, () => {
      const file = parseLakeSql(before);
      const cells = file.cells.map((cell, index) =>
        index === at
          ? { ...cell, source: withCellOption(cell, 'chart', value, file.lineEnd) }
          : cell,
      );
      assert.equal(printLakeSql({ ...file, cells }), after);
    });
  }

  it('stands in a cell that is new', () => {
    for (const text of ['', 'SELECT 1']) {
      const cell: LakeSqlCell = { kind: 'sql', value: text };
      const changed = { ...cell, source: withCellOption(cell, 'chart', value, '\n') };
      const printed = printLakeSql({ head: '', lineEnd: '\n', cells: [changed, changed] });
      const [first, second] = parseLakeSql(printed).cells;
      for (const one of [first, second]) {
        assert.ok(one !== undefined);
        assert.deepEqual([one.value, optionsOf(one).get('chart')], [text, value]);
      }
    }
  });
});

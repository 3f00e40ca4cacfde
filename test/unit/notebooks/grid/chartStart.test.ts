import assert from 'node:assert/strict';
import { type CellChart, chartStart } from '../../../../src/notebooks/grid/chartStart.js';
import { KeptCharts } from '../../../../src/notebooks/grid/keptCharts.js';
import type { StoredColumn } from '../../../../src/results/storedResult.js';

const column = (name: string, storedType: string): StoredColumn => ({
  name,
  type: storedType,
  stored: name,
  storedType,
});
const columns = [column('tea', 'VARCHAR'), column('day', 'DATE'), column('n', 'BIGINT')];
const only = (option?: string): CellChart => ({ option, statement: 0, statements: 1 });

describe('the chart that a result begins with', () => {
  it('is what the columns ask for, not seen, where nobody chose one', () => {
    const start = chartStart(columns, only(), undefined);
    assert.deepEqual([start.chart?.kind, start.isOpen, start.fault], ['line', false, undefined]);
    assert.deepEqual(chartStart([column('b', 'BLOB')], only(), undefined), { isOpen: false });
  });

  it('is that of the cell, seen at once', () => {
    const start = chartStart(columns, only('bar x=tea y=n'), undefined);
    assert.deepEqual([start.chart?.kind, start.chart?.y, start.isOpen], ['bar', [2], true]);
  });

  it('is what was chosen last, until the option of the cell says something else', () => {
    const kept = { chart: 'area x=day y=n', isOpen: true, option: 'bar x=tea' };
    assert.equal(chartStart(columns, only('bar x=tea'), kept).chart?.kind, 'area');
    assert.equal(chartStart(columns, only('scatter x=day y=n'), kept).chart?.kind, 'scatter');
    const closed = { chart: 'area x=day y=n', isOpen: false };
    assert.equal(chartStart(columns, only(), closed).isOpen, false);
  });

  it('is another one where columns are gone or the text is wrong, and says so', () => {
    const gone = chartStart(columns, only('bar x=coffee'), undefined);
    assert.deepEqual(
      [gone.chart?.kind, gone.fault],
      ['line', { kind: 'no-column', name: 'coffee' }],
    );
    const pie = chartStart(columns, only('pie x=tea'), undefined);
    assert.deepEqual(pie.fault, { kind: 'no-kind', name: 'pie' });
  });

  for (const [option, statement, isOpen] of [
    ['bar x=tea', 1, true],
    ['bar x=tea', 0, false],
    ['bar x=tea statement=1', 0, true],
    ['bar x=tea statement=1', 1, false],
    ['pie', 1, true],
    ['pie', 0, false],
  ] as const) {
    it(`of ${option} ${isOpen ? 'is' : 'is not'} for statement ${statement + 1} of two`, () => {
      const start = chartStart(columns, { option, statement, statements: 2 }, undefined);
      assert.equal(start.isOpen, isOpen);
    });
  }
});

describe('kept charts', () => {
  const chart = { chart: 'bar x=tea', isOpen: true };
  const origin = (cell: string, notebook = 'file:///a.lake.sql') => ({
    notebook,
    cell,
    statement: 0,
  });
  const memory = (state?: unknown) => {
    const storage = {
      state,
      read: (): unknown => storage.state,
      write: (value: unknown): Promise<void> => {
        storage.state = JSON.parse(JSON.stringify(value));
        return Promise.resolve();
      },
    };
    return storage;
  };

  it('are there after a restart, by notebook, cell and statement', async () => {
    const storage = memory();
    await new KeptCharts(storage).keep(origin('name a'), columns, chart);
    const kept = new KeptCharts(storage);
    assert.equal(kept.find(origin('name a'), [])?.chart, 'bar x=tea');
    assert.equal(kept.find(origin('name b'), columns), undefined);
    assert.equal(kept.find({ ...origin('name a'), statement: 1 }, columns), undefined);
  });

  it('stay with a cell whose text was changed, while its columns are the same', async () => {
    const kept = new KeptCharts(memory());
    await kept.keep(origin('3 old'), columns, chart);
    assert.equal(kept.find(origin('3 new'), columns)?.chart, 'bar x=tea');
    assert.equal(kept.find(origin('3 new'), columns.slice(1)), undefined);
    assert.equal(kept.find(origin('4 new'), columns), undefined);
  });

  it('are no more than 200, the last ones, and none of an untitled notebook', async () => {
    const storage = memory();
    const kept = new KeptCharts(storage);
    for (let n = 0; n < 205; n++) await kept.keep(origin(`name ${n}`), columns, chart);
    await kept.keep(origin('name a', 'untitled:a'), columns, chart);
    const again = new KeptCharts(storage);
    assert.equal(again.find(origin('name 4'), columns), undefined);
    assert.ok(again.find(origin('name 204'), columns));
    assert.equal(again.find(origin('name a', 'untitled:a'), columns), undefined);
    assert.ok(kept.find(origin('name a', 'untitled:a'), columns));
    kept.forgetUntitled('untitled:a');
    assert.equal(kept.find(origin('name a', 'untitled:a'), columns), undefined);
  });

  it('are none of what is no chart', () => {
    for (const state of [1, {}, [1, null, { notebook: 'a' }]]) {
      assert.equal(new KeptCharts(memory(state)).find(origin('name a'), columns), undefined);
    }
  });
});

import assert from 'node:assert/strict';
import { ChartError } from '../../../../src/results/chart/chart.js';
import { bindChart, nameChart, suggestChart } from '../../../../src/results/chart/chartColumns.js';
import { parseChart, printChart } from '../../../../src/results/chart/chartText.js';
import type { StoredColumn } from '../../../../src/results/storedResult.js';

/** `name TYPE, …` as columns; a name that occurs twice is stored with a suffix. */
function columnsOf(text: string): readonly StoredColumn[] {
  const names = new Map<string, number>();
  return (text === '' ? [] : text.split(', ')).map((column) => {
    const [name = '', type = ''] = column.split(' ');
    const times = names.get(name) ?? 0;
    names.set(name, times + 1);
    return { name, type, stored: times === 0 ? name : `${name}_${times}`, storedType: type };
  });
}

describe('the chart of some columns', () => {
  const suggested: readonly (readonly [columns: string, text: string | undefined])[] = [
    ['day DATE, revenue DECIMAL(10,2)', 'line x=day y=revenue'],
    ['region VARCHAR, day TIMESTAMP, n BIGINT', 'line x=day y=n'],
    ['tea VARCHAR, sold HUGEINT', 'bar x=tea y=sold'],
    ['order_id BIGINT, tea VARCHAR, price DOUBLE', 'bar x=tea y=price'],
    ['tea VARCHAR', 'bar x=tea'],
    ['isGood BOOLEAN, nested INTEGER[]', 'bar x=isGood'],
    ['height FLOAT, weight FLOAT', 'scatter x=height y=weight'],
    ['price DOUBLE', 'histogram x=price'],
    ['day DATE', 'histogram x=day'],
    ['bytes BLOB, list INTEGER[]', undefined],
    ['', undefined],
  ];
  for (const [text, expected] of suggested) {
    it(`is ${expected ?? 'none'} for ${text === '' ? 'none' : text}`, () => {
      const columns = columnsOf(text);
      const chart = suggestChart(columns);
      assert.equal(chart && printChart(nameChart(chart, columns)), expected);
    });
  }

  const bind = (text: string, columns: string) => {
    const parsed = parseChart(text);
    assert.ok('chart' in parsed);
    return bindChart(parsed.chart, columnsOf(columns));
  };

  it('finds columns by their name, one of two by how it is stored, and in any case', () => {
    assert.deepEqual(bind('line x=day y=a,a_1', 'a INTEGER, day DATE, a INTEGER').y, [0, 2]);
    assert.equal(bind('bar x=TEA', 'Tea VARCHAR, tea VARCHAR').x, 0);
    assert.equal(bind('bar x=tea', 'Tea VARCHAR, tea VARCHAR').x, 1);
  });

  for (const [text, columns, kind] of [
    ['bar x=gone', 'tea VARCHAR', 'no-column'],
    ['bar x=tea y=name', 'tea VARCHAR, name VARCHAR', 'no-number'],
    ['scatter x=tea y=n', 'tea VARCHAR, n INTEGER', 'no-scale'],
    ['line x=tea y=n aggregate=none', 'tea VARCHAR, n INTEGER', 'no-scale'],
  ] as const) {
    it(`refuses ${text} of ${columns}`, () => {
      const isRefused = (error: unknown): boolean =>
        error instanceof ChartError && error.fault.kind === kind;
      assert.throws(() => bind(text, columns), isRefused);
    });
  }
});

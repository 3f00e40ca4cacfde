import assert from 'node:assert/strict';
import fc from 'fast-check';
import { faultOf } from '../../../../src/results/chart/chart.js';
import { columnFault } from '../../../../src/results/chart/chartColumns.js';
import { tidy } from '../../../../src/notebooks/renderer/chart/editedChart.js';
import type { GridColumn } from '../../../../src/notebooks/renderer/protocol.js';

const types = { number: 'BIGINT', time: 'DATE', other: 'VARCHAR' } as const;
const kinds = fc.constantFrom('number' as const, 'time' as const, 'other' as const);

describe('a chart that is edited', () => {
  it('is one that can be drawn, whatever was chosen, where the columns have one', () => {
    const place = fc.nat(5);
    const edited = fc.record({
      kind: fc.constantFrom(
        'bar' as const,
        'line' as const,
        'area' as const,
        'scatter' as const,
        'histogram' as const,
      ),
      x: place,
      y: fc.array(place, { maxLength: 9 }),
      aggregate: fc.constantFrom('none' as const, 'sum' as const, 'count' as const),
      series: fc.option(place, { nil: undefined }),
      unit: fc.constantFrom('year' as const, undefined),
      sort: fc.constantFrom('y' as const, undefined),
      bins: fc.constantFrom(20, undefined),
      title: fc.constantFrom('a', undefined),
    });
    fc.assert(
      fc.property(fc.array(kinds, { minLength: 5, maxLength: 5 }), edited, (found, chart) => {
        const columns = ['number' as const, ...found].map((kind): GridColumn => ({
          name: 'a',
          type: '',
          kind,
        }));
        const stored = columns.map(({ kind }) => {
          const storedType = kind in types ? types[kind as keyof typeof types] : '';
          return { name: 'a', type: '', stored: 'a', storedType };
        });
        const tidied = tidy(chart, columns);
        assert.equal(faultOf(tidied) ?? columnFault(tidied, stored), undefined);
        assert.equal(tidied.kind, chart.kind);
        assert.deepEqual(tidy(tidied as typeof chart, columns), tidied);
      }),
      { numRuns: 1000 },
    );
  });
});

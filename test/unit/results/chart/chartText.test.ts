import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseOptions, withOption } from '../../../../src/notebooks/format/options.js';
import {
  aggregatesOf,
  type ChartFault,
  chartKinds,
  chartSorts,
  faultOf,
  timeUnits,
} from '../../../../src/results/chart/chart.js';
import {
  type NamedChart,
  parseChart,
  printChart,
} from '../../../../src/results/chart/chartText.js';

const name = fc.oneof(
  fc.constantFrom(
    'day',
    'my day',
    "it's",
    '"a"',
    'a=b',
    'a,b',
    '',
    ' ',
    '\\n',
    'x\ny',
    "''",
    'Größe',
    'y=',
  ),
  fc
    .string({ unit: 'grapheme', maxLength: 8 })
    .filter((text) => !/[\u0085\u2028\u2029]/.test(text)),
);
const optional = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(one, { nil: undefined });

/** Any chart that there can be. */
const charts: fc.Arbitrary<NamedChart> = fc
  .record({
    kind: fc.constantFrom(...chartKinds),
    x: name,
    y: fc.array(name, { maxLength: 3 }),
    series: optional(name),
    choice: fc.nat(5),
    unit: optional(fc.constantFrom(...timeUnits)),
    sort: optional(fc.constantFrom(...chartSorts)),
    bins: optional(fc.integer({ min: 1, max: 200 })),
    title: optional(name),
    statement: optional(fc.integer({ min: 1, max: 99 })),
  })
  .map(({ choice, ...fields }) => {
    const all = fields.y.length === 0 ? (['count'] as const) : aggregatesOf(fields.kind);
    const aggregate = all[choice % all.length] ?? 'count';
    const given = Object.entries({ ...fields, aggregate }).filter(([, one]) => one !== undefined);
    return Object.fromEntries(given) as unknown as NamedChart;
  })
  .filter((chart) => faultOf(chart) === undefined);

describe('the text of a chart', () => {
  it('is read as it was written, also from the options of a cell', () => {
    fc.assert(
      fc.property(charts, (chart) => {
        const text = printChart(chart);
        assert.deepEqual(parseChart(text), { chart }, text);
        const marker = withOption('-- %% name=a', 'chart', text);
        assert.equal(parseOptions(marker).get('chart'), text);
      }),
      { numRuns: 500 },
    );
  });

  it('is short where all is usual', () => {
    for (const text of [
      'line x=day y=revenue',
      'bar x=tea',
      "area x='my day' y=a,'b''s' aggregate=avg",
    ]) {
      const parsed = parseChart(text);
      assert.ok('chart' in parsed, JSON.stringify(parsed));
      assert.equal(printChart(parsed.chart), text);
    }
  });

  const wrong: readonly (readonly [text: string, fault: ChartFault])[] = [
    ['', { kind: 'no-kind', name: '' }],
    ['pie x=a', { kind: 'no-kind', name: 'pie' }],
    ['line', { kind: 'missing', name: 'x' }],
    ['scatter x=a', { kind: 'missing', name: 'y' }],
    ['line x=a color=red', { kind: 'key', name: 'color' }],
    ['line x=a,b y=c', { kind: 'value', name: 'x', value: 'a,b' }],
    ['line x=a y=b aggregate=median', { kind: 'value', name: 'aggregate', value: 'median' }],
    ['bar x=a y=b aggregate=none', { kind: 'value', name: 'aggregate', value: 'none' }],
    ['histogram x=a bins=0', { kind: 'value', name: 'bins', value: '0' }],
    ["line x='a y=b", { kind: 'unreadable', name: "x='a y=b" }],
    ['line x=a y=b,c series=d', { kind: 'series-of-several' }],
    [`bar x=a y=${'abcdefghi'.split('').join(',')}`, { kind: 'measures' }],
  ];
  for (const [text, fault] of wrong) {
    it(`says what is wrong with ${text === '' ? 'nothing' : text}`, () => {
      assert.deepEqual(parseChart(text), { fault });
    });
  }

  it('is read whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        parseChart(`line ${text}`);
        parseChart(text);
      }),
    );
  });
});

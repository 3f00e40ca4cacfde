import assert from 'node:assert/strict';
import type { ColumnStatisticsData } from '@aws-sdk/client-glue';
import fc from 'fast-check';
import { toStatistics } from '../../../../src/catalog/glue/toStatistics.js';

const of = (data: ColumnStatisticsData) =>
  toStatistics({
    ColumnName: 'c',
    ColumnType: 'x',
    AnalyzedTime: new Date(0),
    StatisticsData: data,
  });

describe('the statistics of a column of Glue', () => {
  const counted = { NumberOfNulls: 1, NumberOfDistinctValues: 2 };
  const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
  const cases: readonly { data: ColumnStatisticsData; is: object }[] = [
    {
      data: {
        Type: 'LONG',
        LongColumnStatisticsData: { ...counted, MinimumValue: -3, MaximumValue: 9 },
      },
      is: { nulls: 1n, distinct: 2n, minimum: '-3', maximum: '9' },
    },
    {
      // The client reads numbers of JSON as doubles.
      data: { Type: 'LONG', LongColumnStatisticsData: { ...counted, MaximumValue: 2 ** 53 } },
      is: { nulls: 1n, distinct: 2n },
    },
    {
      data: { Type: 'DOUBLE', DoubleColumnStatisticsData: { ...counted, MinimumValue: 0.5 } },
      is: { nulls: 1n, distinct: 2n, minimum: '0.5' },
    },
    {
      data: {
        Type: 'DATE',
        DateColumnStatisticsData: { ...counted, MinimumValue: day('2026-01-02') },
      },
      is: { nulls: 1n, distinct: 2n, minimum: '2026-01-02' },
    },
    {
      data: {
        Type: 'STRING',
        StringColumnStatisticsData: { ...counted, MaximumLength: 9, AverageLength: 3 },
      },
      is: { nulls: 1n, distinct: 2n },
    },
    {
      data: {
        Type: 'BOOLEAN',
        BooleanColumnStatisticsData: { NumberOfTrues: 5, NumberOfFalses: 0, NumberOfNulls: 1 },
      },
      is: { nulls: 1n, distinct: 1n },
    },
    {
      data: {
        Type: 'BINARY',
        BinaryColumnStatisticsData: { MaximumLength: 9, AverageLength: 3, NumberOfNulls: 4 },
      },
      is: { nulls: 4n },
    },
  ];
  for (const { data, is } of cases) {
    it(`of ${data.Type} have what was counted, and no more`, () => {
      assert.deepEqual(of(data), { name: 'c', ...is, analyzedAt: 0 });
    });
  }

  it('of decimals are exact at any width', () => {
    const digits = fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n });
    fc.assert(
      fc.property(digits, fc.integer({ min: 0, max: 38 }), (unscaled, scale) => {
        const UnscaledValue = Buffer.alloc(17);
        UnscaledValue.writeBigUInt64BE(BigInt.asUintN(64, unscaled), 9);
        UnscaledValue.writeBigUInt64BE(BigInt.asUintN(64, unscaled >> 64n), 1);
        UnscaledValue.writeInt8(unscaled < 0n ? -1 : 0);
        const MinimumValue = { UnscaledValue, Scale: scale };
        const { minimum = '' } = of({
          Type: 'DECIMAL',
          DecimalColumnStatisticsData: { ...counted, MinimumValue },
        });
        const [, sign = '', whole = '', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(minimum) ?? [];
        assert.equal(part.length, scale);
        assert.equal(BigInt(`${sign}${whole}${part}`), unscaled);
      }),
    );
  });
});

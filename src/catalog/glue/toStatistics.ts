import type {
  ColumnStatistics as GlueStatistics,
  ColumnStatisticsData,
  DecimalNumber,
} from '@aws-sdk/client-glue';
import { decimalText, toUnscaled } from '../../iceberg/decimalText.js';
import type { ColumnStatistics } from '../capabilities.js';

/** What Glue has counted in a column, in the words of every catalog. */
export function toStatistics({
  ColumnName: name = '',
  AnalyzedTime: analyzed,
  StatisticsData: data,
}: GlueStatistics): ColumnStatistics {
  const { nulls, distinct, minimum, maximum } = data === undefined ? {} : countsOf(data);
  return {
    name,
    ...(nulls === undefined ? {} : { nulls: BigInt(nulls) }),
    ...(distinct === undefined ? {} : { distinct: BigInt(distinct) }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(analyzed === undefined ? {} : { analyzedAt: analyzed.getTime() }),
  };
}

interface Counts {
  readonly nulls?: number | undefined;
  readonly distinct?: number | undefined;
  readonly minimum?: string | undefined;
  readonly maximum?: string | undefined;
}

function countsOf({
  BooleanColumnStatisticsData: booleans,
  DateColumnStatisticsData: dates,
  DecimalColumnStatisticsData: decimals,
  DoubleColumnStatisticsData: doubles,
  LongColumnStatisticsData: longs,
  StringColumnStatisticsData: strings,
  BinaryColumnStatisticsData: bytes,
}: ColumnStatisticsData): Counts {
  const ranged = dates ?? decimals ?? doubles ?? longs;
  if (ranged !== undefined) {
    const { NumberOfNulls, NumberOfDistinctValues, MinimumValue, MaximumValue } = ranged;
    return {
      nulls: NumberOfNulls,
      distinct: NumberOfDistinctValues,
      minimum: textOf(MinimumValue),
      maximum: textOf(MaximumValue),
    };
  }
  if (booleans !== undefined) {
    const { NumberOfTrues: trues = 0, NumberOfFalses: falses = 0, NumberOfNulls } = booleans;
    return { nulls: NumberOfNulls, distinct: Math.sign(trues) + Math.sign(falses) };
  }
  return {
    nulls: strings?.NumberOfNulls ?? bytes?.NumberOfNulls,
    distinct: strings?.NumberOfDistinctValues,
  };
}

/** `undefined` for a whole number that the client of the service has rounded. */
function textOf(value: Date | DecimalNumber | number | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== 'number') return textOfDecimal(value);
  const isRounded = Number.isInteger(value) && !Number.isSafeInteger(value);
  return isRounded ? undefined : String(value);
}

function textOfDecimal({ UnscaledValue: bytes, Scale: scale = 0 }: DecimalNumber): string {
  const unscaled = toUnscaled(bytes ?? new Uint8Array());
  return scale > 0 ? decimalText(unscaled, scale) : String(unscaled * 10n ** BigInt(-scale));
}

import type { Literal } from '../../src/util/predicate.js';
import type { IcebergValue } from '../../src/iceberg/icebergValue.js';

/** A column of a random table: what its rows have, and what filters compare it with. */
export interface Domain {
  readonly name: string;
  readonly type: string;
  readonly duckDbType: string;
  readonly transforms: readonly string[];
  readonly values: readonly (readonly [sql: string, value: IcebergValue])[];
  readonly literals: readonly Literal[];
}

const number = (...texts: readonly string[]): readonly Literal[] =>
  texts.map((text) => ({ type: 'number', text }));
const string = (...texts: readonly string[]): readonly Literal[] =>
  texts.map((text) => ({ type: 'string', text }));
const literals = (type: Literal['type'], ...texts: readonly string[]): readonly Literal[] =>
  texts.map((text) => ({ type, text }));

const micros = (text: string): bigint => BigInt(Date.parse(text)) * 1000n;
const quoted = (text: string): string => `'${text}'`;
const hex = (text: string): Uint8Array => Buffer.from(text, 'hex');

const days = ['1969-12-30', '1969-12-31', '1970-01-01', '2024-02-29', '2024-03-01', '2025-01-01'];
const times = [
  ...['1969-12-31T23:59:59.999999', '1970-01-01T00:00:00.000000', '2024-02-29T10:00:00.000000'],
  ...['2024-02-29T10:59:59.999999', '2024-02-29T11:00:00.000000', '2025-01-01T00:00:00.000001'],
];
const texts = ['', 'a', 'ab', 'abc', 'abd', 'b', 'B', 'ü', 'üb', '\uffee', '😀', '😀x', 'zz'];
const uuids = [
  ...['00000000-0000-0000-0000-000000000000', '0f000000-0000-0000-8000-000000000001'],
  ...['7fffffff-ffff-ffff-ffff-ffffffffffff', '80000000-0000-0000-0000-000000000000'],
  ...['ffffffff-0000-0000-0000-00000000000a'],
];
const integers = [-(2n ** 31n), -21n, -20n, -1n, 0n, 1n, 2n, 5n, 9n, 10n, 11n];
const integerTransforms = ['identity', 'bucket[4]', 'truncate[10]', 'void', 'zorder'];
const dateTransforms = ['identity', 'year', 'month', 'day', 'bucket[4]', 'void'];
const timeTransforms = [...dateTransforms, 'hour'];

function toMicros(text: string): bigint {
  return micros(`${text.slice(0, 19)}Z`) + BigInt(text.slice(20));
}

function floating(type: string): readonly (readonly [string, IcebergValue])[] {
  const texts = ['-Infinity', '-1.5', '-0.0', '0.0', '0.1', '1', '16777216', 'Infinity', 'NaN'];
  return texts.map((text) => [
    quoted(text),
    type === 'float' ? Math.fround(Number(text)) : Number(text),
  ]);
}

const floatingLiterals = number(
  ...['-1.5', '0', '0.0', '0.1', '0.10', '1e0', '1', '1e-1', '16777217', '1.0000000000000000001'],
);

export const domains: readonly Domain[] = [
  {
    name: 'i',
    type: 'int',
    duckDbType: 'INTEGER',
    transforms: integerTransforms,
    values: integers.map((value) => [String(value), value]),
    literals: number(
      '-20',
      '-1',
      '0',
      '+1',
      '1.0',
      '1.5',
      '-20.5',
      '10',
      '11',
      '5e0',
      '3000000000',
    ),
  },
  {
    name: 'Long',
    type: 'long',
    duckDbType: 'BIGINT',
    transforms: integerTransforms,
    values: [...integers, -(2n ** 63n), 2n ** 53n, 2n ** 53n + 1n].map((value) => [
      String(value),
      value,
    ]),
    literals: number(
      '-9223372036854775808',
      '-2147483647',
      '-21',
      '0',
      '2',
      '9.99',
      '9007199254740993',
      '9007199254740993e0',
      '.5',
    ),
  },
  {
    name: 'd',
    type: 'decimal(9, 2)',
    duckDbType: 'DECIMAL(9, 2)',
    transforms: ['identity', 'bucket[4]', 'truncate[50]'],
    values: [-1050n, -1n, 0n, 1n, 49n, 50n, 1065n, 1420n].map((value) => [
      `(${value}::DECIMAL(12, 2) / 100)::DECIMAL(9, 2)`,
      value,
    ]),
    literals: number('-10.5', '0', '0.01', '0.015', '-0.001', '10.650', '14.2', '0.5e0'),
  },
  {
    name: 'f',
    type: 'float',
    duckDbType: 'FLOAT',
    transforms: ['identity'],
    values: floating('float'),
    literals: floatingLiterals,
  },
  {
    name: 'x',
    type: 'double',
    duckDbType: 'DOUBLE',
    transforms: ['identity', 'void'],
    values: floating('double'),
    literals: floatingLiterals,
  },
  {
    name: 's',
    type: 'string',
    duckDbType: 'VARCHAR',
    transforms: ['identity', 'bucket[4]', 'truncate[1]', 'truncate[2]'],
    values: texts.map((text) => [quoted(text), Buffer.from(text)]),
    literals: string(...texts, 'abcd', '\u{10ffff}'),
  },
  {
    name: 'day',
    type: 'date',
    duckDbType: 'DATE',
    transforms: dateTransforms,
    values: days.map((day) => [`DATE '${day}'`, micros(day) / 86_400_000_000n]),
    literals: [
      ...literals('date', ...days, '2024-06-01'),
      ...string('1970-01-01', '2024-02-29'),
      ...literals('timestamp', '1969-12-31 12:00:00', '2024-02-29 00:00:00', '2024-02-29T10:00'),
    ],
  },
  {
    name: 'ts',
    type: 'timestamp',
    duckDbType: 'TIMESTAMP',
    transforms: timeTransforms,
    values: times.map((time) => [`TIMESTAMP '${time}'`, toMicros(time)]),
    literals: [
      ...literals('timestamp', ...times, '1969-12-31 23:59:59.9', '2024-02-29'),
      ...literals('date', ...days),
      ...string('2024-02-29 10:59:59.999999', '2024-02-29 11:00', '2025-01-01'),
    ],
  },
  {
    name: 'tz',
    type: 'timestamptz',
    duckDbType: 'TIMESTAMP WITH TIME ZONE',
    transforms: timeTransforms,
    values: times.map((time) => [`TIMESTAMPTZ '${time}Z'`, toMicros(time)]),
    literals: [
      ...literals('timestamptz', ...times.map((time) => `${time}Z`), '2024-02-29 12:00:00+02:00'),
      ...literals('timestamp', ...times),
      ...literals('date', ...days),
      ...string('2024-02-29 07:30:00-03:30', '2025-01-01 00:00:00+00', '2024-02-29 10:00:00'),
    ],
  },
  {
    name: 'ns',
    type: 'timestamp_ns',
    duckDbType: 'TIMESTAMP_NS',
    transforms: timeTransforms,
    values: times.flatMap((time) =>
      ['000', '999'].map((nanos) => [
        `TIMESTAMP_NS '${time}${nanos}'`,
        toMicros(time) * 1000n + BigInt(nanos),
      ]),
    ),
    literals: [
      ...literals('timestamp', ...times),
      ...literals('date', ...days),
      ...string('2024-02-29 10:59:59.999999', '2025-01-01'),
    ],
  },
  {
    name: 'time',
    type: 'time',
    duckDbType: 'TIME',
    transforms: ['identity', 'bucket[4]'],
    values: [0n, 1n, 36_000_000_000n, 86_399_999_999n].map((value) => [
      `make_time(${value / 3_600_000_000n}, ${(value / 60_000_000n) % 60n}, ${Number(value % 60_000_000n) / 1e6})`,
      value,
    ]),
    literals: string('00:00', '00:00:00.000001', '10:00:00', '23:59:59.999999'),
  },
  {
    name: 'b',
    type: 'boolean',
    duckDbType: 'BOOLEAN',
    transforms: ['identity'],
    values: [
      ['false', 0n],
      ['true', 1n],
    ],
    literals: literals('boolean', 'true', 'FALSE'),
  },
  {
    name: 'u',
    type: 'uuid',
    duckDbType: 'UUID',
    transforms: ['identity', 'bucket[4]'],
    values: uuids.map((uuid) => [quoted(uuid), hex(uuid.replaceAll('-', ''))]),
    literals: string(...uuids, '12345678-1234-1234-1234-1234567890AB'),
  },
  {
    name: 'bin',
    type: 'binary',
    duckDbType: 'BLOB',
    transforms: ['identity', 'bucket[4]', 'truncate[1]'],
    values: ['', '61', '6162', '616263', 'ff', 'ffff61'].map((bytes) => [
      `from_hex('${bytes}')`,
      hex(bytes),
    ]),
    literals: string('', 'a', 'ab', 'abcd', 'z', '\\x61'),
  },
];

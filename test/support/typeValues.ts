import fc from 'fast-check';
import { quoteName, quoteText } from '../../src/util/quote.js';

/** Values of one of DuckDB's types. */
export interface TypeValues {
  readonly type: string;
  /** SQL of a value. */
  readonly value: fc.Arbitrary<string>;
}

/** Values of each of DuckDB's types, odd ones often. */
export const typeValues: readonly TypeValues[] = [
  ...[8, 16, 32, 64, 128].flatMap((bits) => {
    const name = { 8: 'TINYINT', 16: 'SMALLINT', 32: 'INTEGER', 64: 'BIGINT' }[bits] ?? 'HUGEINT';
    const half = 2n ** BigInt(bits - 1);
    return [integers(name, -half, half - 1n), integers(`U${name}`, 0n, half * 2n - 1n)];
  }),
  integers('BIGNUM', -(10n ** 200n), 10n ** 200n),
  ...[
    [1, 0],
    [1, 1],
    [4, 2],
    [9, 9],
    [18, 3],
    [19, 0],
    [38, 0],
    [38, 10],
    [38, 37],
    [38, 38],
  ].map(([precision = 0, scale = 0]) => decimals(precision, scale)),
  cast(
    'FLOAT',
    fc.oneof(
      fc.float().map(String),
      fc.constantFrom('nan', 'inf', '-inf', '-0.0', '1e-45', '1e10'),
    ),
  ),
  cast(
    'DOUBLE',
    fc.oneof(
      fc.double().map((number) => (Object.is(number, -0) ? '-0.0' : String(number))),
      fc.constantFrom(
        'nan',
        'inf',
        '-inf',
        '-0.0',
        '5e-324',
        '1e10',
        '1e16',
        '1.7976931348623157e308',
      ),
    ),
  ),
  cast('BOOLEAN', fc.constantFrom('true', 'false')),
  cast(
    'DATE',
    fc.oneof(days(-2_500_000, 2_900_000), fc.constantFrom('infinity', '-infinity', '1582-10-10')),
  ),
  cast('TIME', fc.oneof(clocks(6), fc.constant('24:00:00'))),
  cast('TIME_NS', clocks(9)),
  cast(
    'TIME WITH TIME ZONE',
    fc.tuple(clocks(6), zones()).map((parts) => parts.join('')),
  ),
  cast('TIMESTAMP', moments(days(-2_500_000, 2_900_000), 6)),
  cast('TIMESTAMP_S', moments(days(-100_000, 100_000), 0)),
  cast('TIMESTAMP_MS', moments(days(-100_000, 100_000), 3)),
  cast('TIMESTAMP_NS', moments(days(-106_000, 106_000, []), 9)),
  cast('TIMESTAMP WITH TIME ZONE', moments(days(-700_000, 700_000), 6, zones())),
  {
    type: 'INTERVAL',
    value: fc
      .tuple(fc.integer(), fc.integer(), fc.bigInt(-(10n ** 15n), 10n ** 15n))
      .map(([m, d, us]) => `(to_months(${m}) + to_days(${d}) + to_microseconds(${us}))`),
  },
  {
    type: 'BLOB',
    value: fc.uint8Array().map((bytes) => `unhex('${Buffer.from(bytes).toString('hex')}')`),
  },
  cast('BIT', fc.stringMatching(/^[01]{1,70}$/)),
  cast('UUID', fc.uuid()),
  cast("ENUM('z', 'it''s', 'a, b', '')", fc.constantFrom('z', "it's", 'a, b', '')),
  cast('VARCHAR', texts()),
  {
    type: 'JSON',
    value: fc
      .json()
      .filter(hasNoNul)
      .map((json) => `${quoteText(json)}::JSON`),
  },
  nested(
    'VARCHAR[]',
    fc.array(texts()).map((all) => `[${all.map(quoteText).join(', ')}]`),
  ),
  nested(
    'DOUBLE[3]',
    fc
      .array(fc.constantFrom('NULL', "'nan'::DOUBLE", '1e10', "'-0.0'::DOUBLE"), {
        minLength: 3,
        maxLength: 3,
      })
      .map((all) => `[${all.join(', ')}]`),
  ),
  nested(
    'STRUCT("a b" VARCHAR, "q""q" DECIMAL(38,10)[])',
    fc
      .tuple(texts(), fc.bigInt(-(10n ** 20n), 10n ** 20n))
      .map(([text, n]) => `{'a b': ${quoteText(text)}, ${quoteName('q"q')}: [${n}, NULL]}`),
  ),
  nested(
    'MAP(VARCHAR, TIMESTAMP)',
    texts().map((text) => `MAP {${quoteText(text)}: '2024-01-01 00:00:00.1'}`),
  ),
  nested(
    'UNION(n BIGINT, t VARCHAR)',
    fc.oneof(
      fc.bigInt(0n, 2n ** 63n - 1n).map((n) => `union_value(n := ${n}::BIGINT)`),
      texts().map((text) => `union_value(t := ${quoteText(text)})`),
    ),
  ),
  nested(
    'VARIANT',
    fc.oneof(
      texts().map((text) => `{'a': ${quoteText(text)}, 'b': [1, 2]}`),
      fc.constantFrom('1', "'1'", 'NULL', "'nan'::DOUBLE", "DATE '0044-03-15 (BC)'"),
    ),
  ),
];

function cast(type: string, value: fc.Arbitrary<string>): TypeValues {
  return { type, value: value.map((text) => `CAST(${quoteText(text)} AS ${type})`) };
}

function nested(type: string, value: fc.Arbitrary<string>): TypeValues {
  return { type, value: value.map((sql) => `CAST(${sql} AS ${type})`) };
}

function integers(type: string, min: bigint, max: bigint): TypeValues {
  const value = fc.oneof(fc.bigInt(min, max), fc.constantFrom(min, max, 0n), fc.bigInt(0n, 100n));
  return cast(type, value.map(String));
}

function decimals(precision: number, scale: number): TypeValues {
  const most = 10n ** BigInt(precision) - 1n;
  const value = fc.oneof(fc.bigInt(-most, most), fc.constantFrom(most, -most, 0n));
  const text = value.map((units) => {
    const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
    const point = digits.length - scale;
    return `${units < 0n ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
  });
  return cast(`DECIMAL(${precision},${scale})`, text);
}

/** A day as DuckDB reads it, so many days after 1970-01-01; also before our era. */
function days(
  min: number,
  max: number,
  // Around the days that our calendar left out.
  often: readonly number[] = [-141_430, -141_428, -141_427],
): fc.Arbitrary<string> {
  return fc.oneof(fc.integer({ min, max }), ...often.map((day) => fc.constant(day))).map((day) => {
    const date = new Date(day * 86_400_000);
    const year = date.getUTCFullYear();
    const rest = `-${date.toISOString().slice(-19, -14)}`;
    return year > 0
      ? `${String(year).padStart(4, '0')}${rest}`
      : `${String(1 - year).padStart(4, '0')}${rest} (BC)`;
  });
}

function clocks(digits: number): fc.Arbitrary<string> {
  const two = (most: number): fc.Arbitrary<string> =>
    fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, '0'));
  const fraction = fc
    .integer({ min: 0, max: 10 ** digits - 1 })
    .map((n) => (digits === 0 || n === 0 ? '' : `.${String(n).padStart(digits, '0')}`));
  return fc.tuple(two(23), two(59), two(59), fraction).map(([h, m, s, f]) => `${h}:${m}:${s}${f}`);
}

function moments(
  day: fc.Arbitrary<string>,
  digits: number,
  zone: fc.Arbitrary<string> = fc.constant(''),
): fc.Arbitrary<string> {
  const moment = fc.tuple(day, clocks(digits), zone).map(([d, clock, z]) => {
    const [, date = d, era = ''] = /^(.*?)( \(BC\))?$/.exec(d) ?? [];
    return `${date}${era} ${clock}${z}`;
  });
  return fc.oneof(moment, fc.constantFrom('infinity', '-infinity'));
}

function zones(): fc.Arbitrary<string> {
  return fc.constantFrom('+00', '+05:30', '-08', '+14', '-11:45');
}

/** Texts with whatever has a meaning somewhere. */
function texts(): fc.Arbitrary<string> {
  const odd = fc.constantFrom(
    '"',
    "'",
    ',',
    '\n',
    '\r',
    '\\',
    '\\N',
    'NULL',
    '\u202e',
    '\u{1f600}',
    '\ufeff',
    '{',
    '}',
    '[',
    ']',
    '=',
    ': ',
    '\t',
    '\u001b[31m',
    '',
  );
  return fc.oneof(
    fc.array(odd, { maxLength: 6 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ unit: fc.constantFrom('a', '\0', '1'), maxLength: 4 }),
  );
}

function hasNoNul(json: string): boolean {
  return !json.includes('\0');
}

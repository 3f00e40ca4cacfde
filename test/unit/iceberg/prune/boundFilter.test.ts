import assert from 'node:assert/strict';
import { type BoundFilter, bindFilter } from '../../../../src/iceberg/prune/boundFilter.js';
import type { Field, IcebergType, Schema } from '../../../../src/iceberg/schema.js';
import type { Comparison, Literal, Predicate } from '../../../../src/util/predicate.js';

const primitive = (name: string): IcebergType => ({ kind: 'primitive', name });
const field = (id: number, name: string, type: IcebergType): Field => {
  return { id, name, required: false, type };
};
const struct = (...fields: readonly Field[]): IcebergType => ({ kind: 'struct', fields });

const schema: Schema = {
  id: 0,
  fields: [
    field(1, 'Id', primitive('int')),
    field(2, 'place', struct(field(3, 'City', primitive('string')))),
    field(4, 'twins', struct(field(5, 'a', primitive('int')), field(6, 'A', primitive('int')))),
    field(7, 'tags', { kind: 'list', element: field(8, 'element', primitive('string')) }),
    field(9, 'ns', primitive('timestamp_ns')),
    field(10, 'u', primitive('uuid')),
    field(11, 'odd', primitive('variant')),
  ],
};

const compare = (column: readonly string[], operator: Comparison, value: Literal): Predicate => {
  return { kind: 'compare', column, operator, value };
};
const number = (text: string): Literal => ({ type: 'number', text });
const string = (text: string): Literal => ({ type: 'string', text });

/** A filter in short: `1 [5, 9)`, fields by id. */
function shown(filter: BoundFilter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.parts.map(shown).join(` ${filter.kind} `);
    case 'anything':
    case 'nothing':
      return filter.kind;
    case 'column': {
      const { fieldId, test } = filter;
      if (test.kind === 'not-equal') return `${fieldId} != ${String(test.value)}`;
      if (test.kind !== 'within') return `${fieldId} ${test.kind}`;
      const ranges = test.ranges.map(({ lower, upper }) => {
        const from =
          lower === undefined ? '(' : `${lower.inclusive ? '[' : '('}${String(lower.value)}`;
        const to =
          upper === undefined ? ')' : `${String(upper.value)}${upper.inclusive ? ']' : ')'}`;
        return `${from}, ${to}`;
      });
      return `${fieldId} ${ranges.join(' ')}`;
    }
  }
}

describe('a filter bound to a schema', () => {
  const many = (count: number): readonly Literal[] =>
    Array.from({ length: count }, (_, i) => number(String((i * 7) % count)));
  const cases: readonly (readonly [string, Predicate, string])[] = [
    ['finds a column without regard to case', compare(['ID'], '=', number('5')), '1 [5, 5]'],
    ['finds a field of a struct', { kind: 'not-null', column: ['PLACE', 'city'] }, '3 not-null'],
    ['knows no column of that name', { kind: 'is-null', column: ['no'] }, 'anything'],
    [
      'knows no field of a column that is none',
      { kind: 'is-null', column: ['id', 'x'] },
      'anything',
    ],
    [
      'takes no side between names that are one to DuckDB',
      { kind: 'is-null', column: ['twins', 'a'] },
      'anything',
    ],
    ['asks nothing of a list', { kind: 'is-null', column: ['tags'] }, 'anything'],
    ['asks nothing of a whole struct', { kind: 'not-null', column: ['place'] }, 'anything'],
    ['reads a number among whole ones', compare(['id'], '<', number('5.5')), '1 (, 5]'],
    ['reads a number above whole ones', compare(['id'], '>=', number('-5.5')), '1 [-5, )'],
    ['knows that no whole number is a half', compare(['id'], '=', number('0.5')), '1 '],
    [
      'only knows that null is not more than a text',
      compare(['id'], '>', string('5')),
      '1 not-null',
    ],
    [
      'only knows that null is not equal to a double',
      compare(['id'], '!=', number('5e0')),
      '1 not-null',
    ],
    ['only knows that null is no unknown type', compare(['odd'], '=', string('x')), '11 not-null'],
    [
      'leaves room for what a nanosecond loses',
      compare(['ns'], '<', string('1970-01-01 00:00:00.000002')),
      '9 (, 3000]',
    ],
    ['takes a list one by one', { kind: 'in', column: ['id'], values: many(2) }, '1 [0, 0] [1, 1]'],
    [
      'takes a long list by its ends',
      { kind: 'in', column: ['id'], values: many(201) },
      '1 [0, 200]',
    ],
    [
      'takes a list with an unknown value for any',
      { kind: 'in', column: ['id'], values: [number('1'), string('x')] },
      '1 not-null',
    ],
    [
      'asks of each not to be it',
      { kind: 'not-in', column: ['id'], values: many(2) },
      '1 != 0 and 1 != 1',
    ],
    ['knows that nothing is nothing', { kind: 'nothing' }, 'nothing'],
  ];
  for (const [title, predicate, expected] of cases) {
    it(title, () => {
      assert.equal(shown(bindFilter(predicate, schema)), expected);
    });
  }

  const instants: readonly (readonly [string, boolean])[] = [
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['2024-02-29 25:00', false],
    ['2024-02-29 10:00:60', false],
    ['2024-02-29 10:00+01', false],
    ['2024-02-29 10:00:00.1234567', false],
    ['0000-01-01', false],
    ['infinity', false],
    [' 2024-02-29', false],
  ];
  for (const [text, isKnown] of instants) {
    it(`${isKnown ? 'reads' : 'does not guess at'} the timestamp ${JSON.stringify(text)}`, () => {
      const timestamps = { id: 0, fields: [field(1, 't', primitive('timestamp'))] };
      const filter = bindFilter(compare(['t'], '=', string(text)), timestamps);
      assert.equal(shown(filter) !== '1 not-null', isKnown);
    });
  }
});

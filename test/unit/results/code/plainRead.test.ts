import assert from 'node:assert/strict';
import { plainRead } from '../../../../src/results/code/plainRead.js';
import { readOf } from '../../../support/icebergRead.js';

describe('a plain read', () => {
  const table = readOf('orders', [
    ['id', 'long'],
    ['day', 'date'],
    ['note', 'string'],
    ['price', 'decimal(6, 2)'],
    ['paid', 'boolean'],
    ['share', 'double'],
    ['a.b', 'long'],
    ['Odd "name"', 'int'],
  ]);

  const plain: readonly (readonly [sql: string, expected: object])[] = [
    ['SELECT * FROM orders', {}],
    [
      'select id, NOTE from gold.orders -- all',
      {
        columns: [
          ['id', 'id'],
          ['note', 'NOTE'],
        ],
      },
    ],
    ['SELECT id AS n FROM "orders"', { columns: [['id', 'n']] }],
    ['SELECT "Odd ""name""" FROM orders', { columns: [['Odd "name"', 'Odd "name"']] }],
    ['SELECT * FROM orders WHERE id >= -7', { conditions: ['id >= integer -7'] }],
    ["SELECT * FROM orders WHERE note = 'it''s'", { conditions: ["note = string it's"] }],
    [
      "SELECT * FROM orders WHERE day < DATE '2026-01-01'",
      { conditions: ['day < date 2026-01-01'] },
    ],
    ["SELECT * FROM orders WHERE day = '2026-01-01'", { conditions: ['day = date 2026-01-01'] }],
    ['SELECT * FROM orders WHERE price > 1.5', { conditions: ['price > decimal 1.50'] }],
    ['SELECT * FROM orders WHERE paid = TRUE', { conditions: ['paid = boolean true'] }],
    [
      'SELECT * FROM orders WHERE id BETWEEN 1 AND 2 AND note IS NOT NULL AND id IN (1, 2)',
      { conditions: ['id >= integer 1', 'id <= integer 2', 'note not null', 'id in 1,2'] },
    ],
    [
      'SELECT * FROM orders ORDER BY day DESC NULLS FIRST, id',
      { order: ['day desc first', 'id asc last'] },
    ],
  ];
  for (const [sql, expected] of plain) {
    it(sql, () => {
      const read = plainRead(sql, [table]);
      assert.ok(read !== undefined);
      const shown = {
        ...(read.columns === undefined
          ? {}
          : { columns: read.columns.map(({ name, as }) => [name, as]) }),
        ...(read.conditions.length === 0 ? {} : { conditions: read.conditions.map(conditionText) }),
        ...(read.order.length === 0
          ? {}
          : {
              order: read.order.map(
                ({ column, descending, nullsFirst }) =>
                  `${column.name} ${descending ? 'desc' : 'asc'} ${nullsFirst ? 'first' : 'last'}`,
              ),
            }),
      };
      assert.deepEqual(shown, expected);
    });
  }

  const more = [
    'SELECT count(*) FROM orders',
    'SELECT DISTINCT id FROM orders',
    'SELECT id + 1 FROM orders',
    'SELECT id, id FROM orders',
    'SELECT * FROM orders LIMIT 10',
    'SELECT * FROM orders o',
    'SELECT * FROM orders, orders',
    'SELECT * EXCLUDE (id) FROM orders',
    'SELECT nothing FROM orders',
    'SELECT "a.b" FROM orders',
    'SELECT id AS day FROM orders ORDER BY day',
    'SELECT * FROM orders WHERE id = 1 OR id = 2',
    'SELECT * FROM orders WHERE NOT paid',
    'SELECT * FROM orders WHERE id <> 1',
    'SELECT * FROM orders WHERE id NOT IN (1)',
    "SELECT * FROM orders WHERE id = '1'",
    'SELECT * FROM orders WHERE id = 1.0',
    'SELECT * FROM orders WHERE id = 99999999999999999999',
    'SELECT * FROM orders WHERE price = 1.001',
    'SELECT * FROM orders WHERE price = 10000',
    'SELECT * FROM orders WHERE share > 1',
    "SELECT * FROM orders WHERE note = E'a\\n'",
    "SELECT * FROM orders WHERE day = '1 Jan'",
    "SELECT * FROM orders WHERE note = DATE '2026-01-01'",
    "SELECT * FROM orders WHERE note LIKE 'a%'",
    'SELECT * FROM orders WHERE id = id',
    'SELECT * FROM orders WHERE id + 1 = 2',
  ];
  for (const sql of more) {
    it(`is not ${sql}`, () => {
      assert.equal(plainRead(sql, [table]), undefined);
    });
  }

  it('is of one table', () => {
    assert.equal(plainRead('SELECT * FROM orders', [table, table]), undefined);
    const view = { ...table, source: { kind: 'view' as const, sql: 'SELECT 1' } };
    assert.equal(plainRead('SELECT * FROM orders', [view]), undefined);
  });
});

function conditionText(condition: NonNullable<ReturnType<typeof plainRead>>['conditions'][number]) {
  const { name } = condition.column;
  switch (condition.kind) {
    case 'compare':
      return `${name} ${condition.operator} ${condition.value.kind} ${condition.value.text}`;
    case 'in':
      return `${name} in ${condition.values.map(({ text }) => text).join(',')}`;
    case 'null':
      return `${name} ${condition.isNull ? 'null' : 'not null'}`;
  }
}

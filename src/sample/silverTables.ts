import type { SampleTable } from './sampleTable.js';
import { date, int, load, long, money, optional, required, text } from './tableWords.js';

/** What can be trusted of orders, customers and products, each table with its history. */
export const silverTables: readonly SampleTable[] = [
  {
    namespace: 'silver',
    name: 'products',
    comment: 'Everything the shop sells.',
    owner: 'catalogue',
    fields: [
      required(1, 'sku', text, 'Stock keeping unit, the key'),
      optional(2, 'title', text, 'Name in the shop'),
      optional(3, 'category', text, '`tea`, `pottery`, `equipment` or `service`'),
      optional(4, 'price', money(10), 'Price in EUR, tax included'),
      optional(5, 'cost', money(10), 'What it costs us, in EUR'),
      optional(6, 'margin', money(11), 'Price less cost'),
      optional(
        7,
        'tags',
        { kind: 'list', element: optional(8, 'element', text) },
        'Words to search for',
      ),
    ],
    orderBy: 'sku',
    steps: [load('2026-01-05', 'silver.products', 'true')],
  },
  {
    namespace: 'silver',
    name: 'customers',
    comment: 'One row per customer. Whoever asks to be forgotten is deleted here first.',
    owner: 'crm',
    fields: [
      required(1, 'customer_id', long, 'The key'),
      optional(2, 'name', text, 'First and last name'),
      optional(3, 'email', text, 'In lower case'),
      optional(4, 'country', text, 'ISO 3166 code'),
      optional(5, 'signed_up', date, 'Day of the first visit with an account'),
    ],
    orderBy: 'customer_id',
    steps: [
      {
        kind: 'append',
        at: '2026-02-01',
        rows: `SELECT * RENAME (full_name AS name) FROM silver_customers_all`,
      },
      {
        kind: 'evolve',
        at: '2026-04-10',
        fields: [optional(2, 'full_name', text, 'First and last name')],
      },
      {
        kind: 'delete',
        at: '2026-05-25',
        where:
          "customer_id IN (SELECT customer_id::BIGINT FROM bronze.customers WHERE erasure_requested = 'yes')",
      },
    ],
  },
  {
    namespace: 'silver',
    name: 'orders',
    comment: 'One row per order, test orders taken out.',
    owner: 'sales',
    fields: [
      required(1, 'order_id', long, 'The key'),
      optional(2, 'customer_id', long, 'Who ordered, see silver.customers'),
      optional(3, 'ordered_at', { kind: 'primitive', name: 'timestamp' }, 'When, in shop time'),
      optional(4, 'channel', text, '`web`, `app` or `store`'),
      optional(5, 'country', text, 'Where it went, ISO 3166 code'),
      optional(6, 'status', text, '`open`, `shipped`, `returned` or `cancelled`'),
      optional(7, 'items', int, 'How many pieces'),
      optional(8, 'amount', money(12), 'Sum of its lines in EUR'),
    ],
    partition: [{ sourceId: 3, name: 'ordered_at_month', transform: 'month' }],
    orderBy: 'ordered_at, order_id',
    steps: [
      {
        kind: 'append',
        at: '2026-03-01',
        rows: `SELECT * EXCLUDE (coupon) REPLACE (CASE country WHEN 'GB' THEN 'UK' ELSE country END AS country)
          FROM silver_orders_all WHERE ordered_at < '2026-03-01'`,
      },
      load(
        '2026-06-01',
        '(SELECT * EXCLUDE (coupon) FROM silver_orders_all)',
        "ordered_at >= '2026-03-01' AND ordered_at < '2026-06-01'",
      ),
      { kind: 'tag', at: '2026-06-02', name: 'before-cleanup' },
      {
        kind: 'overwrite',
        at: '2026-06-03',
        rows: "SELECT * EXCLUDE (coupon) FROM silver_orders_all WHERE ordered_at < '2026-03-01'",
      },
      { kind: 'delete', at: '2026-06-04', where: "channel = 'test'" },
      {
        kind: 'evolve',
        at: '2026-06-05',
        fields: [optional(9, 'coupon', text, 'Code of a coupon, since June 2026')],
      },
      load('2026-08-01', 'silver_orders_all', "ordered_at >= '2026-06-01'"),
    ],
  },
  {
    namespace: 'silver',
    name: 'order_lines',
    comment: 'What was in each order, with the category of the product.',
    owner: 'sales',
    fields: [
      required(1, 'order_id', long, 'The order, see silver.orders'),
      required(2, 'line', int, 'Number of the line, from 1'),
      optional(3, 'sku', text, 'The product, see silver.products'),
      optional(4, 'category', text, 'Category of the product'),
      optional(5, 'quantity', int, 'How many'),
      optional(6, 'unit_price', money(10), 'Price of one in EUR'),
      optional(7, 'amount', money(12), 'Quantity times price'),
    ],
    orderBy: 'order_id, line',
    steps: [
      load('2026-06-01', 'silver.order_lines', 'order_id < 62000'),
      load('2026-08-01', 'silver.order_lines', 'order_id >= 62000'),
    ],
  },
  {
    namespace: 'silver',
    name: 'stock',
    comment: 'What lies in which shop. A stream writes it, which deletes by key.',
    owner: 'shops',
    fields: [
      required(1, 'shop', text, 'The town'),
      required(2, 'sku', text, 'The product, see silver.products'),
      optional(3, 'on_hand', { kind: 'primitive', name: 'float' }, 'Pieces; tea in kilograms'),
      optional(4, 'counted_on', date, 'Day of the newest count'),
    ],
    orderBy: 'shop, sku',
    steps: [
      { kind: 'append', at: '2026-05-05', rows: counts('2026-05-04') },
      { kind: 'upsert', at: '2026-06-02', key: ['shop', 'sku'], rows: counts('2026-06-01') },
      // The shop has closed.
      { kind: 'delete-equal', at: '2026-06-15', key: ['shop'], rows: `SELECT 'Lyon' AS shop` },
      {
        kind: 'evolve',
        at: '2026-07-01',
        fields: [
          optional(3, 'on_hand', { kind: 'primitive', name: 'double' }, 'Pieces; tea in kilograms'),
        ],
      },
      { kind: 'upsert', at: '2026-07-07', key: ['shop', 'sku'], rows: counts('2026-07-06') },
    ],
  },
];

function counts(day: string): string {
  return `SELECT shop, sku, on_hand, counted_on FROM bronze.stock_counts WHERE counted_on = '${day}'`;
}

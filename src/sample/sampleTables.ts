import type { PartitionField } from '../iceberg/metadata.js';
import type { NewView } from '../iceberg/write/viewWriter.js';
import type { Field, IcebergType } from '../iceberg/schema.js';

/** One step in the life of a sample table. Rows are a `SELECT`; `branch` is `main` unless it is said. */
export type Step =
  | (RowStep & { readonly kind: 'append'; readonly rows: string })
  /** Replaces the partitions that the rows fall into, or everything in an unpartitioned table. */
  | (RowStep & { readonly kind: 'overwrite'; readonly rows: string })
  /** Deletes rows by position: the data files stay as they are. */
  | (RowStep & { readonly kind: 'delete'; readonly where: string })
  /** Deletes the rows that have the same `key` as one of `rows`, by equality. */
  | (RowStep & { readonly kind: 'delete-equal'; readonly key: readonly string[]; readonly rows: string })
  /** Puts rows in place of those with the same `key`, which are deleted by equality. */
  | (RowStep & { readonly kind: 'upsert'; readonly key: readonly string[]; readonly rows: string })
  /** Changes columns, by field id, or adds them at the end; drops others. */
  | {
      readonly kind: 'evolve';
      readonly at: string;
      readonly fields: readonly Field[];
      readonly drop?: readonly number[];
    }
  /** Partitions later files in another way. */
  | { readonly kind: 'repartition'; readonly at: string; readonly partition: readonly PartitionField[] }
  /** Names the current snapshot of `main`. */
  | { readonly kind: 'tag' | 'branch'; readonly at: string; readonly name: string };

interface RowStep {
  /** The day, as `YYYY-MM-DD`. */
  readonly at: string;
  readonly branch?: string;
}

export interface SampleTable {
  readonly namespace: string;
  readonly name: string;
  readonly comment: string;
  readonly owner: string;
  readonly fields: readonly Field[];
  readonly partition?: readonly PartitionField[];
  /** How rows lie in a file. */
  readonly orderBy: string;
  readonly steps: readonly Step[];
}

const text: IcebergType = { kind: 'primitive', name: 'string' };
const long: IcebergType = { kind: 'primitive', name: 'long' };
const int: IcebergType = { kind: 'primitive', name: 'int' };
const date: IcebergType = { kind: 'primitive', name: 'date' };
const money = (digits: number): IcebergType => ({
  kind: 'primitive',
  name: `decimal(${digits}, 2)`,
});

/** The Iceberg tables of the sample, each with its history. What it ends with is what the pipelines give. */
export const sampleTables: readonly SampleTable[] = [
  {
    namespace: 'bronze',
    name: 'orders_raw',
    comment: 'Orders as the shop sent them, everything as text.',
    owner: 'ingest',
    fields: [
      optional(1, 'order_id', text, 'Number of the order, as text'),
      optional(2, 'customer_id', text, 'Who ordered, as text'),
      optional(3, 'ordered_at', text, 'When, `YYYY-MM-DD hh:mm:ss` in shop time'),
      optional(4, 'channel', text, '`web`, `app`, `store`, or `test` for orders of our own'),
      optional(5, 'country', text, 'Two letters; the web shop sends `UK`'),
      optional(6, 'status', text, '`open`, `shipped`, `returned` or `cancelled`'),
      optional(7, 'coupon', text, 'Code of a coupon, since June 2026'),
    ],
    partition: [{ sourceId: 4, name: 'channel', transform: 'identity' }],
    orderBy: 'ordered_at, order_id',
    steps: [
      load('2026-02-01', 'bronze.orders_raw', "ordered_at < '2026-02'"),
      load('2026-03-01', 'bronze.orders_raw', "ordered_at >= '2026-02' AND ordered_at < '2026-03'"),
      load('2026-06-01', 'bronze.orders_raw', "ordered_at >= '2026-03' AND ordered_at < '2026-06'"),
      load('2026-08-01', 'bronze.orders_raw', "ordered_at >= '2026-06'"),
    ],
  },
  {
    namespace: 'bronze',
    name: 'order_lines_raw',
    comment: 'What was in each order, as the shop sent it.',
    owner: 'ingest',
    fields: [
      optional(1, 'order_id', text, 'The order that the line belongs to'),
      optional(2, 'line', int, 'Number of the line, from 1'),
      optional(3, 'sku', text, 'The product'),
      optional(4, 'quantity', text, 'How many, as text'),
      optional(5, 'unit_price', text, 'Price of one in EUR, as text'),
    ],
    orderBy: 'order_id, line',
    steps: [load('2026-08-01', 'bronze.order_lines_raw', 'true')],
  },
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
      optional(7, 'tags', { kind: 'list', element: optional(8, 'element', text) }, 'Words to search for'),
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
      { kind: 'append', at: '2026-02-01', rows: `SELECT * RENAME (full_name AS name) FROM silver_customers_all` },
      {
        kind: 'evolve',
        at: '2026-04-10',
        fields: [optional(2, 'full_name', text, 'First and last name')],
      },
      {
        kind: 'delete',
        at: '2026-05-25',
        where: "customer_id IN (SELECT customer_id::BIGINT FROM bronze.customers WHERE erasure_requested = 'yes')",
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
    name: 'events',
    comment: 'Clicks in the web shop, two weeks of them.',
    owner: 'web',
    fields: [
      required(1, 'event_id', text, 'The key'),
      optional(2, 'occurred_at', { kind: 'primitive', name: 'timestamptz' }, 'When, with its zone'),
      optional(3, 'session', text, 'A visit, ends after half an hour without a click'),
      optional(4, 'customer_id', long, 'Who, where they had signed in'),
      optional(5, 'action', text, '`view`, `search`, `add_to_cart` or `checkout`'),
      optional(6, 'page', text, 'Path of the page'),
      optional(
        7,
        'device',
        {
          kind: 'struct',
          fields: [
            optional(8, 'browser', text),
            optional(9, 'mobile', { kind: 'primitive', name: 'boolean' }),
          ],
        },
        'What they used',
      ),
    ],
    partition: [{ sourceId: 2, name: 'occurred_at_day', transform: 'day' }],
    orderBy: 'occurred_at, event_id',
    steps: [
      load('2026-07-25', 'silver.events', "occurred_at < '2026-07-25 00:00:00+00'"),
      load('2026-08-01', 'silver.events', "occurred_at >= '2026-07-25 00:00:00+00'"),
    ],
  },
  {
    namespace: 'gold',
    name: 'daily_revenue',
    comment: 'Orders and revenue per day and country, cancelled orders left out.',
    owner: 'finance',
    fields: [
      required(1, 'day', date, 'Day of the order'),
      required(2, 'country', text, 'Where it went'),
      optional(3, 'orders', long, 'How many orders'),
      optional(4, 'revenue', money(14), 'Their sum in EUR'),
      optional(5, 'customers', long, 'How many different customers'),
    ],
    orderBy: 'day, country',
    steps: [
      { kind: 'append', at: '2026-06-06', rows: "SELECT * FROM gold.daily_revenue WHERE day < '2026-06-01'" },
      { kind: 'overwrite', at: '2026-08-01', rows: 'SELECT * FROM gold.daily_revenue' },
    ],
  },
  {
    namespace: 'gold',
    name: 'customer_value',
    comment: 'What each customer has bought, for the newsletter.',
    owner: 'marketing',
    fields: [
      required(1, 'customer_id', long, 'See silver.customers'),
      optional(2, 'country', text, 'ISO 3166 code'),
      optional(3, 'first_order', date, 'Day of the first order that was shipped'),
      optional(4, 'last_order', date, 'Day of the last one'),
      optional(5, 'orders', long, 'How many were shipped'),
      optional(6, 'spent', money(14), 'Their sum in EUR'),
      optional(7, 'segment', text, '`regular`, `occasional` or `never bought`'),
    ],
    orderBy: 'customer_id',
    steps: [load('2026-08-01', 'gold.customer_value', 'true')],
  },
];

/** The view of the sample; its SQL is in the pipelines. */
export const topProducts: Omit<NewView, 'location' | 'sql'> = {
  uuid: '5f2d6f0e-8a67-4c1e-9d1b-2f6f1f0c7a11',
  schema: {
    id: 0,
    fields: [
      optional(1, 'sku', text, 'The product'),
      optional(2, 'title', text, 'Name in the shop'),
      optional(3, 'category', text, 'Category of the product'),
      optional(4, 'sold', { kind: 'primitive', name: 'decimal(38, 0)' }, 'How many pieces'),
      optional(5, 'revenue', money(38), 'Their sum in EUR'),
      optional(6, 'margin', money(38), 'What is left of it'),
    ],
  },
  dialect: 'duckdb',
  defaultNamespace: ['gold'],
  properties: { comment: 'Products by what they brought in.', owner: 'sales' },
  at: Date.parse('2026-08-01T04:00:00Z'),
};

function optional(id: number, name: string, type: IcebergType, doc?: string): Field {
  return { id, name, type, required: false, ...(doc === undefined ? {} : { doc }) };
}

function required(id: number, name: string, type: IcebergType, doc: string): Field {
  return { id, name, type, required: true, doc };
}

function load(at: string, from: string, where: string): Step {
  return { kind: 'append', at, rows: `SELECT * FROM ${from} WHERE ${where}` };
}

import type { SampleTable } from './sampleTable.js';
import { int, load, optional, text } from './tableWords.js';

/** What arrived, as Iceberg tables. */
export const bronzeTables: readonly SampleTable[] = [
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
      {
        kind: 'repartition',
        at: '2026-06-05',
        partition: [
          { sourceId: 4, name: 'channel', transform: 'identity' },
          { sourceId: 3, name: 'ordered_at_month', transform: 'truncate[7]' },
        ],
      },
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
];

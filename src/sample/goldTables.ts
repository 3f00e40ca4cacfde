import type { SampleTable } from './sampleTable.js';
import { date, load, long, money, optional, required, text } from './tableWords.js';

/** What people look at. */
export const goldTables: readonly SampleTable[] = [
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
      {
        kind: 'append',
        at: '2026-06-06',
        rows: "SELECT * FROM gold.daily_revenue WHERE day < '2026-06-01'",
      },
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

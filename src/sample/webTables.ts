import type { Field } from '../iceberg/schema.js';
import type { SampleTable } from './sampleTable.js';
import { int, load, long, optional, required, text } from './tableWords.js';

/** What can be trusted of the web shop. */
export const webTables: readonly SampleTable[] = [
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
    namespace: 'silver',
    name: 'visits',
    comment: 'Visits to the web shop, put together from their clicks.',
    owner: 'web',
    fields: [
      required(1, 'session', text, 'The key, see silver.events'),
      optional(
        2,
        'started_at',
        { kind: 'primitive', name: 'timestamptz' },
        'When of the first click',
      ),
      optional(3, 'customer_id', long, 'Who, where they had signed in, see silver.customers'),
      optional(4, 'clicks', long, 'How many'),
      optional(
        5,
        'bought',
        { kind: 'primitive', name: 'boolean' },
        'Whether it ended at the checkout',
      ),
    ],
    partition: [
      { sourceId: 2, name: 'started_at_day', transform: 'day' },
      { sourceId: 3, name: 'customer_id_bucket', transform: 'bucket[4]' },
    ],
    orderBy: 'started_at, session',
    steps: [
      load('2026-07-25', 'silver.visits', "started_at < '2026-07-25 00:00:00+00'"),
      load('2026-08-01', 'silver.visits', "started_at >= '2026-07-25 00:00:00+00'"),
    ],
  },
  {
    namespace: 'silver',
    name: 'reviews',
    comment: 'What customers say about products. The branch `moderation` is without advertising.',
    owner: 'web',
    fields: [
      required(1, 'review_id', text, 'The key'),
      optional(2, 'sku', text, 'The product, see silver.products'),
      optional(3, 'customer_id', long, 'Who, see silver.customers'),
      optional(4, 'written_at', { kind: 'primitive', name: 'timestamp' }, 'When, in shop time'),
      rating([
        optional(6, 'stars', int),
        optional(7, 'recommends', { kind: 'primitive', name: 'boolean' }),
      ]),
      optional(8, 'text', text, 'In their words'),
    ],
    orderBy: 'written_at, review_id',
    steps: [
      { kind: 'append', at: '2026-06-01', rows: earlyReviews("written_at < '2026-06-01'") },
      {
        kind: 'append',
        at: '2026-07-01',
        rows: earlyReviews("written_at >= '2026-06-01' AND written_at < '2026-07-01'"),
      },
      {
        kind: 'evolve',
        at: '2026-07-01',
        fields: [
          rating([
            optional(6, 'stars', int),
            optional(7, 'would_recommend', { kind: 'primitive', name: 'boolean' }),
            optional(9, 'helpful', int, 'How many found it so; asked since July 2026'),
          ]),
        ],
      },
      load('2026-08-01', 'silver.reviews', "written_at >= '2026-07-01'"),
      { kind: 'branch', at: '2026-08-02', name: 'moderation' },
      { kind: 'delete', at: '2026-08-02', where: "text LIKE '%.example'", branch: 'moderation' },
    ],
  },
];

function rating(fields: readonly Field[]): Field {
  return optional(5, 'rating', { kind: 'struct', fields }, 'How much they like it');
}

/** Reviews as they were before the fields of their rating changed. */
function earlyReviews(where: string): string {
  return `SELECT * REPLACE (struct_pack(stars := rating.stars, recommends := rating.would_recommend) AS rating)
    FROM silver.reviews WHERE ${where}`;
}

import type { NewView } from '../iceberg/write/viewWriter.js';
import { bronzeTables } from './bronzeTables.js';
import { goldTables } from './goldTables.js';
import type { SampleTable } from './sampleTable.js';
import { silverTables } from './silverTables.js';
import { money, optional, text } from './tableWords.js';
import { webTables } from './webTables.js';

/** The Iceberg tables of the sample, each with its history. What it ends with is what the pipelines give. */
export const sampleTables: readonly SampleTable[] = [
  ...bronzeTables,
  ...silverTables,
  ...webTables,
  ...goldTables,
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

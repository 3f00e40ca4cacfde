import { join } from 'node:path';
import type { SampleSql } from '../../src/sample/sampleSql.js';
import type { SampleTable } from '../../src/sample/sampleTable.js';
import { writeTable } from '../../src/sample/writeTable.js';
import type { RandomTable } from './randomSelect.js';
import { field } from './scanTable.js';

const days = (count: number): string => `range(${count}) AS r(i)`;

/** Three tables whose files say much about their rows: by partitions of several kinds, and by bounds alone. */
const tables: readonly SampleTable[] = [
  {
    namespace: 'shop',
    name: 'events',
    comment: '',
    owner: '',
    fields: [
      field(1, 'id', 'long'),
      field(2, 'region', 'string'),
      field(3, 'at', 'timestamp'),
      field(4, 'done', 'boolean'),
    ],
    partition: [
      { sourceId: 2, name: 'region', transform: 'identity' },
      { sourceId: 3, name: 'at_day', transform: 'day' },
    ],
    orderBy: 'id',
    steps: [
      {
        kind: 'append',
        at: '2026-01-05',
        rows: `SELECT nullif(i, 4) AS id, CASE i % 3 WHEN 0 THEN 'eu' WHEN 1 THEN 'us' END AS region,
          TIMESTAMP '2026-01-01 18:00:00' + INTERVAL (i * 5) HOUR AS at, CASE i % 4 WHEN 1 THEN true WHEN 2 THEN false END AS done
          FROM ${days(14)}`,
      },
      { kind: 'tag', at: '2026-01-05', name: 'first' },
      {
        kind: 'append',
        at: '2026-01-06',
        rows: `SELECT 99 AS id, 'us' AS region, NULL AS at, true AS done`,
      },
      { kind: 'delete', at: '2026-01-07', where: 'id = 7' },
    ],
  },
  {
    namespace: 'shop',
    name: 'visits',
    comment: '',
    owner: '',
    fields: [field(1, 'day', 'date'), field(2, 'code', 'string'), field(3, 'n', 'int')],
    partition: [
      { sourceId: 1, name: 'day_month', transform: 'month' },
      { sourceId: 2, name: 'code_start', transform: 'truncate[1]' },
    ],
    orderBy: 'day',
    steps: [
      {
        kind: 'append',
        at: '2026-02-01',
        rows: `SELECT DATE '2025-12-20' + CAST(i * 7 AS INTEGER) AS day, CASE i % 4 WHEN 0 THEN 'ab' WHEN 1 THEN 'ac'
          WHEN 2 THEN 'b' END AS code, CAST(nullif(i, 5) AS INTEGER) AS n FROM ${days(12)}`,
      },
    ],
  },
  {
    namespace: 'shop',
    name: 'prices',
    comment: '',
    owner: '',
    fields: [
      field(1, 'id', 'long'),
      field(2, 'price', 'decimal(9, 2)'),
      field(3, 'region', 'string'),
    ],
    orderBy: 'id',
    steps: [0, 1, 2, 3, 4].map((step) => ({
      kind: 'append' as const,
      at: `2026-03-0${step + 1}`,
      rows: `SELECT i + ${step * 4} AS id, CAST((i - 1) * 1.25 + ${step} AS DECIMAL(9, 2)) AS price,
        CASE WHEN i = 2 THEN NULL ELSE 'eu' END AS region FROM ${days(4)}`,
    })),
  },
];

/** The same tables as random statements see them. */
export const randomTables: readonly RandomTable[] = [
  {
    name: 'events',
    columns: [
      { name: 'id', type: 'BIGINT', constants: ['0', '3', '7', '12', '-1', '99'] },
      { name: 'region', type: 'VARCHAR', constants: ["'eu'", "'us'", "''"] },
      {
        name: 'at',
        type: 'TIMESTAMP',
        constants: [
          "TIMESTAMP '2026-01-02 00:00:00'",
          "TIMESTAMP '2026-01-02 14:00:00'",
          "'2026-01-03'",
          "DATE '2026-01-04'",
        ],
      },
      { name: 'done', type: 'BOOLEAN', constants: ['true', 'false'] },
    ],
  },
  {
    name: 'visits',
    columns: [
      {
        name: 'day',
        type: 'DATE',
        constants: ["DATE '2026-01-03'", "'2026-02-01'", "'2025-12-31'::DATE"],
      },
      { name: 'code', type: 'VARCHAR', constants: ["'ab'", "'b'", "'a'"] },
      { name: 'n', type: 'INTEGER', constants: ['1', '5', '11', '2.5'] },
    ],
  },
  {
    name: 'prices',
    columns: [
      { name: 'id', type: 'BIGINT', constants: ['0', '8', '12', '19'] },
      { name: 'price', type: 'DECIMAL', constants: ['0', '1.25', '3', '-1.25', '4.999'] },
      { name: 'region', type: 'VARCHAR', constants: ["'eu'", "'us'"] },
    ],
  },
];

/** Writes the tables below a folder. */
export async function writePartitionedLakehouse(
  sql: SampleSql,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  for (const table of tables) {
    await writeTable(sql, table, join(folder, table.namespace, table.name), signal);
  }
}

import { cp, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { toViewMetadata } from '../iceberg/write/viewWriter.js';
import { quoteText } from '../util/quote.js';
import type { SampleSql } from './sampleSql.js';
import { sampleTables, topProducts } from './sampleTables.js';
import { sourceData } from './sourceData.js';
import { writeTable } from './writeTable.js';

/** Says that a folder is a sample, and may be written again. */
export const sampleMarker = 'lakehouse-sample.json';

/** The folder is somebody's own: it has files, and none of them says that it is a sample. */
export class NotASampleError extends Error {
  override readonly name = 'NotASampleError';
  readonly folder: string;

  constructor(folder: string) {
    super(`${folder}: the folder is not empty and not a sample`);
    this.folder = folder;
  }
}

/** What the sample is made of, beside each other in one folder. */
export const sampleParts = {
  /** The tables; this is what the connection's path names. */
  lakehouse: 'lakehouse',
  welcome: 'welcome.lake.sql',
  pipelines: 'pipelines',
  databricks: 'databricks',
} as const;

export interface SampleOptions {
  /** An absolute folder, such as a workspace's, which may not exist yet. */
  readonly folder: string;
  /** The folder `sample/` of this program: notebooks and pipelines to copy. */
  readonly statics: string;
  readonly sql: SampleSql;
}

/**
 * Makes the sample in `folder`: its tables in place of those of an older sample, its notebooks and
 * pipelines where there are none, so that what a person changed in them stays. The tables of
 * `silver` and `gold` are what the pipelines make of `bronze`. Throws `NotASampleError` before
 * anything is written.
 */
export async function createSample(
  { folder: place, statics, sql }: SampleOptions,
  signal: AbortSignal,
): Promise<void> {
  const folder = `${place}/${sampleParts.lakehouse}`;
  await makeRoom(folder);
  await cp(statics, place, { recursive: true, force: false });
  await sql.run(`ATTACH ':memory:' AS sample_source; USE sample_source;`, signal);
  try {
    await sql.run(sourceData, signal);
    await runPipelines(statics, sql, signal);
    await sql.run(history, signal);
    for (const table of sampleTables) {
      await writeTable(sql, table, `${folder}/${table.namespace}/${table.name}`, signal);
    }
    await writeFiles(folder, sql, signal);
  } finally {
    await sql.run('USE memory; DETACH sample_source;', new AbortController().signal);
  }
  await writeView(folder, statics);
  await writeBroken(folder);
}

/** Rows that were in a table for a while: test orders, and customers who were deleted later. */
const history = `
CREATE VIEW silver_orders_all AS
SELECT * FROM silver.orders
UNION ALL
SELECT
  order_id::BIGINT, customer_id::BIGINT, ordered_at::TIMESTAMP, channel,
  CASE country WHEN 'UK' THEN 'GB' ELSE country END, status, 1, 0.01, NULL
FROM bronze.orders_raw
WHERE channel = 'test';

CREATE VIEW silver_customers_all AS
SELECT
  customer_id::BIGINT AS customer_id, name AS full_name, lower(email) AS email,
  CASE country WHEN 'UK' THEN 'GB' ELSE country END AS country, signed_up::DATE AS signed_up
FROM bronze.customers;
`;

async function makeRoom(folder: string): Promise<void> {
  const names: readonly string[] = await readdir(folder).catch(() => []);
  if (names.length > 0 && !names.includes(sampleMarker)) throw new NotASampleError(folder);
  for (const zone of ['bronze', 'silver', 'gold']) {
    await rm(`${folder}/${zone}`, { recursive: true, force: true });
  }
  await mkdir(folder, { recursive: true });
  const about = 'This folder was made by "Lakehouse: Create Sample Lakehouse" and may be deleted.';
  await writeFile(
    `${folder}/${sampleMarker}`,
    `${JSON.stringify({ version: 1, about }, null, 2)}\n`,
  );
}

async function runPipelines(statics: string, sql: SampleSql, signal: AbortSignal): Promise<void> {
  for (const name of (await readdir(`${statics}/${sampleParts.pipelines}`)).sort()) {
    if (!name.endsWith('.sql')) continue;
    await sql.run(await readFile(`${statics}/${sampleParts.pipelines}/${name}`, 'utf8'), signal);
  }
}

/** The tables of `bronze` that are nothing but files: CSV, JSON, Parquet, and Parquet in folders by day. */
async function writeFiles(folder: string, sql: SampleSql, signal: AbortSignal): Promise<void> {
  const copy = async (select: string, path: string, options: string): Promise<void> => {
    await mkdir(`${folder}/bronze/${path.slice(0, path.lastIndexOf('/'))}`, { recursive: true });
    await sql.run(
      `COPY (${select}) TO ${quoteText(`${folder}/bronze/${path}`)} (${options})`,
      signal,
    );
  };
  const csv = 'FORMAT csv, HEADER';
  const parquet = 'FORMAT parquet, COMPRESSION zstd';
  const customers = 'SELECT * FROM bronze.customers WHERE customer_id';
  await copy(`${customers} < '2000' ORDER BY customer_id`, 'customers/2024.csv', csv);
  await copy(`${customers} >= '2000' ORDER BY customer_id`, 'customers/2025.csv', csv);
  await copy('SELECT * FROM bronze.products ORDER BY sku', 'products/products.parquet', parquet);
  const reviews = "FROM bronze.reviews WHERE strftime(written_at, '%Y-%m')";
  // The shop asks more since July.
  const early =
    'SELECT * REPLACE (struct_pack(stars := rating.stars, recommends := rating.recommends) AS rating)';
  const json = 'FORMAT json';
  await copy(`${early} ${reviews} = '2026-05'`, 'reviews/2026-05.jsonl', json);
  await copy(`${early} ${reviews} = '2026-06'`, 'reviews/2026-06.jsonl', json);
  await copy(
    `SELECT * ${reviews} = '2026-07'`,
    'reviews/2026-07.jsonl.gz',
    `${json}, COMPRESSION gzip`,
  );
  for (const day of ['2026-05-04', '2026-06-01', '2026-07-06']) {
    const select = `SELECT * FROM bronze.stock_counts WHERE counted_on = '${day}'`;
    await copy(select, `stock_counts/${day}.csv`, `${csv}, DELIMITER ';'`);
  }
  const days = await sql.rows(
    `SELECT DISTINCT strftime(occurred_at AT TIME ZONE 'UTC', '%Y-%m-%d') FROM bronze.web_events ORDER BY 1`,
    signal,
  );
  for (const [day] of days.rows) {
    const select =
      'SELECT * FROM bronze.web_events ' +
      `WHERE strftime(occurred_at AT TIME ZONE 'UTC', '%Y-%m-%d') = ${quoteText(day ?? '')} ORDER BY event_id`;
    await copy(select, `web_events/day=${day ?? ''}/events.parquet`, parquet);
  }
}

async function writeView(folder: string, statics: string): Promise<void> {
  const pipeline = await readFile(`${statics}/${sampleParts.pipelines}/02_gold.sql`, 'utf8');
  const sql = /CREATE OR REPLACE VIEW gold\.top_products AS\s+([^;]+);/.exec(pipeline)?.[1];
  if (sql === undefined) throw new Error('the pipelines do not define gold.top_products');
  const location = `${folder}/gold/top_products`;
  await mkdir(`${location}/metadata`, { recursive: true });
  await writeFile(
    `${location}/metadata/v1.metadata.json`,
    toViewMetadata({ ...topProducts, location, sql: sql.trim() }),
  );
  await writeFile(`${location}/metadata/version-hint.text`, '1');
}

/** A table whose metadata file ends in the middle, as after a full disk. */
async function writeBroken(folder: string): Promise<void> {
  const broken = `${folder}/bronze/payments_broken/metadata`;
  await mkdir(broken, { recursive: true });
  const source = `${folder}/bronze/order_lines_raw/metadata/v1.metadata.json`;
  await cp(source, `${broken}/v1.metadata.json`);
  await truncate(`${broken}/v1.metadata.json`, 700);
  await writeFile(`${broken}/version-hint.text`, '1');
}

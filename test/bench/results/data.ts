import { quoteText } from '../../../src/util/quote.js';
import { TestDuckDb } from '../../support/duckDb.js';

/** The same rows as files, which both sides read. */
export interface BenchData {
  readonly rows: number;
  readonly parquet: string;
  readonly csv: string;
}

/** The column that is sorted, and the one that is filtered with the text that it must have. */
export const sortColumn = 'hash';
export const filterColumn = 'name';
export const filterText = 'name 77';

/** Ten columns of the types that results have. */
export async function writeData(folder: string, rows: number): Promise<BenchData> {
  const duckdb = new TestDuckDb();
  const data = { rows, parquet: `${folder}/data.parquet`, csv: `${folder}/data.csv` };
  const sql = `SELECT i::BIGINT AS id, 9007199254740993 + i AS big, (i * 1.25)::DECIMAL(38, 10) AS amount,
    'name ' || (hash(i) % 1000) AS name, TIMESTAMP '2024-01-01' + to_seconds(i) AS at, i % 2 = 0 AS flag,
    CASE WHEN i % 7 = 0 THEN NULL ELSE i / 3.0 END AS ratio, DATE '2024-01-01' + (i % 365)::INT AS day,
    md5(i::VARCHAR) AS hash, (i % 97)::INTEGER AS part FROM range(${rows}) AS t(i)`;
  try {
    await duckdb.run(`COPY (${sql}) TO ${quoteText(data.parquet)} (FORMAT parquet)`);
    await duckdb.run(
      `COPY (FROM ${quoteText(data.parquet)}) TO ${quoteText(data.csv)} (FORMAT csv, HEADER)`,
    );
    return data;
  } finally {
    await duckdb.close();
  }
}

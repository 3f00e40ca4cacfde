import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Previews } from '../../src/preview/previews.js';
import { TestDuckDb } from './duckDb.js';

/** What makes previews for one suite, and the DuckDB that reads them; all is gone after it. */
export function usePreviews(): {
  readonly previews: Previews;
  readonly duckdb: TestDuckDb;
  /** The files that are there now. */
  readonly files: () => readonly string[];
} {
  const folder = mkdtempSync(join(tmpdir(), 'lakehouse-previews-'));
  const duckdb = new TestDuckDb();
  const previews = new Previews(duckdb, folder);
  after(async () => {
    previews.dispose();
    await duckdb.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const files = (): readonly string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  return { previews, duckdb, files };
}

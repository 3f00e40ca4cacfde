import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDbClient } from '../../src/duckdb/duckDbClient.js';

const entry = new URL('../../src/processes/duckdbProcess.ts', import.meta.url);

/** DuckDB's process and a folder for one suite; both are gone after it. */
export function useDuckDb(): { readonly duckdb: DuckDbClient; readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'lakehouse-duckdb-'));
  const duckdb = new DuckDbClient(entry, { tempDirectory: join(folder, 'temp') });
  after(() => {
    duckdb.dispose();
    rmSync(folder, { recursive: true, force: true });
  });
  return { duckdb, folder };
}

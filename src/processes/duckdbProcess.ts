/** The one process that holds DuckDB: what it does, and its memory, is not the host's. */
import { serveDuckDb } from '../duckdb/server/serveDuckDb.js';
import { ownPort } from '../util/ports.js';

serveDuckDb(ownPort(), {
  tempDirectory: process.env['LAKEHOUSE_DUCKDB_TEMP'],
  memoryLimit: process.env['LAKEHOUSE_DUCKDB_MEMORY'],
});

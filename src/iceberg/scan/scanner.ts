import type { FileIO } from '../fileIO.js';
import type { TableMetadata } from '../metadata.js';
import type { ScanPlan } from '../scanPlan.js';
import { readDeletionVectors } from './deletionVectors.js';
import { type ParquetSql, ParquetSchemas } from './parquetSchemas.js';
import { toScanSql } from './scanSql.js';
import { Scopes } from './scopes.js';

/** Makes the SQL of scans, for which it looks into their files; what it finds there it keeps. */
export class Scanner {
  readonly #io: FileIO;
  readonly #sql: ParquetSql;
  readonly #schemas = new ParquetSchemas();

  constructor(io: FileIO, sql: ParquetSql) {
    this.#io = io;
    this.#sql = sql;
  }

  /** The rows of a plan as a `SELECT` over nothing but files. Failures are `IcebergError`s, or DuckDB's own. */
  async toSql(plan: ScanPlan, metadata: TableMetadata, signal: AbortSignal): Promise<string> {
    const { dataFiles, positionDeletes, equalityDeletes, deletionVectors } = plan;
    const parquet = [...dataFiles, ...positionDeletes, ...equalityDeletes];
    const schemas = await this.#schemas.of(
      parquet.map(({ location }) => location),
      this.#sql,
      signal,
    );
    const fields = metadata.schemas.flatMap((schema) => schema.fields);
    const scopes = new Scopes(metadata.specs, fields);
    const vectors = await readDeletionVectors(this.#io, deletionVectors, dataFiles, scopes, signal);
    return toScanSql(plan, { metadata, schemas, vectors, scopes });
  }
}

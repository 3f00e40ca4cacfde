import type { DuckDbClient } from '../../duckdb/duckDbClient.js';
import type { ResultStore } from '../resultStore.js';
import type { StoredColumn, StoredResult } from '../storedResult.js';
import type { View } from '../view.js';
import type { ExportFormat } from './formats.js';

/** What one export writes, and with what. */
export interface ExportJob {
  readonly duckdb: DuckDbClient;
  readonly results: ResultStore;
  readonly result: StoredResult;
  readonly view: View;
  readonly format: ExportFormat;
  /** Does not exist yet. */
  readonly file: string;
  /** Hears from 0 to 1. */
  readonly onProgress: (done: number) => void;
  readonly signal: AbortSignal;
}

/** What was written. */
export interface Written {
  readonly rows: number;
  /** Columns with values that the format has no type for, written as text so that none changes. */
  readonly asText: readonly StoredColumn[];
  /** Columns that got another name, as the format holds each name once. */
  readonly renamed: readonly StoredColumn[];
}

import type { Preview } from '../catalog/capabilities.js';
import { CatalogError } from '../catalog/catalog.js';
import type { FileIO } from '../iceberg/fileIO.js';
import type { ParquetSql } from '../iceberg/scan/parquetSchemas.js';
import { Budget, metered, type PreviewLimits, previewLimits } from './budget.js';
import { type PreviewFolder, PreviewFolders } from './previewFolders.js';

/** How many rows a preview has at most. */
export const previewRows = 1000;

/** What a preview is made with. */
export interface PreviewTools {
  /** Files of the table; what is read of them is counted and limited. */
  readonly io: FileIO;
  readonly sql: ParquetSql;
  /** Where fetched parts are put for DuckDB to read. */
  readonly folder: Pick<PreviewFolder, 'write'>;
}

/** What a preview is but for what it cost. */
export type MadePreview = Omit<Preview, 'fetched' | 'requests' | 'dispose'>;

/** Makes previews, each within limits and with a folder of its own that goes when it is disposed of. */
export class Previews {
  readonly #sql: ParquetSql;
  readonly #folders: PreviewFolders;
  readonly #limits: PreviewLimits;

  constructor(sql: ParquetSql, folder: string, limits: PreviewLimits = previewLimits) {
    this.#sql = sql;
    this.#folders = new PreviewFolders(folder);
    this.#limits = limits;
  }

  /** What `make` makes of the files that `io` reads. Whatever it fetched is gone when it fails. */
  async run(
    io: FileIO,
    signal: AbortSignal,
    make: (tools: PreviewTools) => Promise<MadePreview>,
  ): Promise<Preview> {
    signal.throwIfAborted();
    const budget = new Budget(this.#limits);
    const folder = await this.#folders.make();
    try {
      const made = await make({
        io: metered(io, budget),
        sql: { rows: (text, ends) => this.#rows(text, ends) },
        folder,
      });
      const { fetched, requests } = budget;
      return { ...made, fetched, requests, dispose: () => folder.dispose() };
    } catch (error) {
      await folder.dispose();
      throw error;
    }
  }

  dispose(): void {
    this.#folders.dispose();
  }

  /** What DuckDB says against a part of a file is what is wrong with the file. */
  async #rows(text: string, signal: AbortSignal): ReturnType<ParquetSql['rows']> {
    try {
      return await this.#sql.rows(text, signal);
    } catch (cause) {
      signal.throwIfAborted();
      const what = cause instanceof Error ? cause.message : String(cause);
      throw new CatalogError('syntax', `the fetched part can not be read: ${what}`, { cause });
    }
  }
}

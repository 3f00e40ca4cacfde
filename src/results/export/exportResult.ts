import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DuckDbError } from '../../duckdb/duckDbClient.js';
import { fullFolder, isDiskFull } from '../../util/diskFull.js';
import { copyExport } from './copyExport.js';
import { excelExport } from './excel/excelExport.js';
import { ExportError } from './exportError.js';
import type { ExportJob, Written } from './exportJob.js';
import { textExport } from './textExport.js';

/**
 * Writes all rows of a view of a result to a file, each value exactly. The file appears when it is whole:
 * a failed or cancelled export leaves what was there before, and nothing of it runs on. Fails with
 * `ExportError`, with `AbortError` when it was cancelled, and with `DuckDbError`.
 */
export async function exportResult(job: ExportJob): Promise<Written> {
  const { file, signal } = job;
  const unfinished = `${file}.${randomUUID().slice(0, 8)}.part`;
  try {
    const written = await write({ ...job, file: unfinished });
    signal.throwIfAborted();
    await rename(unfinished, file);
    return written;
  } catch (error) {
    signal.throwIfAborted();
    throw await reasonOf(error, job);
  } finally {
    // What is in the way of this is what the export has failed of.
    await rm(unfinished, { force: true }).catch(() => undefined);
  }
}

function write(job: ExportJob): Promise<Written> {
  switch (job.format) {
    case 'csv':
    case 'tsv':
    case 'parquet':
      return copyExport(job, job.format);
    case 'spreadsheet':
      return textExport(job, 'csv');
    case 'json':
    case 'jsonl':
    case 'markdown':
      return textExport(job, job.format);
    case 'excel':
      return excelExport(job);
  }
}

/** What a failure is about; it may come from the system or, in DuckDB's words, from DuckDB. */
async function reasonOf(error: unknown, { results, result, file }: ExportJob): Promise<unknown> {
  if (!(error instanceof Error) || error instanceof ExportError) return error;
  const options = { cause: error };
  if (isDiskFull(error)) {
    const folder = fullFolder(error) ?? dirname(file);
    return new ExportError({ code: 'disk-full', folder }, options);
  }
  if ((await results.find(result.id)) === undefined || isMissingDatabase(error)) {
    return new ExportError({ code: 'gone' }, options);
  }
  const code = 'code' in error ? error.code : undefined;
  const isOfSystem = typeof code === 'string' && /^E[A-Z]+$/.test(code);
  const isOfTarget =
    error instanceof DuckDbError && error.kind === 'IO' && error.message.includes('.part');
  if (!isOfSystem && !isOfTarget) return error;
  return new ExportError({ code: 'not-writable', reason: error.message }, options);
}

/** The result's file is gone while what is known of it is still there. */
function isMissingDatabase(error: Error): boolean {
  return error instanceof DuckDbError && /database does not exist/i.test(error.message);
}

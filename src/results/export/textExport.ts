import { Readable } from 'node:stream';
import { type TextFormat, textWriter } from '../text/textFormat.js';
import type { ExportJob, Written } from './exportJob.js';
import { jsonTextSql, textSql } from './textSql.js';
import { ViewPages } from './viewPages.js';
import { writeStream } from './writeStream.js';

/** A file of text, written by rows. */
export async function textExport(job: ExportJob, format: TextFormat): Promise<Written> {
  const { columns } = job.result;
  const isJson = format === 'json' || format === 'jsonl';
  const pages = new ViewPages(job, columns.map(isJson ? jsonTextSql : textSql));
  const rows = await pages.count();
  const writer = textWriter(format, columns, { isForSpreadsheets: job.format === 'spreadsheet' });
  async function* text(): AsyncGenerator<string> {
    yield writer.begin;
    let isFirst = true;
    for await (const page of pages.read(rows)) {
      const lines = page.map((row) => writer.row(row)).join(writer.between);
      yield isFirst ? lines : writer.between + lines;
      isFirst = false;
    }
    // Nothing ends where there was no row.
    if (!isFirst || format === 'json') yield writer.end;
  }
  await writeStream(Readable.from(text()), pages, job);
  const renamed = isJson ? columns.filter(({ name, stored }) => name !== stored) : [];
  return { rows, asText: [], renamed };
}

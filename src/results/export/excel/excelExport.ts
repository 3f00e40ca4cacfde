import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { ExportError } from '../exportError.js';
import type { ExportJob, Written } from '../exportJob.js';
import { textSql } from '../textSql.js';
import { ViewPages } from '../viewPages.js';
import { writeStream } from '../writeStream.js';
import { mostSheetColumns, mostSheetRows } from './excelLimits.js';
import { Sheet } from './sheet.js';
import { sheetPath, workbookParts } from './workbook.js';

/** A workbook with one sheet. What is more than a sheet holds is refused before anything is written. */
export async function excelExport(job: ExportJob): Promise<Written> {
  const { columns } = job.result;
  if (columns.length > mostSheetColumns) {
    const most = mostSheetColumns;
    throw new ExportError({ code: 'too-many-columns', columns: columns.length, most });
  }
  const pages = new ViewPages(job, columns.map(textSql));
  const rows = await pages.count();
  const most = mostSheetRows - 1;
  if (rows > most) throw new ExportError({ code: 'too-many-rows', rows, most });

  const sheet = new Sheet(columns);
  async function* xml(): AsyncGenerator<string> {
    yield sheet.begin();
    for await (const page of pages.read(rows)) yield page.map((row) => sheet.row(row)).join('');
    yield sheet.end();
  }
  const zip = new ZipFile();
  for (const [path, text] of Object.entries(workbookParts)) zip.addBuffer(Buffer.from(text), path);
  const sheetXml = Readable.from(xml());
  zip.addReadStream(sheetXml, sheetPath);
  zip.end();
  const output = zip.outputStream.pipe(new PassThrough());
  // The zip would wait for the rest of the rows.
  sheetXml.on('error', (error) => output.destroy(error));
  try {
    await writeStream(output, pages, job);
  } finally {
    sheetXml.destroy();
  }
  return { rows, asText: sheet.asText, renamed: [] };
}

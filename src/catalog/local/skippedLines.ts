import type { FileIO } from '../../iceberg/fileIO.js';
import { IcebergError } from '../../iceberg/icebergError.js';
import { quotePath } from '../../iceberg/scan/quotePath.js';
import { quoteText } from '../../util/quote.js';
import type { PlainFile } from './folder.js';
import type { LocalSql } from './localSql.js';

/** Each file is looked at once more; of more, DuckDB's word is taken. */
const mostChecked = 500;
const mostBytes = 65_536;

/**
 * DuckDB leaves out lines at the start of a CSV file that have fewer values than those below: a title
 * above the header, it is to be hoped. Throws `malformed` where they have values too, and would be missed:
 * rows above a longer one.
 */
export async function checkSkippedLines(
  files: readonly PlainFile[],
  { io, sql }: { readonly io: FileIO; readonly sql: LocalSql },
  signal: AbortSignal,
): Promise<void> {
  const sniffs = files.slice(0, mostChecked).map(({ location }) => {
    const names = `${quoteText(location)} AS file, SkipRows AS lines, Delimiter, HasHeader`;
    return `SELECT ${names} FROM sniff_csv(${quotePath(location)})`;
  });
  const { rows } = await sql.rows(
    `SELECT * FROM (${sniffs.join(' UNION ALL ')}) WHERE lines > 0`,
    signal,
  );
  for (const [file, lines, delimiter, hasHeader] of rows) {
    if (typeof file !== 'string' || typeof delimiter !== 'string') continue;
    const isPlain = /\.(csv|tsv)$/i.test(file);
    const start = isPlain ? await io.readRange(file, 0, mostBytes, signal) : new Uint8Array();
    const skipped = Buffer.from(start)
      .toString()
      .split(/\r\n|\n|\r/, Number(lines));
    // Into a compressed file nobody looks: what is above a header is no row.
    const haveValues = isPlain
      ? skipped.some((line) => line.includes(delimiter))
      : hasHeader !== 'true';
    if (haveValues) {
      const what = `its first ${String(lines)} lines have fewer values than others below, and would be left out`;
      throw new IcebergError('malformed', file, what);
    }
  }
}

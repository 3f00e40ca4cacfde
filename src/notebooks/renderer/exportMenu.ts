import { createMenu } from './menu.js';
import type { ExportFormat, GridWords } from './protocol.js';

/** The formats in which all rows of the view can be written to a file. */
export function createExportMenu(
  words: GridWords,
  onExport: (format: ExportFormat) => void,
): HTMLElement {
  const formats: readonly (readonly [format: ExportFormat, name: string])[] = [
    ['csv', 'CSV'],
    ['spreadsheet', words.csvForSpreadsheets],
    ['tsv', 'TSV'],
    ['json', 'JSON'],
    ['jsonl', 'JSON Lines'],
    ['parquet', 'Parquet'],
    ['excel', 'Excel'],
    ['markdown', 'Markdown'],
  ];
  const items = formats.map(([format, text]) => ({
    text,
    attributes: { 'data-format': format },
    run: () => {
      onExport(format);
    },
  }));
  return createMenu(words.exportAs, items);
}

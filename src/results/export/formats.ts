/** What a result can be exported as. */
export const exportFormats = [
  { id: 'csv', name: 'CSV', extension: 'csv' },
  // For people who open it with two clicks: no text in it is taken for a formula.
  { id: 'spreadsheet', name: 'CSV for spreadsheets', extension: 'csv' },
  { id: 'tsv', name: 'TSV', extension: 'tsv' },
  { id: 'json', name: 'JSON', extension: 'json' },
  { id: 'jsonl', name: 'JSON Lines', extension: 'jsonl' },
  { id: 'parquet', name: 'Parquet', extension: 'parquet' },
  { id: 'excel', name: 'Excel', extension: 'xlsx' },
  { id: 'markdown', name: 'Markdown', extension: 'md' },
] as const;

export type ExportFormat = (typeof exportFormats)[number]['id'];

export function isExportFormat(value: unknown): value is ExportFormat {
  return exportFormats.some(({ id }) => id === value);
}

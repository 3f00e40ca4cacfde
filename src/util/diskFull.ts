import { dirname } from 'node:path';

/** What systems and DuckDB say of it, and what we make of that. */
const said =
  /no space left on |not enough space on the disk|disk quota exceeded|\bENOSPC\b|\bEDQUOT\b|max_temp_directory_size/i;

export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && said.test(error.message);
}

/** The folder that was written to, where the failure tells. */
export function fullFolder(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('path' in error && typeof error.path === 'string') return dirname(error.path);
  const [, folder, file] = /on the disk of "([^"]+)"|file "([^"]+)"/i.exec(error.message) ?? [];
  return folder ?? (file === undefined ? undefined : dirname(file));
}

/** One sentence for what DuckDB says in many ways; nothing where the failure is another. */
export function diskFullText(message: string): string | undefined {
  const error = new Error(message);
  if (!isDiskFull(error)) return undefined;
  const folder = fullFolder(error);
  return folder === undefined
    ? 'There is no space left on the disk for temporary files.'
    : `There is no space left on the disk of "${folder}".`;
}

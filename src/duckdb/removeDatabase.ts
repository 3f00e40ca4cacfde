import { rm } from 'node:fs/promises';

/** Removes a database file that nobody has open, and the log beside it. */
export async function removeDatabase(file: string): Promise<void> {
  for (const path of [file, `${file}.wal`]) await rm(path, { force: true });
}

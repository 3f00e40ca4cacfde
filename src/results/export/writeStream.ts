import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ExportJob } from './exportJob.js';
import type { ViewPages } from './viewPages.js';

/** Writes what is made of pages into the job's file. When it ends, well or not, nothing of it runs on. */
export async function writeStream(
  stream: Readable,
  pages: ViewPages,
  { file, signal }: ExportJob,
): Promise<void> {
  try {
    await pipeline(stream, createWriteStream(file, { flags: 'wx' }), { signal });
  } finally {
    await pages.settled();
  }
}

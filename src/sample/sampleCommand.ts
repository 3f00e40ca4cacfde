import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDbClient } from '../duckdb/duckDbClient.js';
import { createSample, NotASampleError } from './createSample.js';
import { writeSampleSettings } from './sampleSettings.js';
import { onOneConnection } from './sampleSql.js';

export interface SampleCommand {
  /** What follows `sample` on the command line. */
  readonly args: readonly string[];
  /** The entry of DuckDB's process. */
  readonly duckdb: URL;
  /** The folder `sample/` of this program. */
  readonly statics: string;
  readonly say: (line: string) => void;
}

/**
 * `sample DIR`: makes the sample in a folder and connects the workbench to it by the folder's own
 * settings, unless it has some. Answers the exit code: 0 done, 1 not done, 2 bad arguments.
 */
export async function runSampleCommand(
  { args, duckdb, statics, say }: SampleCommand,
  signal: AbortSignal,
): Promise<number> {
  const [target, ...rest] = args;
  if (target === undefined || target.startsWith('-') || rest.length > 0) {
    say('usage: sample DIR');
    return 2;
  }
  const folder = resolve(target);
  const tempDirectory = await mkdtemp(join(tmpdir(), 'lakehouse-sample-'));
  const client = new DuckDbClient(duckdb, { tempDirectory });
  try {
    await onOneConnection(client, (sql) => createSample({ folder, statics, sql }, signal));
    await writeSampleSettings(folder);
    say(`The sample lakehouse is in ${folder}`);
    return 0;
  } catch (error) {
    if (!(error instanceof NotASampleError)) throw error;
    say(`${error.folder} has files in it and is not a sample: nothing was written.`);
    return 1;
  } finally {
    client.dispose();
    await rm(tempDirectory, { recursive: true, force: true });
  }
}

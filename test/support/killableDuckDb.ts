import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDbClient, type DuckDbOptions } from '../../src/duckdb/duckDbClient.js';

const entry = new URL('../fixtures/duckdb/processWithId.ts', import.meta.url);

export interface KillableDuckDb {
  readonly duckdb: DuckDbClient;
  readonly folder: string;
  /** Of the process that was started last. */
  readonly pid: () => number;
  /** Kills the process as the system would, and resolves when it is gone. */
  readonly kill: () => Promise<void>;
  readonly dispose: () => void;
}

/** DuckDB's real process, which can be killed from outside, and a folder for it. */
export function killableDuckDb(options: Partial<DuckDbOptions> = {}): KillableDuckDb {
  const folder = mkdtempSync(join(tmpdir(), 'lakehouse-killed-'));
  const duckdb = new DuckDbClient(entry, { tempDirectory: join(folder, 'temp'), ...options });
  const pid = (): number => {
    const id = Number(readFileSync(join(folder, 'temp.pid'), 'utf8'));
    if (!(id > 0)) throw new Error('the process has not said its id');
    return id;
  };
  return {
    duckdb,
    folder,
    pid,
    async kill() {
      const id = pid();
      process.kill(id, 'SIGKILL');
      await gone(id);
    },
    dispose() {
      duckdb.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when no process of that id runs any more; the time limit is the test's. */
export async function gone(pid: number): Promise<void> {
  while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 5));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Workbench } from './workbench.js';

/** The folder in which the editor keeps what is the user's. */
export function profileOf({ environment }: Workbench): string {
  return resolve(environment.settings, '../../..');
}

/** The processes of DuckDB of the editor with this profile. */
export function duckDbProcesses(profile: string): readonly number[] {
  const own = findProcesses(profile);
  assert.ok(own.length > 0, 'DuckDB has a process');
  return own;
}

/** Ends every process of DuckDB of the editor with this profile, also those that take their place, until it is stopped. */
export function endDuckDbAgainAndAgain(profile: string): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const ending = (async () => {
    while (!stopped.signal.aborted) {
      for (const pid of findProcesses(profile)) end(pid);
      await setImmediate();
    }
  })();
  return {
    stop: () => {
      stopped.abort();
      return ending;
    },
  };
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended since it was found.
  }
}

function findProcesses(profile: string): readonly number[] {
  const own = readdirSync('/proc').filter((pid) => {
    const command = /^\d+$/.test(pid) ? read(`/proc/${pid}/cmdline`) : '';
    return command.includes('duckdbProcess.js') && command.includes(profile);
  });
  return own.map(Number);
}

/** What the DuckDB of the editor with this profile has used of the processor so far, in hundredths of a second. */
export function processorTime(profile: string): number {
  const times = duckDbProcesses(profile).map((pid) => {
    const stat = read(`/proc/${pid}/stat`);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  });
  return times.reduce((sum, time) => sum + time, 0);
}

/** Processes come and go: of one that is gone, nothing. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

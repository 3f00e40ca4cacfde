import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const guardian = fileURLToPath(new URL('../../../scripts/lib/guardian.mjs', import.meta.url));
const READY_MS = 90_000;
const KEPT_LINES = 60;

/** A server that listens on loopback, in its own process or in this one. */
export interface Server {
  /** `http://127.0.0.1:PORT`, without a slash at its end. */
  readonly endpoint: string;
  /** Ends it, and resolves when it is gone. */
  stop(): Promise<void>;
}

/** A server in a process of its own. */
export interface ServerProcess extends Server {
  readonly pid: number;
}

/**
 * Starts a server under the guardian of `scripts/`, so that it ends with this process, also where that is
 * killed. The program binds a port that the system chooses and then writes `ready {"port":…,"pid":…}`: what
 * answers there is this server and no other. Throws with what the server wrote where it does not get so far.
 */
export async function startServerProcess(
  program: string,
  args: readonly string[],
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [guardian, program, ...args], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const stop = async (): Promise<void> => {
    setBackground(child, false);
    const closed = child.exitCode === null ? once(child, 'close') : undefined;
    child.stdin.end();
    await closed;
  };
  try {
    const { port, pid } = await ready(child);
    setBackground(child, true);
    return { endpoint: `http://127.0.0.1:${port}`, pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Ready {
  readonly port: number;
  readonly pid: number;
}

async function ready(child: ChildProcess): Promise<Ready> {
  const written: string[] = [];
  return new Promise<Ready>((resolve, reject) => {
    const fail = (why: string): void => {
      const program = child.spawnargs.slice(2).join(' ');
      reject(new Error(`${program} ${why}:\n${written.slice(-KEPT_LINES).join('\n')}`));
    };
    const timer = setTimeout(() => {
      fail(`was not ready after ${READY_MS / 1000} s`);
    }, READY_MS);
    const hear = (line: string): void => {
      if (line.startsWith('ready ')) {
        clearTimeout(timer);
        resolve(JSON.parse(line.slice('ready '.length)) as Ready); // Our own servers wrote it.
      } else {
        written.push(line);
        if (written.length > 2 * KEPT_LINES) written.splice(0, KEPT_LINES);
      }
    };
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', hear);
    }
    child.once('close', (code) => {
      clearTimeout(timer);
      fail(`ended with ${code ?? 'a signal'}`);
    });
  });
}

/** A server that nobody stopped must not keep the process of the tests alive: it ends with it. */
function setBackground(child: ChildProcess, background: boolean): void {
  const pipes: unknown[] = [...child.stdio];
  for (const handle of [child, ...pipes]) {
    if (isReferable(handle)) handle[background ? 'unref' : 'ref']();
  }
}

function isReferable(value: unknown): value is { ref(): void; unref(): void } {
  return typeof value === 'object' && value !== null && 'ref' in value && 'unref' in value;
}

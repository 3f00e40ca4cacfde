import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What `scripts/lib/servers.mjs` installs. */
interface Installed {
  /** The interpreter with moto, MiniStack and PyIceberg. */
  readonly python: string;
  /** The interpreter with the client of Polaris. */
  readonly polaris: string;
  /** Nessie, and a Java that it runs on. */
  readonly nessie: { readonly java: string; readonly jar: string };
  /** The reference REST catalog of Iceberg. */
  readonly rest: { readonly java: string; readonly classpath: readonly string[] };
}

type Environment = {
  readonly [K in keyof Installed]: { readonly is?: Installed[K]; readonly missing?: string };
};

let environment: Environment | undefined;

/** What servers run on. Throws with the reason where it could not be installed. */
export function installed<K extends keyof Installed>(what: K): Installed[K] {
  environment ??= read();
  const { is, missing } = environment[what];
  if (is === undefined) throw new Error(`Not installed: ${missing ?? what}`);
  return is;
}

/** The lane has set it up and says so; a suite that is run by hand asks, and installs what is not there. */
function read(): Environment {
  // Written by `ensureServers`, here or in the lane.
  return JSON.parse(process.env['LAKEHOUSE_SERVERS'] ?? ask()) as Environment;
}

function ask(): string {
  const output = execFileSync(process.execPath, ['scripts/servers.mjs'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return output.trim().split('\n').at(-1) ?? '';
}

/** What `%run` is given. */
export interface RunArguments {
  readonly path: string;
  /** `$day="2024-01-01"` as a name and a value. */
  readonly passed: readonly (readonly [string, string])[];
}

/** Reads the line after `%run`; `undefined` where it has more than a path and `$name=value`. */
export function readRunArguments(line: string): RunArguments | undefined {
  const match = /^(?:"([^"]+)"|'([^']+)'|(\S+))(.*)$/.exec(line.trim());
  const path = match?.[1] ?? match?.[2] ?? match?.[3];
  const passed = parsePassed(match?.[4] ?? '');
  return path === undefined || passed === undefined ? undefined : { path, passed };
}

function parsePassed(text: string): readonly (readonly [string, string])[] | undefined {
  const found: (readonly [string, string])[] = [];
  const rest = text.replace(
    /\$([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))/g,
    (_, name: string, double?: string, single?: string, bare?: string) => {
      found.push([name, double ?? single ?? bare ?? '']);
      return '';
    },
  );
  return /^\s*(?:#.*)?$/.test(rest) ? found : undefined;
}

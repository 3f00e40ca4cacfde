/** One entry of the setting `lakehouse.connections`, checked. */
export interface LocalConnectionSettings {
  readonly type: 'local';
  readonly name: string;
  /** An absolute folder. */
  readonly path: string;
  readonly readOnly: boolean;
}

export type ConnectionSettings = LocalConnectionSettings;

/** An entry that can not be used: shown as a red node under its name, never the end of the rest. */
export interface ConnectionProblem {
  readonly name: string;
  readonly problem: 'not-an-object' | 'unknown-type' | 'missing-path' | 'relative-path';
  /** What was found where something else was expected. */
  readonly found: string;
}

export interface ParsedConnections {
  readonly settings: readonly ConnectionSettings[];
  readonly problems: readonly ConnectionProblem[];
}

/**
 * Reads the setting's value as users write it. `variables` are the editor's, such as
 * `workspaceFolder`; `isAbsolute` decides what an absolute path is on this system.
 */
export function parseConnections(
  value: unknown,
  variables: Readonly<Record<string, string>>,
  isAbsolute: (path: string) => boolean,
): ParsedConnections {
  const settings: ConnectionSettings[] = [];
  const problems: ConnectionProblem[] = [];
  for (const [name, entry] of Object.entries(isRecord(value) ? value : {})) {
    const parsed = parseConnection(name, entry, variables, isAbsolute);
    if ('problem' in parsed) problems.push(parsed);
    else settings.push(parsed);
  }
  return { settings, problems };
}

function parseConnection(
  name: string,
  entry: unknown,
  variables: Readonly<Record<string, string>>,
  isAbsolute: (path: string) => boolean,
): ConnectionSettings | ConnectionProblem {
  if (!isRecord(entry)) return { name, problem: 'not-an-object', found: typeof entry };
  const { type, path, readOnly } = entry;
  if (type !== 'local') return { name, problem: 'unknown-type', found: text(type) };
  if (typeof path !== 'string' || path === '') {
    return { name, problem: 'missing-path', found: text(path) };
  }
  const resolved = path.replace(/\$\{(\w+)\}/g, (whole, key: string) => variables[key] ?? whole);
  if (!isAbsolute(resolved)) return { name, problem: 'relative-path', found: resolved };
  return { type, name, path: resolved, readOnly: readOnly === true };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}

import {
  type ConnectionProblem,
  EntryReader,
  isRecord,
  ProblemFound,
  type SettingsContext,
  shown,
} from './entryReader.js';
import { type AwsConnectionSettings, parseAws } from './aws/awsSettings.js';
import { type LocalConnectionSettings, parseLocal } from './local/localSettings.js';
import { parsePolaris, type PolarisConnectionSettings } from './polaris/polarisSettings.js';
import { parseRest, type RestConnectionSettings } from './rest/restSettings.js';

/** One entry of the setting `lakehouse.connections`, checked. */
export type ConnectionSettings =
  | AwsConnectionSettings
  | LocalConnectionSettings
  | PolarisConnectionSettings
  | RestConnectionSettings;

export interface ParsedConnections {
  readonly settings: readonly ConnectionSettings[];
  readonly problems: readonly ConnectionProblem[];
}

/** How the entries of each type are read. A type without its reader does not compile. */
const readers: {
  readonly [T in ConnectionSettings['type']]: (
    entry: EntryReader,
  ) => Extract<ConnectionSettings, { readonly type: T }>;
} = {
  aws: parseAws,
  'iceberg-rest': parseRest,
  local: parseLocal,
  polaris: parsePolaris,
};

/** Reads the setting's value as users write it. */
export function parseConnections(value: unknown, context: SettingsContext): ParsedConnections {
  const settings: ConnectionSettings[] = [];
  const problems: ConnectionProblem[] = [];
  for (const [name, entry] of Object.entries(isRecord(value) ? value : {})) {
    try {
      settings.push(parseConnection(name, entry, context));
    } catch (error) {
      if (!(error instanceof ProblemFound)) throw error;
      problems.push(error.found);
    }
  }
  return { settings, problems };
}

function parseConnection(
  name: string,
  entry: unknown,
  context: SettingsContext,
): ConnectionSettings {
  if (!isRecord(entry)) {
    throw new ProblemFound({ name, problem: 'not-an-object', key: '', found: typeof entry });
  }
  const { type } = entry;
  if (!isType(type)) {
    throw new ProblemFound({ name, problem: 'unknown-type', key: 'type', found: shown(type) });
  }
  return readers[type](new EntryReader(name, entry, context));
}

function isType(type: unknown): type is ConnectionSettings['type'] {
  return typeof type === 'string' && Object.hasOwn(readers, type);
}

import type { EntryReader } from '../entryReader.js';

/** A folder of this machine as a lakehouse. */
export interface LocalConnectionSettings {
  readonly type: 'local';
  readonly name: string;
  /** An absolute folder. */
  readonly path: string;
  readonly readOnly: boolean;
}

export function parseLocal(entry: EntryReader): LocalConnectionSettings {
  return {
    type: 'local',
    name: entry.name,
    path: entry.folder('path'),
    readOnly: entry.flag('readOnly'),
  };
}

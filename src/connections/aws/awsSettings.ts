import type { EntryReader } from '../entryReader.js';

/** An account of AWS in a region: Glue, S3 Tables, Athena. */
export interface AwsConnectionSettings {
  readonly type: 'aws';
  readonly name: string;
  /** Of the shared config file; without one the SDK's own chain decides. */
  readonly profile?: string;
  /** Without one the profile's. */
  readonly region?: string;
  /** A role that is taken on with the profile's credentials. */
  readonly roleArn?: string;
  /** The device whose code the role asks for. */
  readonly mfaSerial?: string;
  /** The catalog of another account, or a catalog inside one. */
  readonly catalogId?: string;
  /** Athena's. */
  readonly workgroup?: string;
  readonly outputLocation?: string;
  readonly readOnly: boolean;
  /** In US dollars: what costs more is asked for. */
  readonly confirmAboveUsd?: number;
}

/** Whose credentials, and where. */
export type AwsIdentity = Pick<
  AwsConnectionSettings,
  'name' | 'profile' | 'region' | 'roleArn' | 'mfaSerial'
>;

export function parseAws(entry: EntryReader): AwsConnectionSettings {
  const optional = [
    'profile',
    'region',
    'roleArn',
    'mfaSerial',
    'catalogId',
    'workgroup',
    'outputLocation',
  ] as const;
  const texts: Partial<Record<(typeof optional)[number], string>> = {};
  for (const key of optional) {
    const text = entry.optionalText(key);
    if (text !== undefined) texts[key] = text;
  }
  const confirmAboveUsd = entry.optionalAmount('confirmAboveUsd');
  return {
    type: 'aws',
    name: entry.name,
    ...texts,
    readOnly: entry.flag('readOnly'),
    ...(confirmAboveUsd === undefined ? {} : { confirmAboveUsd }),
  };
}

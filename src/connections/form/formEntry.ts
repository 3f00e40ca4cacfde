import { isRecord } from '../entryReader.js';
import { restEndpoints } from '../rest/awsEndpoints.js';
import type { Answers, StepId } from './formSteps.js';

/** An entry of the setting `lakehouse.connections`, as it is written. */
export type ConnectionEntry = Readonly<Record<string, unknown>>;

/** What a form does not ask for and leaves as it is, where the kind stays the same. */
const kept = ['readOnly', 'confirmAboveUsd', 'outputLocation'] as const;

/** The entry that the answers make; what `before` has beyond the form's questions stays. */
export function toEntry(answers: Answers, before: ConnectionEntry = {}): ConnectionEntry {
  const { kind } = answers;
  const rest = before['type'] === kind ? pick(before, kept) : {};
  return { type: kind, ...valuesOf(answers, before), ...rest };
}

function valuesOf(answers: Answers, before: ConnectionEntry): ConnectionEntry {
  const { kind = '' } = answers;
  switch (kind) {
    case 'local':
      return texts(answers, ['path']);
    case 'aws':
      return texts(answers, [
        'profile',
        'region',
        'roleArn',
        'mfaSerial',
        'catalogId',
        'workgroup',
      ]);
    case 'polaris': {
      const auth = answers.auth === 'bearer' ? 'bearer' : 'oauth2';
      return {
        uri: polarisUri(answers.uri?.trim() ?? ''),
        ...texts(answers, ['warehouse']),
        ...pick(before, ['realm', 'profile', 'region']),
        auth: authOf(auth, answers),
      };
    }
    default: {
      const { auth = 'none' } = answers;
      const own = auth === 'sigv4' ? texts(answers, ['profile', 'region']) : {};
      // Without a signature they are for S3 only, and are not asked for.
      const forS3 = auth === 'sigv4' ? {} : pick(before, ['profile', 'region']);
      return {
        uri: uriOf(answers),
        ...texts(answers, ['warehouse']),
        ...(auth === 'none' ? {} : { auth: authOf(auth, answers) }),
        ...own,
        ...forS3,
      };
    }
  }
}

function authOf(type: string, answers: Answers): ConnectionEntry {
  switch (type) {
    case 'oauth2':
      return { type, ...texts(answers, ['clientId', 'scope', 'tokenUri']) };
    case 'sigv4': {
      const { endpoint = 'other', service } = answers;
      return { type, service: endpoint === 'other' ? service?.trim() : endpoint };
    }
    default:
      return { type };
  }
}

function uriOf({ endpoint, region = '', uri = '' }: Answers): string {
  const known = restEndpoints.find(({ service }) => service === endpoint);
  return known?.uri(region.trim()) ?? uri.trim();
}

/** People have the address of the server, and its catalogs lie below it. */
function polarisUri(uri: string): string {
  const { pathname } = new URL(uri);
  return pathname === '/' ? `${uri.replace(/\/+$/, '')}/api/catalog` : uri;
}

/** The answers that an entry was made of, as far as they can be told from it. */
export function toAnswers(name: string, entry: ConnectionEntry): Answers {
  const auth = isRecord(entry['auth']) ? entry['auth'] : {};
  const flat: Partial<Record<StepId, unknown>> = {
    ...pick(entry, entryTexts),
    ...pick(auth, ['clientId', 'scope', 'tokenUri', 'service']),
    name,
    kind: entry['type'],
    auth: auth['type'] ?? 'none',
  };
  const answers: Answers = Object.fromEntries(
    Object.entries(flat).filter(([, value]) => typeof value === 'string'),
  );
  const { roleArn, catalogId, region = '', uri = '', service } = answers;
  const endpoint = restEndpoints.find(
    (known) => known.service === (service ?? 'glue') && known.uri(region) === uri,
  );
  return {
    ...answers,
    service: service ?? 'glue',
    endpoint: endpoint?.service ?? 'other',
    more: roleArn === undefined && catalogId === undefined ? 'no' : 'yes',
  };
}

const entryTexts = [
  'path',
  'profile',
  'region',
  'workgroup',
  'roleArn',
  'mfaSerial',
  'catalogId',
  'uri',
  'warehouse',
] as const;

/** The answers that are not empty. */
function texts(answers: Answers, steps: readonly StepId[]): ConnectionEntry {
  const given = steps.map((step) => [step, answers[step]?.trim() ?? ''] as const);
  return Object.fromEntries(given.filter(([, text]) => text !== ''));
}

function pick<K extends string>(
  entry: ConnectionEntry,
  keys: readonly K[],
): Partial<Record<K, unknown>> {
  const found: Partial<Record<K, unknown>> = {};
  for (const key of keys) if (entry[key] !== undefined) found[key] = entry[key];
  return found;
}

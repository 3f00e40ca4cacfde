/** One question about a connection. */
export type StepId =
  | 'kind'
  | 'name'
  | 'path'
  | 'profile'
  | 'region'
  | 'workgroup'
  | 'more'
  | 'roleArn'
  | 'mfaSerial'
  | 'catalogId'
  | 'auth'
  | 'endpoint'
  | 'uri'
  | 'service'
  | 'clientId'
  | 'secret'
  | 'scope'
  | 'tokenUri'
  | 'warehouse';

/** What a person has answered so far, as text; an empty one where he left something out. */
export type Answers = Readonly<Partial<Record<StepId, string>>>;

/** Why a form is filled in: a connection that is not there yet has no name and no kind. */
export type Purpose = 'add' | 'edit';

/** The questions of a form, in their order, as far as the answers so far tell which there are. */
export function stepsOf(answers: Answers, purpose: Purpose): readonly StepId[] {
  const { kind = '' } = answers;
  const first: readonly StepId[] = purpose === 'add' ? ['kind', 'name'] : [];
  const ofKind = isKind(kind) ? kinds[kind](answers) : undefined;
  return ofKind === undefined ? ['kind', ...first.slice(1)] : [...first, ...ofKind];
}

const kinds = {
  local: (): readonly StepId[] => ['path'],
  aws: ({ more, roleArn = '' }: Answers): readonly StepId[] => [
    'profile',
    'region',
    'workgroup',
    'more',
    ...only(more === 'yes', 'roleArn'),
    ...only(more === 'yes' && roleArn !== '', 'mfaSerial'),
    ...only(more === 'yes', 'catalogId'),
  ],
  polaris: ({ auth }: Answers): readonly StepId[] => [
    'uri',
    'auth',
    ...only(auth !== 'bearer', 'clientId'),
    'secret',
    'warehouse',
  ],
  'iceberg-rest': (answers: Answers): readonly StepId[] => [
    'auth',
    ...whoAsks(answers),
    'warehouse',
  ],
} as const;

/** The kinds of connections that there are forms for. */
export type Kind = keyof typeof kinds;

export const allKinds = Object.keys(kinds).filter(isKind);

export function isKind(kind: string): kind is Kind {
  return Object.hasOwn(kinds, kind);
}

function whoAsks({ auth = 'none', endpoint }: Answers): readonly StepId[] {
  switch (auth) {
    case 'bearer':
      return ['uri', 'secret'];
    case 'oauth2':
      return ['uri', 'clientId', 'secret', 'scope', 'tokenUri'];
    case 'sigv4':
      return [
        'profile',
        'region',
        'endpoint',
        ...only(endpoint === 'other', 'uri'),
        ...only(endpoint === 'other', 'service'),
      ];
    default:
      return ['uri'];
  }
}

function only(isAsked: boolean, step: StepId): readonly StepId[] {
  return isAsked ? [step] : [];
}

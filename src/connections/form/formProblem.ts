import type { Answers, StepId } from './formSteps.js';

/** Why an answer can not be right. */
export type FormProblem =
  'empty' | 'taken' | 'relative-path' | 'no-address' | 'secret-in-address' | 'no-role';

export interface FormContext {
  /** Names that other connections have. */
  readonly taken: ReadonlySet<string>;
  readonly isAbsolute: (path: string) => boolean;
}

/** What is wrong with an answer as far as can be told without asking a service. */
export function problemOf(
  step: StepId,
  answer: string,
  answers: Answers,
  { taken, isAbsolute }: FormContext,
): FormProblem | undefined {
  const text = answer.trim();
  if (text === '') return isNeeded(step, answers) ? 'empty' : undefined;
  if (step === 'name' && taken.has(text)) return 'taken';
  if (step === 'path') {
    const isFound = isAbsolute(text) || /^\$\{workspaceFolder\}($|[\\/])/.test(text);
    return isFound ? undefined : 'relative-path';
  }
  if (step === 'uri' || step === 'tokenUri') return addressProblem(text);
  if (step === 'roleArn') {
    return /^arn:[\w-]+:iam::\d{12}:role\/\S+$/.test(text) ? undefined : 'no-role';
  }
  return undefined;
}

/** Secrets need no answer: one that is missing is asked for when it is needed. */
const needed: readonly StepId[] = [
  'kind',
  'name',
  'path',
  'auth',
  'endpoint',
  'uri',
  'service',
  'clientId',
];

function isNeeded(step: StepId, { endpoint }: Answers): boolean {
  // S3 Tables has no catalog but those of its table buckets.
  return needed.includes(step) || (step === 'warehouse' && endpoint === 's3tables');
}

function addressProblem(text: string): FormProblem | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return 'no-address';
  return url.username === '' && url.password === '' ? undefined : 'secret-in-address';
}

import type { ErrorCode } from '../../util/errorCode.js';
import { type Answers, type Purpose, type StepId, stepsOf } from './formSteps.js';

/** How far somebody has come with a form. Going back loses no answer. */
export interface Form {
  readonly purpose: Purpose;
  readonly answers: Answers;
  /** How many steps lie behind. */
  readonly at: number;
}

/** Where somebody is in a form. */
export interface Place {
  readonly step: StepId;
  /** From 1. */
  readonly number: number;
  /** As far as is known: a later answer may bring more. */
  readonly total: number;
}

/** A form with what is known already. */
export function startForm(purpose: Purpose, answers: Answers): Form {
  return { purpose, answers, at: 0 };
}

/** The step that is to be answered next; `undefined` where all are. */
export function placeIn({ purpose, answers, at }: Form): Place | undefined {
  const steps = stepsOf(answers, purpose);
  const step = steps[at];
  return step && { step, number: at + 1, total: steps.length };
}

/** The form after its present step was answered. */
export function answered(form: Form, answer: string): Form {
  const place = placeIn(form);
  if (place === undefined) return form;
  return { ...form, answers: { ...form.answers, [place.step]: answer }, at: form.at + 1 };
}

/** The form one step before; the first step has none before it. */
export function back(form: Form): Form {
  return { ...form, at: Math.max(0, form.at - 1) };
}

/** The form at a step, with all its answers; at its first where it has no such step. */
export function backTo(form: Form, step: StepId): Form {
  return { ...form, at: Math.max(0, stepsOf(form.answers, form.purpose).indexOf(step)) };
}

/** What was answered to the questions that were asked, without what other answers made needless. */
export function givenAnswers({ answers, purpose }: Form): Answers {
  const asked: readonly string[] = ['kind', 'name', ...stepsOf(answers, purpose)];
  return Object.fromEntries(Object.entries(answers).filter(([step]) => asked.includes(step)));
}

/** The answer that is most likely wrong where a connection failed; its first where nothing is likely. */
export function stepToMend(code: ErrorCode | undefined, { answers, purpose }: Form): StepId {
  const steps = stepsOf(answers, purpose);
  const likely = (code && likelyWrong[code]) ?? ['uri', 'path', 'region'];
  return likely.find((step) => steps.includes(step)) ?? steps[0] ?? 'kind';
}

const likelyWrong: Partial<Record<ErrorCode, readonly StepId[]>> = {
  'expired-credentials': ['secret', 'profile', 'clientId', 'auth'],
  'access-denied': ['clientId', 'secret', 'profile', 'auth'],
  'not-found': ['warehouse', 'uri'],
  refused: ['warehouse', 'region'],
};

import type { Place } from '../../connections/form/form.js';

/** What every question shows. */
export interface Question {
  readonly title: string;
  readonly place: Place;
  readonly prompt: string;
  readonly example?: string;
  /** What was answered before. */
  readonly answer: string | undefined;
  /** Why an answer can not be taken, in words. */
  readonly problem: (answer: string) => string | undefined;
}

/** *Back* in place of an answer. */
export const goBack = Symbol('back');

/** One answer of several. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

/** What can be chosen for a step. */
export interface Choices {
  readonly choices: readonly Choice[];
  /** Another answer may be typed. */
  readonly isOpen: boolean;
  /** What is chosen where nothing was answered before. */
  readonly preselected?: string;
  /** What takes the place of these as soon as a service has answered. */
  readonly later?: Promise<Choices>;
}

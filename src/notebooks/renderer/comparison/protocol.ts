import type { FromGrid, ResultOutput, ToGrid } from '../protocol.js';

/** What the page of a comparison and the host say to each other, beside what its grid says. Plain data. */
export type FromComparison = { readonly type: 'ready' } | FromGrid;

export type ToComparison =
  { readonly type: 'comparison'; readonly comparison: ComparisonView } | ToGrid;

/** A comparison in the words that are shown. */
export interface ComparisonView {
  readonly title: string;
  /** What is compared, and by what: a sentence each. */
  readonly facts: readonly string[];
  /** What could not be compared as it should. */
  readonly notes: readonly string[];
  /** How many rows there are of each kind; `value` is that of the column `difference`, missing for all of them. */
  readonly kinds: readonly { readonly text: string; readonly value?: string }[];
  readonly words: {
    /** Of the buttons that choose one kind of rows. */
    readonly show: string;
    readonly hideUnchanged: string;
  };
  /** Columns of the result in which no row differs. */
  readonly unchanged: readonly number[];
  /** Missing where nothing differs. */
  readonly result?: ResultOutput;
}

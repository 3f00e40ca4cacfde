import type { FromGrid, ResultOutput, ToGrid } from '../protocol.js';

/**
 * What the page of a preview, or of an earlier result, and the host say to each other, beside what its grid says.
 * Plain data.
 */
export type FromPreview =
  | { readonly type: 'ready' }
  | { readonly type: 'stop' }
  | { readonly type: 'retry' }
  | { readonly type: 'openQuery' }
  | { readonly type: 'openTable' }
  | FromGrid;

export type ToPreview = { readonly type: 'preview'; readonly preview: PreviewView } | ToGrid;

/** A preview in the words that are shown. */
export interface PreviewView {
  readonly title: string;
  /** What state of the table, of which connection. */
  readonly place: string;
  /** Of what the page can do; what has no word is not offered. */
  readonly words: {
    readonly stop?: string;
    readonly retry?: string;
    readonly openQuery?: string;
    readonly openTable?: string;
  };
  readonly state:
    | { readonly kind: 'loading'; readonly text: string }
    | { readonly kind: 'failed'; readonly text: string }
    | {
        readonly kind: 'shown';
        /** What was read, and what that cost. */
        readonly facts: string;
        /** The files that were read, for those who want to know. */
        readonly files: readonly string[];
        /** What is missing. */
        readonly notes: readonly string[];
        readonly result: ResultOutput;
      };
}

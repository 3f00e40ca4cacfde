/** What keeps a result from being written. The host has the sentence for each. */
export type ExportProblem =
  /** The format holds `most` rows, the names above them not counted. */
  | { readonly code: 'too-many-rows'; readonly rows: number; readonly most: number }
  | { readonly code: 'too-many-columns'; readonly columns: number; readonly most: number }
  /** `row` counts from 1. */
  | {
      readonly code: 'text-too-long';
      readonly column: string;
      readonly row: number;
      readonly characters: number;
      readonly most: number;
    }
  | { readonly code: 'disk-full'; readonly folder: string }
  | { readonly code: 'not-writable'; readonly reason: string }
  /** The result was removed while it was read. */
  | { readonly code: 'gone' };

export class ExportError extends Error {
  override readonly name = 'ExportError';
  readonly problem: ExportProblem;

  constructor(problem: ExportProblem, options?: ErrorOptions) {
    super(problem.code, options);
    this.problem = problem;
  }
}

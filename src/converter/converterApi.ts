import type { ConvertedText, OutputFormat } from './convertText.js';
import type { MigrationProblem } from './migration.js';
import type { RuleSummaries } from './reasonText.js';

/** What the editor asks of the worker that converts. */
export type ConverterApi = {
  /** Converts the text of one notebook file. */
  convert(request: ConvertRequest, signal: AbortSignal): Promise<ConvertAnswer>;
};

export interface ConvertRequest {
  readonly text: string;
  /** File names, as the report has them. */
  readonly source: string;
  readonly output: string;
  readonly format: OutputFormat;
  /** The text of the migration file; `undefined` where there is none. */
  readonly migration: string | undefined;
}

export type ConvertAnswer =
  | ({
      readonly kind: 'converted';
      readonly summaries: RuleSummaries;
      /** Where the migration file says that `lakehouse_runtime` lies for the cluster. */
      readonly runtime: string | undefined;
    } & ConvertedText)
  | { readonly kind: 'migration-problems'; readonly problems: readonly MigrationProblem[] };

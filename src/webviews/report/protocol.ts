/** What the report page and the host say to each other. Plain data: this file imports nothing. */
export type FromPage =
  | { readonly type: 'ready' }
  /** Show this finding where it is in the source. */
  | { readonly type: 'open'; readonly id: string };

export type ToPage = { readonly type: 'report'; readonly report: ReportView };

/** The report in the words that are shown. */
export interface ReportView {
  readonly language: string;
  readonly title: string;
  /** By which migration file it was converted; without one, nothing. */
  readonly migration: string | undefined;
  /** How much of what was found is done. */
  readonly readiness: { readonly label: string; readonly percent: number; readonly text: string };
  readonly totals: {
    readonly heading: string;
    readonly columns: readonly [string, string];
    readonly rows: readonly {
      readonly status: string;
      readonly label: string;
      readonly count: number;
    }[];
  };
  readonly next: { readonly heading: string; readonly steps: readonly string[] };
  readonly groups: readonly FindingGroup[];
}

export interface FindingGroup {
  readonly status: string;
  readonly heading: string;
  readonly columns: readonly [string, string, string];
  readonly rows: readonly {
    readonly id: string;
    /** Where it is, as a person says it: `cell 3, line 12`. */
    readonly place: string;
    readonly rule: string;
    readonly text: string;
  }[];
}

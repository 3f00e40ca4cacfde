/** What the report page and the host say to each other. Plain data: this file imports nothing. */
export type FromPage =
  | { readonly type: 'ready' }
  /** Show this finding where it is in the source. */
  | { readonly type: 'open'; readonly id: string };

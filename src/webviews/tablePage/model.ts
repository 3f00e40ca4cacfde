import type { FromPage, PageView, SectionState } from './protocol.js';

/** What the page shows, and what a person has done on it. */
export interface PageModel {
  readonly page: PageView;
  readonly states: Map<string, SectionState>;
  /** What columns are filtered by. */
  filter: string;
  /** What is open: a folded column, a form, a long list. */
  readonly open: Set<string>;
}

export interface PageHost {
  post(message: FromPage): void;
  /** After the model has changed. */
  draw(): void;
}

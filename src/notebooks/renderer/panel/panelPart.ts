import type { Ask } from '../hostClient.js';
import type { ResultOutput } from '../protocol.js';
import type { ShownView } from '../shownView.js';

/** What the parts of a panel need of the page. */
export interface PanelContext {
  readonly result: ResultOutput;
  readonly shown: ShownView;
  readonly ask: Ask;
  readonly fail: (message: string) => void;
}

/** A part of the panel; `update` is called when another view is shown. */
export interface PanelPart {
  readonly element: HTMLElement;
  update(): void;
}

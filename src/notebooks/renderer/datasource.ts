import type { Ask } from './hostClient.js';
import type { GridView, GridWindow, ResultOutput } from './protocol.js';
import { filterKey, isFiltered, type ShownView } from './shownView.js';

/** What is heard of the rows of a view. */
export interface RowsListener {
  /** A view is shown: its number of rows where that is known already. */
  viewChanged(total: number | undefined): void;
  totalKnown(total: number): void;
  /** How far the rows are made ready, from 0 to 1; nothing when they are, or no longer asked for. */
  preparing(done: number | undefined): void;
  failed(message: string): void;
}

/** So few rows are viewed without being made ready first. */
const mostAtOnce = 20_000;

/** The rows of a result as they are seen now. What belongs to a view that was left is stopped and dropped. */
export class ViewRows {
  readonly #result: ResultOutput;
  readonly #shown: ShownView;
  readonly #ask: Ask;
  readonly #listener: RowsListener;
  /** Rows are counted once, whatever their order. */
  readonly #totals = new Map<string, number>();
  #left = new AbortController();

  constructor(result: ResultOutput, shown: ShownView, ask: Ask, listener: RowsListener) {
    this.#result = result;
    this.#shown = shown;
    this.#ask = ask;
    this.#listener = listener;
  }

  /** Fires when the view of now is left. */
  get signal(): AbortSignal {
    return this.#left.signal;
  }

  /** How many rows are seen, where that is known. */
  get total(): number | undefined {
    const view = this.#shown.now;
    return isFiltered(view) ? this.#totals.get(filterKey(view)) : this.#result.rows;
  }

  /** After the view has changed: leaves the one before. */
  start(): void {
    this.#left.abort();
    this.#left = new AbortController();
    const view = this.#shown.now;
    this.#listener.preparing(undefined);
    this.#listener.viewChanged(this.total);
    const isWhole = view.sort.length === 0 && !isFiltered(view);
    if (!isWhole && this.#result.rows > mostAtOnce) this.#prepare(view, this.#left.signal);
  }

  /** Ends all that runs. */
  stop(): void {
    this.#left.abort();
  }

  /** Rows of the view of now. Rejects with `AbortError` when it is left. */
  async window(offset: number, limit: number): Promise<GridWindow> {
    const view = this.#shown.now;
    const { signal } = this.#left;
    const { first, rows } = this.#result;
    const isThere = offset === 0 && first.rows.length >= Math.min(rows, limit);
    if (isThere && view.sort.length === 0 && !isFiltered(view)) return { ...first, total: rows };
    const window = await orAbort(this.#ask('window', { offset, limit, view }, { signal }), signal);
    const isLast = window.rows.length < limit && (window.rows.length > 0 || offset === 0);
    const total = window.total ?? (isLast ? offset + window.rows.length : undefined);
    if (total !== undefined) this.#know(view, total);
    return total === undefined ? window : { ...window, total };
  }

  #prepare(view: GridView, signal: AbortSignal): void {
    const onProgress = (done: number): void => {
      if (!signal.aborted) this.#listener.preparing(done);
    };
    onProgress(0);
    this.#ask('prepare', { view }, { signal, onProgress }).then(
      (total) => {
        if (signal.aborted) return;
        this.#listener.preparing(undefined);
        this.#know(view, total);
      },
      (error: unknown) => {
        if (signal.aborted) return;
        this.#listener.preparing(undefined);
        this.#listener.failed(error instanceof Error ? error.message : String(error));
      },
    );
  }

  #know(view: GridView, total: number): void {
    if (!isFiltered(view)) return;
    const key = filterKey(view);
    if (this.#totals.get(key) === total) return;
    this.#totals.set(key, total);
    this.#listener.totalKnown(total);
  }
}

/** An answer that is not asked for any more never comes: whoever waits must hear that. */
function orAbort<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(new DOMException('The view was left.', 'AbortError'));
    };
    signal.addEventListener('abort', abort, { once: true });
    answer.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}

import type { Frame } from 'playwright-core';

/**
 * Looks at a grid at each frame that the page draws. Its view is empty from the first frame in which a row in
 * view is a placeholder or is not drawn to the first in which all have their values. What lies in view is asked of
 * the page itself, line by line; the first column of the result must hold the number of the row.
 */
const watch = `(() => {
  const rowHeight = 24;
  const viewport = document.querySelector('.ag-grid-viewport');
  const header = document.querySelector('.ag-header');
  const isFilled = () => {
    const { left, bottom } = viewport.getBoundingClientRect();
    const { bottom: top } = header.getBoundingClientRect();
    for (let y = top + rowHeight / 2; y < bottom - rowHeight; y += rowHeight) {
      const row = document.elementFromPoint(left + 20, y)?.closest('[row-index]');
      const number = row?.querySelector('[col-id="0"]')?.textContent;
      if (number === undefined || number !== row.getAttribute('row-index')) return false;
    }
    return true;
  };
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  let times = [];
  let since;
  const look = (now) => {
    if (!isFilled()) since ??= now;
    else if (since !== undefined) {
      times.push(now - since);
      since = undefined;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  globalThis.emptyWindows = {
    scroll: async (part, frames) => {
      const from = viewport.scrollTop;
      const to = part * (viewport.scrollHeight - viewport.clientHeight);
      for (let step = 1; step <= frames; step++) {
        await frame();
        if (step === frames) since = undefined;
        viewport.scrollTop = from + ((to - from) * step) / frames;
      }
    },
    filled: async () => {
      // A frame to draw what was scrolled to, and one to look at it.
      for (let frames = 0; frames < 2; frames++) await frame();
      while (since !== undefined) await frame();
    },
    take: () => times.splice(0),
  };
})()`;

/** How long the view of a grid is empty, measured in its page. */
export class EmptyWindows {
  readonly #grid: Frame;

  private constructor(grid: Frame) {
    this.#grid = grid;
  }

  static async of(grid: Frame): Promise<EmptyWindows> {
    await grid.evaluate(watch);
    return new EmptyWindows(grid);
  }

  /**
   * Scrolls to a part of the rows, from 0 to 1, in so many frames, as who drags the bar; one frame is a jump.
   * An empty view counts from the last of them: before it each frame shows other rows.
   */
  async scroll(part: number, frames: number): Promise<void> {
    await this.#grid.evaluate(`emptyWindows.scroll(${part}, ${frames})`);
  }

  /** Waits until all rows in view have their values. */
  async filled(): Promise<void> {
    await this.#grid.evaluate('emptyWindows.filled()');
  }

  /** How long the view was empty, each time since this was last asked, in milliseconds. */
  async take(): Promise<readonly number[]> {
    const times: unknown = await this.#grid.evaluate('emptyWindows.take()');
    if (!Array.isArray(times)) throw new Error('the grid is not watched');
    return times.map(Number);
  }
}

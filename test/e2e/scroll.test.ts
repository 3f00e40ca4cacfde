import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { EmptyWindows } from './support/emptyWindows.js';
import { printTimes } from './support/figures.js';
import { openResult, withNotebooks } from './support/grid.js';
import { codeCells, pressRun } from './support/notebook.js';
import { describeInWorkbench } from './support/workbench.js';

const notebooks = {
  million: `SELECT n, hash(n) AS big, n % 1000 AS small, n * 1.5 AS price, 'tea ' || n AS name,
  DATE '2020-01-01' + (n % 2000)::INTEGER AS day, n % 7 = 0 AS sold, n / 3 AS share,
  (n % 100000 / 4)::DECIMAL(12, 2) AS total, TIMESTAMP '2020-01-01' + to_seconds(n) AS at
FROM range(1000000) AS t(n)`,
};

describeInWorkbench('a result of a million rows', withNotebooks(notebooks), (workbench) => {
  let grid: Frame;
  let windows: EmptyWindows;
  const random = seeded(7);

  it('draws its first rows where the renderer is loaded', async () => {
    const { page } = workbench();
    grid = await openResult(workbench(), 'million');
    const cell = codeCells(workbench()).first();
    const summary = cell.locator('.cell-statusbar-container', { hasText: '1,000,000 rows, ' });
    await page.evaluate(
      `addEventListener('click', () => { globalThis.pressedAt = Date.now(); }, true)`,
    );
    const times: number[] = [];
    for (let runs = 0; runs < 7; runs++) {
      await summary.waitFor();
      await grid.evaluate(firstRow);
      await pressRun(cell);
      const drawnAt = Number(await grid.evaluate('firstRowAt'));
      const pressedAt = Number(await page.evaluate('pressedAt'));
      await cell.locator('.codicon-notebook-state-success').waitFor();
      const seconds = / rows, ([\d.]+) s/.exec(await summary.innerText())?.[1];
      times.push(drawnAt - pressedAt - Number(seconds) * 1000);
    }
    assert.ok(times.every(Number.isFinite));
    printTimes('first rows after the end of the query', times);
  });

  it('fills every window that is jumped to', async () => {
    windows = await EmptyWindows.of(grid);
    await windows.filled();
    for (let jumps = 0; jumps < 60; jumps++) {
      await windows.scroll(random(), 1);
      await windows.filled();
    }
    const times = await windows.take();
    assert.ok(times.length > 50, 'most places were not there yet');
    printTimes('empty window after a jump', times);
  });

  it('fills the window where a fast drag of the bar ends', async () => {
    for (let drags = 0; drags < 8; drags++) {
      await windows.scroll(random(), 20);
      await windows.filled();
    }
    const times = await windows.take();
    assert.ok(times.length > 0);
    printTimes('empty window after a drag', times);
  });

  it('fills every window that the wheel passes', async () => {
    const { mouse } = workbench().page;
    await grid.locator('[role=grid]').hover();
    const times: number[] = [];
    for (let places = 0; places < 5; places++) {
      await windows.scroll(random() * 0.9, 1);
      await windows.filled();
      await windows.take();
      for (let turns = 0; turns < 40; turns++) await mouse.wheel(0, 240 + random() * 960);
      await windows.filled();
      times.push(...(await windows.take()));
    }
    assert.ok(times.length > 0);
    printTimes('empty window under the wheel', times);
  });
});

/** Keeps in the page when the first row of another result than that of now is drawn. */
const firstRow = `(() => {
  const before = document.querySelector('.lakehouse-page');
  globalThis.firstRowAt = new Promise((resolve) => {
    const look = () => {
      const page = document.querySelector('.lakehouse-page');
      const cell = page?.querySelector('[row-index="0"] [col-id="0"]');
      if (page !== before && cell?.textContent === '0') resolve(Date.now());
      else requestAnimationFrame(look);
    };
    look();
  });
})()`;

/** Numbers from 0 to 1, the same in each run. */
function seeded(seed: number): () => number {
  let last = seed;
  return () => {
    last = (last * 16_807) % 2_147_483_647;
    return last / 2_147_483_647;
  };
}

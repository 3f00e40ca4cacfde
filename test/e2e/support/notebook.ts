import type { Frame, Locator, Page } from 'playwright-core';
import type { Workbench } from './workbench.js';

/** The code cells of the open notebook, as far as they are drawn. */
export function codeCells({ page }: Workbench): Locator {
  return page.locator('.notebookOverlay .cell-list-container .monaco-list-row.code-cell-row');
}

/** The code cell that shows `text`. */
export function codeCell(workbench: Workbench, text: string | RegExp): Locator {
  return codeCells(workbench).filter({ hasText: text }).first();
}

/** Scrolls the notebook down until the code cell with `text` is drawn: others are not in the page. */
export async function revealCell(workbench: Workbench, text: string | RegExp): Promise<Locator> {
  const { page } = workbench;
  const cell = codeCell(workbench, text);
  await page.mouse.move(390, 500); // At the left of the cells, where no output takes the wheel.
  for (let turns = 0; turns < 60 && !(await isInView(cell)); turns++) {
    await page.mouse.wheel(0, 200);
    await page.waitForTimeout(150);
  }
  await cell.waitFor();
  return cell;
}

/** Cells below the border of the editor are drawn too, and can not be pressed. */
async function isInView(cell: Locator): Promise<boolean> {
  const box = (await cell.isVisible()) ? await cell.boundingBox() : null;
  return box !== null && box.y > 130 && box.y + box.height < 840;
}

/** Presses the button at a cell's left: it runs the cell, or stops it while it runs. */
export async function pressRun(cell: Locator): Promise<void> {
  await cell.hover();
  await cell.locator('.run-button-container .action-label').first().click();
}

/**
 * The frame of a page that holds `selector`: where outputs and webviews are drawn. Throws with the
 * frames' addresses after `timeoutMs`.
 */
export async function frameWith(page: Page, selector: string, timeoutMs = 45_000): Promise<Frame> {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    for (const frame of page.frames()) {
      if (await holds(frame, selector)) return frame;
    }
    await page.waitForTimeout(50);
  }
  const addresses = page.frames().map((frame) => frame.url().slice(0, 120));
  throw new Error(`no frame holds ${selector}:\n${addresses.join('\n')}`);
}

/** Frames come and go while the editor draws: one that is gone holds nothing. */
async function holds(frame: Frame, selector: string): Promise<boolean> {
  try {
    return (await frame.locator(selector).count()) > 0;
  } catch {
    return false;
  }
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import type { Environment } from './environment.js';
import { codeCells, frameWith, pressRun } from './notebook.js';
import { openFile, runCommand, type Workbench } from './workbench.js';

/** The sample's folder with these notebooks of one cell, there before the editor looks for files. */
export function withNotebooks(
  notebooks: Readonly<Record<string, string>>,
): (environment: Environment) => string {
  return ({ sample }) => {
    for (const [name, sql] of Object.entries(notebooks)) {
      writeFileSync(join(sample, `${name}.lake.sql`), `-- %%\n${sql}\n`);
    }
    return sample;
  };
}

/** Runs a notebook of one cell and returns the page of its result. Other editors are closed. */
export async function openResult(workbench: Workbench, name: string): Promise<Frame> {
  const { page } = workbench;
  await runCommand(workbench, 'View: Close All Editors');
  await page.locator('.notebookOverlay .cell-list-container').waitFor({ state: 'hidden' });
  await openFile(workbench, `${name}.lake.sql`);
  const cell = codeCells(workbench).first();
  await cell.waitFor();
  await pressRun(cell);
  return frameWith(page, '.lakehouse-page [role=columnheader]');
}

/** The cell of a column and a row, both from 0. */
export function gridCell(grid: Frame, row: number, column: number): Locator {
  return grid.locator(`[row-index="${row}"] [role=gridcell][col-id="${column}"]`);
}

/** Waits until the grid has said `text` to those who hear it. */
export async function says(grid: Frame, text: string): Promise<void> {
  const spoken = grid.locator('[aria-live=polite].lakehouse-hidden', { hasText: text });
  await spoken.waitFor({ state: 'attached' });
}

export async function clipboardText(page: Page): Promise<string> {
  return String(await page.evaluate('navigator.clipboard.readText()'));
}

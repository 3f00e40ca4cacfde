import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench.js';

/** A row of the catalog tree by its label; one below the other where several have it. */
export function treeRow({ page }: Workbench, label: string | RegExp): Locator {
  const name = page.locator('.label-name', { hasText: exactly(label) });
  return page.locator('.pane-body .customview-tree .monaco-list-row').filter({ has: name });
}

/** Opens the rows of a path from the root, each as soon as it is there. Returns the last one's row. */
export async function expandPath(
  workbench: Workbench,
  ...path: readonly [string, ...string[]]
): Promise<Locator> {
  let row = treeRow(workbench, path[0]);
  for (const label of path) {
    row = treeRow(workbench, label).first();
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'false') {
      await row.locator('.monaco-tl-twistie').click();
    }
    // An open row may still be asking for its children.
    await row.locator('.codicon-tree-item-loading').waitFor({ state: 'detached' });
  }
  return row;
}

/** Presses an action that a row shows when the pointer is over it. */
export async function pressRowAction(row: Locator, title: string): Promise<void> {
  await row.hover();
  await row.locator(`.action-label[aria-label^="${title}"]`).click();
}

/** Chooses an entry of a row's menu, such as `Copy DDL`, by keys: a menu takes no click while it opens. */
export async function chooseInMenu(row: Locator, title: string): Promise<void> {
  await row.click({ button: 'right' });
  const page = row.page();
  await page.locator(`.monaco-menu .action-label[aria-label="${title}"]`).hover();
  await page.keyboard.press('Enter');
  await page.locator('.monaco-menu').waitFor({ state: 'detached' });
}

/** The entries of a row's menu. */
export async function menuOf(row: Locator): Promise<readonly string[]> {
  await row.click({ button: 'right' });
  const page = row.page();
  const entries = page.locator('.monaco-menu .action-label[aria-label]');
  await entries.first().waitFor();
  const titles: string[] = [];
  for (const entry of await entries.all()) {
    titles.push((await entry.getAttribute('aria-label')) ?? '');
  }
  await page.keyboard.press('Escape');
  await page.locator('.monaco-menu').waitFor({ state: 'detached' });
  return titles;
}

function exactly(label: string | RegExp): RegExp {
  return typeof label === 'string'
    ? new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)
    : label;
}

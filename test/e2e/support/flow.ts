import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { findByComment, revealFound } from './findTable.js';
import { codeCells, frameWith } from './notebook.js';
import { chooseInMenu, expandPath, pressRowAction, treeRow } from './tree.js';
import { runCommand, takePicture, type Workbench } from './workbench.js';

/** Opens a path of the tree and sees a column in it. */
export async function hasColumn(
  workbench: Workbench,
  column: string,
  ...path: readonly [string, ...string[]]
): Promise<void> {
  await expandPath(workbench, ...path);
  await treeRow(workbench, column).first().waitFor();
  await collapseAll(workbench);
}

/** What was opened would hide what comes next: its rows have the same names. */
export async function collapseAll({ page }: Workbench): Promise<void> {
  await page.locator('.composite.title .action-label[aria-label="Collapse All"]').click();
}

/** What a person looks for, and what is to come of it. */
export interface Search {
  /** Words of the comment, and the connection's name: other connections have such a table too. */
  readonly words: string;
  /** Its place in the list: `prod · AwsDataCatalog · sales`. */
  readonly place: string;
  /** The statement that *New Query* writes. */
  readonly statement: RegExp;
  /** What the pictures are called. */
  readonly picture: string;
}

/**
 * Finds `sales.orders` by its comment, sees it in the tree, looks at its rows without a query, and begins one: nothing
 * of the workbench but the keyboard's own commands and the row's own buttons.
 */
export async function findAndQueryOrders(workbench: Workbench, search: Search): Promise<void> {
  const { words, place, statement, picture } = search;
  const wanted = { words, table: 'orders', place, comment: 'What was ordered' };
  const found = await findByComment(workbench, wanted);
  await takePicture(workbench, `found-${picture}`);
  const row = await revealFound(workbench, found, 'orders');
  await pressRowAction(row, 'Preview Rows');
  await seesOrders(workbench);
  await takePicture(workbench, `preview-${picture}`);
  await runCommand(workbench, 'View: Close All Editors');
  await begins(workbench, row, statement);
  await collapseAll(workbench);
}

/** The five rows that are left of seven, from the files themselves. */
async function seesOrders({ page }: Workbench): Promise<void> {
  const preview = await frameWith(page, '.lakehouse-preview-facts');
  const facts = await preview.locator('.lakehouse-preview-facts').innerText();
  assert.match(facts, /^All 5 rows of the table, from \d+ of \d+ files/);
  const cells = await preview.locator('[role=grid] [role=gridcell]').allInnerTexts();
  for (const note of ['n0', 'n2', 'n3'])
    assert.ok(cells.includes(note), `no ${note} in ${cells.join()}`);
}

async function begins(workbench: Workbench, row: Locator, statement: RegExp): Promise<void> {
  await chooseInMenu(row, 'New Query');
  const cell = codeCells(workbench).first();
  await cell.locator('.view-line').first().waitFor();
  await cell.filter({ hasText: statement }).waitFor();
  await runCommand(workbench, 'View: Revert and Close Editor');
  await cell.waitFor({ state: 'detached' });
}

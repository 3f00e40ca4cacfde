import type { Locator } from 'playwright-core';
import { treeRow } from './tree.js';
import { runCommand, type Workbench } from './workbench.js';

/** What a table is found by, and what is seen of it in the list. */
interface Wanted {
  readonly words: string;
  readonly table: string;
  /** Its place, as the list has it: `prod · AwsDataCatalog · sales`. */
  readonly place: string;
  readonly comment: string;
}

/** Types words of a table's comment into *Find Table*, and returns the table's row there. */
export async function findByComment(
  workbench: Workbench,
  { words, table, place, comment }: Wanted,
): Promise<Locator> {
  await runCommand(workbench, 'Lakehouse: Find Table');
  const { page } = workbench;
  await page.locator('.quick-input-widget input[placeholder^="Words of a name"]').fill(words);
  const found = page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ has: page.locator('.label-name', { hasText: table }) })
    .filter({ has: page.locator('.label-description', { hasText: place }) })
    .filter({ has: page.locator('.quick-input-list-label-meta', { hasText: comment }) });
  await found.first().waitFor();
  return found.first();
}

/** Takes a table that was found, and returns its row in the tree, where it is chosen and in view. */
export async function revealFound(
  workbench: Workbench,
  found: Locator,
  table: string,
): Promise<Locator> {
  await found.click();
  const { page } = workbench;
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  const row = treeRow(workbench, table).and(page.locator('.selected'));
  await row.waitFor();
  return row;
}

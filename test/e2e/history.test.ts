import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { withNotebooks } from './support/grid.js';
import { codeCell, frameWith, pressRun } from './support/notebook.js';
import {
  describeInWorkbench,
  openFile,
  pick,
  runCommand,
  takePicture,
} from './support/workbench.js';

const notebooks = {
  teas: "SELECT n AS id, 'Sencha' AS tea FROM range(3) AS t(n);\nSELECT n AS id FROM range(2, 5) AS t(n)",
  broken: "SELECT 'Genmaicha' AS tea FROM nowhere",
};

describeInWorkbench('the query history', withNotebooks(notebooks), (workbench) => {
  const press = (key: string): Promise<void> => workbench().page.keyboard.press(key);
  const widget = (): Locator => workbench().page.locator('.quick-input-widget');
  const input = (): Locator => widget().locator('.quick-input-filter input');
  const row = (text: string | RegExp): Locator =>
    widget().locator('.quick-input-list .monaco-list-row', { hasText: text });
  const run = async (name: keyof typeof notebooks, text: string): Promise<void> => {
    await openFile(workbench(), `${name}.lake.sql`);
    const cell = codeCell(workbench(), text);
    await cell.waitFor();
    await pressRun(cell);
    await cell
      .locator('.cell-status-left .codicon-notebook-state-success, .codicon-notebook-state-error')
      .first()
      .waitFor();
  };
  const openHistory = async (words: string): Promise<void> => {
    await runCommand(workbench(), 'Lakehouse: Query History…');
    await widget().getByText('Query History', { exact: true }).waitFor();
    await input().fill(words);
  };

  it('says what was run, what became of it, and why it failed', async () => {
    await run('teas', 'Sencha');
    await run('broken', 'Genmaicha');
    await openHistory('');
    await row(/SELECT 'Genmaicha'.*failed/).waitFor();
    await row(/'Sencha' AS tea.*3 rows.*sample · teas\.lake\.sql/s).waitFor();
    assert.equal(await row(/.*/).count(), 3);
    await takePicture(workbench(), 'history');
    await input().fill('nowhere failed');
    await row('Sencha').waitFor({ state: 'detached' });
    assert.equal(await row(/.*/).count(), 1);
    await press('Escape');
  });

  it('opens a result after the window was loaded anew, with all that a grid can do', async () => {
    await workbench().page.reload();
    // The editor knows the extension's commands by then.
    await workbench()
      .page.locator('.notebook-toolbar-container', { hasText: 'Query History…' })
      .waitFor();
    await openHistory('sencha TEAS');
    await row('Sencha').waitFor();
    await press('Enter');
    const page = await frameWith(workbench().page, '.lakehouse-preview-head');
    await page.locator('h1', { hasText: "'Sencha' AS tea" }).waitFor();
    await page.locator('.lakehouse-count', { hasText: '3 rows' }).waitFor();
    await page.locator('.lakehouse-search').fill('2');
    await page.locator('.lakehouse-count', { hasText: '1 of 3 rows' }).waitFor();
    await takePicture(workbench(), 'history-result');
    await page.locator('[data-do=openQuery]').click();
    await workbench().page.locator('.tab', { hasText: 'Untitled-1' }).waitFor();
    await codeCell(workbench(), 'Sencha').waitFor();
    // What is not saved would be there again in the next window of the folder.
    await runCommand(workbench(), 'View: Revert and Close Editor');
    await workbench()
      .page.locator('.tab', { hasText: 'Untitled-1' })
      .waitFor({ state: 'detached' });
  });

  it('compares two runs', async () => {
    await openHistory('sencha');
    await row('Sencha').hover();
    await row('Sencha').locator('[aria-label="Compare with…"]').click();
    await pick(workbench().page, 'range(2', 'range(2, 5)');
    await widget().locator('input[placeholder^="Key columns"]').waitFor();
    await row('id').first().waitFor();
    await press('Enter');
    const page = await frameWith(workbench().page, '.lakehouse-comparison [data-kind]');
    await page.locator('[data-kind=all]', { hasText: 'All differences: 4' }).waitFor();
  });

  it('forgets a run, and all of them', async () => {
    await openHistory('genmaicha');
    await row('Genmaicha').hover();
    await row('Genmaicha').locator('[aria-label="Remove from History"]').click();
    await row('Genmaicha').waitFor({ state: 'detached' });
    await press('Escape');
    await input().waitFor({ state: 'hidden' });
    await runCommand(workbench(), 'Lakehouse: Clear Query History…');
    await workbench()
      .page.locator('.monaco-dialog-box')
      .getByText('Clear', { exact: true })
      .click();
    await runCommand(workbench(), 'Lakehouse: Query History…');
    await workbench()
      .page.getByText('Nothing has been run in this workspace yet.')
      .first()
      .waitFor();
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeCell, frameWith, pressRun, revealCell } from './support/notebook.js';
import { describeInWorkbench, openFile, takePicture } from './support/workbench.js';

describeInWorkbench(
  'the welcome notebook',
  ({ sample }) => sample,
  (workbench) => {
    let before: Buffer;

    it('shows Markdown and SQL cells', async () => {
      const { page, environment } = workbench();
      before = readFileSync(join(environment.sample, 'welcome.lake.sql'));
      await openFile(workbench(), 'welcome.lake.sql');
      await codeCell(workbench(), 'daily_revenue').waitFor();
      const markdown = await frameWith(page, 'h1');
      assert.match(await markdown.locator('h1').first().innerText(), /Welcome/);
    });

    it('runs a cell and shows its rows in a grid', async () => {
      const { page } = workbench();
      await pressRun(codeCell(workbench(), 'daily_revenue'));
      const outputs = await frameWith(page, '[role=grid] [role=gridcell]');
      assert.match(await outputs.locator('[role=grid]').first().innerText(), /revenue/);
      await takePicture(workbench(), 'notebook');
    });

    it('shows what is wrong with a statement at its place', async () => {
      const { page } = workbench();
      const cell = await revealCell(workbench(), 'range(10000000)');
      await cell.locator('.view-lines').click();
      await page.keyboard.press('Control+A');
      await page.keyboard.type('SELECT title FRM gold.top_products');
      await pressRun(codeCell(workbench(), 'FRM'));
      await codeCell(workbench(), 'FRM').locator('.squiggly-error').first().waitFor();
    });

    it('has changed no byte of the file, which was not saved', () => {
      const { sample } = workbench().environment;
      assert.ok(before.equals(readFileSync(join(sample, 'welcome.lake.sql'))));
    });
  },
);

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { seriousFaults, setTheme, themes } from './support/axe.js';
import { codeCell, frameWith, pressRun, revealCell } from './support/notebook.js';
import { confirmPath, describeInWorkbench, openFile, takePicture } from './support/workbench.js';

describeInWorkbench(
  'the welcome notebook',
  ({ sample }) => sample,
  (workbench) => {
    let outputs: Frame;
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
      outputs = await frameWith(page, '[role=grid] [role=gridcell]');
      assert.match(await outputs.locator('[role=grid]').first().innerText(), /revenue/);
      await takePicture(workbench(), 'notebook');
    });

    for (const theme of themes) {
      it(`has a grid without serious faults for assistive technology in ${theme.name}`, async () => {
        await setTheme(workbench(), outputs, theme);
        assert.deepEqual(await seriousFaults(outputs, '.output_container'), []);
      });
    }

    for (const [format, start] of [
      ['csv', /^day,orders,revenue\r?\n\d{4}-\d\d-\d\d,/],
      ['parquet', /^PAR1/],
    ] as const) {
      it(`exports the rows as ${format}`, async () => {
        const { environment } = workbench();
        await setTheme(workbench(), outputs, themes[0]);
        const file = join(environment.sample, `exported.${format}`);
        await outputs.locator(`button[data-format=${format}]`).first().click();
        await confirmPath(workbench(), file);
        await workbench()
          .page.locator('.notification-toast', { hasText: `exported.${format}` })
          .first()
          .waitFor();
        assert.ok(existsSync(file));
        assert.match(readFileSync(file, 'latin1'), start);
      });
    }

    it('stops a long query', async () => {
      const cell = await revealCell(workbench(), 'range(10000000)');
      await pressRun(cell);
      const stop = cell.locator('.run-button-container .action-label[aria-label*="Stop"]').first();
      await stop.waitFor();
      await stop.click();
      await stop.waitFor({ state: 'detached' });
    });

    it('shows what is wrong with a statement at its place', async () => {
      const { page } = workbench();
      const cell = codeCell(workbench(), 'range(10000000)');
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

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { codeCell, frameWith, pressRun } from './support/notebook.js';
import { describeInWorkbench, openFile, takePicture } from './support/workbench.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describeInWorkbench(
  'a SQL notebook on the sample lakehouse',
  ({ sample }) => sample,
  (workbench) => {
    let grid: Frame;

    it('shows the rows of a query in a grid', async () => {
      await openFile(workbench(), 'welcome.lake.sql');
      await pressRun(codeCell(workbench(), /daily_revenue/));
      grid = await frameWith(workbench().page, '[role=grid] [role=gridcell]');
      assert.ok((await grid.locator('[role=grid] [role=row]').count()) > 2);
      assert.equal(
        await grid.locator('[role=grid]').first().getAttribute('aria-label'),
        'Query result',
      );
      await takePicture(workbench(), 'query');
    });

    it('moves in the grid by keys and sorts by its header', async () => {
      await grid.locator('[role=gridcell]').first().click();
      await workbench().page.keyboard.press('ArrowDown');
      await workbench().page.keyboard.press('ArrowRight');
      await grid.locator('[role=gridcell]:focus').waitFor();
      const header = grid.locator('[role=columnheader]').first();
      await header.click();
      await grid.locator('[role=columnheader][aria-sort=ascending]').waitFor();
    });

    it('has no serious fault for assistive technology', async () => {
      await grid.evaluate(axe);
      const faults = await grid.evaluate(async () => {
        const { axe: checker } = globalThis as unknown as {
          axe: { run(selector: string): Promise<{ violations: { id: string; impact: string }[] }> };
        };
        const { violations } = await checker.run('.output_container');
        return violations.map(({ id, impact }) => `${impact}: ${id}`);
      });
      assert.deepEqual(
        faults.filter((fault) => /^(serious|critical)/.test(fault)),
        [],
      );
    });

    it('exports all rows to a file', async () => {
      const { page, environment } = workbench();
      await grid.locator('button[data-format=csv]').first().click();
      const input = page.locator('.quick-input-widget input').first();
      await input.waitFor();
      await input.fill(join(environment.sample, 'exported.csv'));
      await input.press('Enter');
      const message = page.getByText(/Exported \d+ rows? to/).first();
      const file = / to (.*\.csv)\.$/.exec(await message.innerText())?.[1];
      assert.ok(file !== undefined, await message.innerText());
      assert.match(readFileSync(file, 'utf8'), /^day,orders,revenue\n/);
    });
  },
);

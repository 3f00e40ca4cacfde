import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { codeCell, frameWith, pressRun } from './support/notebook.js';
import { describeInWorkbench, openFile, takePicture } from './support/workbench.js';

const notebook = `-- %%
SELECT country, count(*) AS n FROM silver.customers GROUP BY country
`;

describeInWorkbench(
  'code for a result',
  ({ sample }) => sample,
  (workbench) => {
    let grid: Frame;
    const choice = (text: string): Locator =>
      workbench().page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
    const clipboard = async (): Promise<string> =>
      String(await workbench().page.evaluate('navigator.clipboard.readText()'));

    it('is offered in the grid for those who can read the rows, with the reasons of the others', async () => {
      writeFileSync(join(workbench().environment.sample, 'countries.lake.sql'), notebook);
      await openFile(workbench(), 'countries.lake.sql');
      const cell = codeCell(workbench(), 'country');
      await cell.waitFor();
      await pressRun(cell);
      grid = await frameWith(workbench().page, '[role=grid] [role=gridcell]');
      await grid.locator('.lakehouse-bar').getByText('Copy as…').click();
      await grid.locator('[data-copy=code]').click();
      await choice('Spark')
        .filter({ hasText: 'It may read this SQL of DuckDB otherwise' })
        .waitFor();
      await choice('awswrangler')
        .filter({ hasText: 'sample is not a connection to AWS' })
        .waitFor();
      await takePicture(workbench(), 'copy-code');
    });

    it('is copied, and said to be', async () => {
      await choice('PyIceberg').click();
      await grid
        .locator('[aria-live=polite].lakehouse-hidden', { hasText: 'Copied code for PyIceberg.' })
        .waitFor({ state: 'attached' });
      const code = await clipboard();
      assert.match(code, /StaticTable\.from_metadata\(".*\/silver\/customers\/metadata\//);
      assert.ok(
        code.includes('SELECT country, count(*) AS n FROM silver.customers GROUP BY country'),
      );
    });
  },
);

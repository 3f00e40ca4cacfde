import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { seriousFaults, setTheme, themes } from './support/axe.js';
import { codeCell, frameWith, pressRun } from './support/notebook.js';
import { describeInWorkbench, openFile, takePicture } from './support/workbench.js';

/** So many rows that a view of them is made ready before it is whole. */
const notebook = `-- %%
SELECT n AS id, ['Sencha', 'Assam', 'Earl Grey', '', NULL][1 + n % 5] AS tea,
  (n % 1000 / 4)::DECIMAL(10, 2) AS price, DATE '2020-01-01' + (n % 2000)::INTEGER AS day,
  {'id': n, 'steps': [9007199254740993, n]} AS nested
FROM range(30000) AS t(n)
`;

describeInWorkbench(
  'the grid of a result',
  ({ sample }) => sample,
  (workbench) => {
    let grid: Frame;
    const bar = (): Locator => grid.locator('.lakehouse-bar');
    const says = async (text: string): Promise<void> => {
      await grid.locator('[aria-live=polite].lakehouse-hidden', { hasText: text }).waitFor({
        state: 'attached',
      });
    };
    const clipboard = async (): Promise<string> =>
      String(await workbench().page.evaluate('navigator.clipboard.readText()'));
    const press = (key: string): Promise<void> => workbench().page.keyboard.press(key);

    it('counts all rows', async () => {
      writeFileSync(join(workbench().environment.sample, 'teas.lake.sql'), notebook);
      await openFile(workbench(), 'teas.lake.sql');
      const cell = codeCell(workbench(), 'Sencha');
      await cell.waitFor();
      await pressRun(cell);
      grid = await frameWith(workbench().page, '[role=grid] [role=gridcell]');
      await bar().filter({ hasText: '30,000 rows' }).waitFor();
      const attributes = ['aria-rowcount', 'aria-colcount', 'aria-label'];
      const found = attributes.map((name) => grid.locator('[role=grid]').getAttribute(name));
      assert.deepEqual(await Promise.all(found), ['30001', '5', 'Query result']);
    });

    it('searches all columns of all rows from the first key on', async () => {
      await grid.locator('[role=gridcell]').first().click();
      await press('/');
      await workbench().page.keyboard.type('earl');
      await bar().filter({ hasText: '6,000 of 30,000 rows' }).waitFor();
      await says('Searched for earl. 6,000 of 30,000 rows');
      await press('Escape');
      await bar()
        .filter({ hasText: /(?<!of )30,000 rows/ })
        .waitFor();
    });

    it('opens the panel of a column by keys, sorts, filters, and says a wrong value at its place', async () => {
      const { keyboard } = workbench().page;
      await grid.locator('[role=columnheader][col-id="2"]').focus();
      await press('Alt+ArrowDown');
      const panel = grid.locator('[role=dialog][aria-label="Column price"]');
      await panel.locator('select[data-part=sort]:focus').waitFor();
      await panel.locator('select[data-part=sort]').selectOption('desc');
      await grid.locator('[role=columnheader][col-id="2"][aria-sort=descending]').waitFor();
      await panel.locator('[data-part=from]').focus();
      await keyboard.type('cheap');
      await press('Tab');
      await panel.getByText('cheap is not a value of type DECIMAL(10,2).').waitFor();
      await bar()
        .filter({ hasText: /(?<!of )30,000 rows/ })
        .waitFor();
      await panel.locator('[data-part=from]').fill('200');
      await press('Tab');
      await bar().filter({ hasText: '6,000 of 30,000 rows' }).waitFor();
      await says('Sorted by price, descending. Filtered by price. 6,000 of 30,000 rows');
      await grid.locator('[role=columnheader][aria-label="price, filtered"]').waitFor();
    });

    it('tells what a column is like over the rows that are seen', async () => {
      const facts = grid.locator('[data-part=statistics] dl', { hasText: '249.75' });
      await facts.waitFor();
      const text = (await facts.innerText()).replaceAll(/\s+/g, ' ');
      assert.match(text, /Count 6,000 NULL 0 Distinct 200 Minimum 200.00 Maximum 249.75/);
      // The table of the bins, for those who hear it.
      const bins = grid.locator('[data-part=statistics] tbody tr');
      assert.equal(await bins.count(), 20);
      await takePicture(workbench(), 'grid-panel');
      for (const theme of themes.toReversed()) {
        await setTheme(workbench(), grid, theme);
        assert.deepEqual(await seriousFaults(grid, '.output_container'), [], theme.name);
      }
    });

    it('gives the focus back, and filters by the values that occur', async () => {
      await grid.locator('[data-part=sort]').focus();
      await press('Escape');
      await grid.locator('[role=columnheader][col-id="2"]:focus').waitFor();
      await grid.locator('[role=columnheader][col-id="1"] .lakehouse-column-button').click();
      const values = grid.locator('[role=dialog][aria-label="Column tea"] [data-part=values]');
      await values.locator('label', { hasText: 'NULL' }).locator('input').check();
      await bar().filter({ hasText: '1,200 of 30,000 rows' }).waitFor();
      await values.locator('label', { hasText: '(empty)' }).locator('input').check();
      await bar().filter({ hasText: '2,400 of 30,000 rows' }).waitFor();
      await press('Escape');
    });

    it('shows what rows are filtered by, and takes each away', async () => {
      const chips = grid.locator('.lakehouse-chip');
      await chips.filter({ hasText: /^tea: NULL, \(empty\)$/ }).waitFor();
      await setTheme(workbench(), grid, themes[0]);
      await takePicture(workbench(), 'grid-filtered');
      await chips.filter({ hasText: /^price ≥ 200$/ }).click();
      await bar().filter({ hasText: '12,000 of 30,000 rows' }).waitFor();
      await grid
        .locator('.lakehouse-chip[aria-label="Remove: tea: NULL, (empty)"]:focus')
        .waitFor();
      await press('Enter');
      await grid.locator('.lakehouse-search:focus').waitFor();
      assert.equal(await chips.count(), 0);
      await bar()
        .filter({ hasText: /(?<!of )30,000 rows/ })
        .waitFor();
    });

    it('sorts by several columns by keys, and says their places', async () => {
      const header = (column: number): Locator =>
        grid.locator(`[role=columnheader][col-id="${column}"]`);
      await header(1).focus();
      await press('Enter');
      await says('Sorted by tea, ascending. 30,000 rows');
      await header(2).focus();
      await press('Shift+Enter');
      await header(2).and(grid.locator('[aria-sort=ascending]')).waitFor();
      await press('Shift+Enter');
      await says('Sorted by tea, ascending. Sorted by price, descending. 30,000 rows');
      await grid.locator('[role=columnheader][aria-label="tea, sort key 1"]').waitFor();
      await grid
        .locator('[role=columnheader][aria-label="price, sort key 2"][aria-sort=descending]')
        .waitFor();
      await grid.locator('[row-index="0"] [col-id="2"]', { hasText: '249.50' }).waitFor();
      await header(2).locator('.ag-sort-order', { hasText: '2' }).waitFor();
      await takePicture(workbench(), 'grid-sorted');
      await header(1).focus();
      await press('Enter');
      await says('Sorted by tea, descending. 30,000 rows');
    });

    it('sums and copies the cells that are selected, by mouse and by keys', async () => {
      // The third press of the column that is sorted by: the rows come as they are.
      await grid.locator('[col-id="1"] .lakehouse-header-name').click();
      await grid.locator('[role=columnheader][col-id="1"][aria-sort=none]').waitFor();
      await grid.locator('[row-index="1"] [col-id="0"]', { hasText: /^1$/ }).waitFor();
      await grid.locator('[row-index="1"] [col-id="0"]').click();
      await grid.locator('[row-index="3"] [col-id="2"]').click({ modifiers: ['Shift'] });
      const summary = grid.locator('.lakehouse-summary');
      await summary.filter({ hasText: 'Count 9' }).waitFor();
      assert.equal(await grid.locator('[role=gridcell][aria-selected=true]').count(), 9);
      for (const theme of themes.toReversed()) {
        await setTheme(workbench(), grid, theme);
        assert.deepEqual(await seriousFaults(grid, '.output_container'), [], theme.name);
        await takePicture(workbench(), `grid-selected-${theme.body.replace('vscode-', '')}`);
      }
      await press('Control+C');
      await says('Copied. Values: 9');
      const lines = ['id\ttea\tprice', '1\tAssam\t0.25', '2\tEarl Grey\t0.50', '3\t\t0.75'];
      assert.equal(await clipboard(), `${lines.join('\n')}\n`);
      await grid.locator('[row-index="0"] [col-id="2"]').click();
      await grid.locator('[row-index="0"] [col-id="2"]:focus').waitFor();
      await press('Shift+ArrowDown');
      await summary.filter({ hasText: 'Sum 0.25' }).waitFor();
      await bar().getByText('Copy as…').click();
      await bar().locator('[data-copy=in]').click();
      await says('Copied. Values: 2');
      assert.equal(await clipboard(), 'IN (0.00, 0.25)');
      await grid.locator('[row-index="0"] [col-id="0"]').click();
      await grid.locator('[row-index="0"] [col-id="0"]:focus').waitFor();
      await press('Control+A');
      await summary.filter({ hasText: 'Count 144,000' }).waitFor();
    });

    it('shows a nested value as a tree, and gives the focus back', async () => {
      await grid.locator('[row-index="2"] [col-id="4"]').click();
      await press('Enter');
      const viewer = grid.locator('[role=dialog][aria-label="nested, row 3"]');
      const item = viewer.locator('[role=treeitem]');
      await item.first().focus();
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight']) await press(key);
      assert.equal(
        await viewer.locator('[role=treeitem]:focus').innerText(),
        '0: 9007199254740993',
      );
      await takePicture(workbench(), 'grid-cell');
      assert.deepEqual(await seriousFaults(grid, '.output_container'), []);
      for (const key of ['ArrowLeft', 'ArrowLeft']) await press(key);
      assert.equal(await item.count(), 3);
      await viewer.getByText('Copy Value').click();
      await says('Copied. Values: 1');
      assert.equal(await clipboard(), "{'id': 2, 'steps': [9007199254740993, 2]}");
      await press('Escape');
      await grid.locator('[role=gridcell][col-id="4"]:focus').waitFor();
    });
  },
);

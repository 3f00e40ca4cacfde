import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { seriousFaults, setTheme, themes } from './support/axe.js';
import { gridCell, openResult, says, withNotebooks } from './support/grid.js';
import { describeInWorkbench, takePicture } from './support/workbench.js';

const wide = Array.from({ length: 2000 }, (_, n) => `n + ${n} AS column_${n}`);

const notebooks = {
  wide: `SELECT ${wide.join(', ')} FROM range(1000) AS t(n)`,
  big: `SELECT repeat('tea ', 25000000) AS big, 1 AS n`,
  none: `SELECT 1 AS id, 'Sencha' AS tea WHERE false`,
  nulls: 'SELECT NULL::INTEGER AS n, NULL::VARCHAR AS t, id FROM range(50) AS r(id)',
  same: `SELECT 1 AS a, 'x' AS a, 2 AS "A", 3 AS " "`,
};

describeInWorkbench('the grid of an unusual result', withNotebooks(notebooks), (workbench) => {
  const press = (key: string): Promise<void> => workbench().page.keyboard.press(key);
  const counts = (grid: Frame, text: RegExp): Promise<void> =>
    grid.locator('.lakehouse-count', { hasText: text }).waitFor();

  it('draws of 2,000 columns those that are seen, and leads to the last', async () => {
    const grid = await openResult(workbench(), 'wide');
    await gridCell(grid, 0, 0).click();
    assert.equal(await grid.locator('[role=grid]').getAttribute('aria-colcount'), '2000');
    assert.ok((await grid.locator('[role=columnheader]').count()) < 60);
    await press('End');
    await gridCell(grid, 0, 1999).and(grid.locator(':focus')).waitFor();
    await gridCell(grid, 0, 1999)
      .filter({ hasText: /^1999$/ })
      .waitFor();
    await showsLast(grid, 1999);
    await press('Control+End');
    await gridCell(grid, 999, 1999)
      .filter({ hasText: /^2998$/ })
      .waitFor();
    await takePicture(workbench(), 'grid-wide');
  });

  /** That nothing of a cell of the last column is behind a border or a scroll bar. */
  async function showsLast(grid: Frame, column: number): Promise<void> {
    const hidden: unknown = await grid.evaluate(
      `(() => {
        const cell = document.querySelector('[role=gridcell][col-id="${column}"]');
        const place = cell.closest('.ag-grid-viewport');
        const end = place.getBoundingClientRect().left + place.clientLeft + place.clientWidth;
        return Math.round(cell.getBoundingClientRect().right - end);
      })()`,
    );
    assert.ok(Number(hidden) <= 1, `${String(hidden)} pixels are hidden`);
  }

  it('shows of a value of 100 MB what a page can, and says where the rest is', async () => {
    const grid = await openResult(workbench(), 'big');
    const cell = gridCell(grid, 0, 0);
    await cell.filter({ hasText: 'cut, whole in exports' }).click();
    assert.ok(((await cell.textContent())?.length ?? 0) < 2100);
    await press('Enter');
    await grid.getByText('Exports to CSV, JSON and Parquet write the whole value').waitFor();
    const text = grid.locator('.lakehouse-value-body pre');
    assert.equal((await text.textContent())?.length, 1_000_000);
    await takePicture(workbench(), 'grid-big');
    await grid.getByText('Copy Value').click();
    await grid.getByRole('alert').filter({ hasText: 'takes 50,000,000 characters' }).waitFor();
    await press('Escape');
    await cell.and(grid.locator(':focus')).waitFor();
    await press('ArrowRight');
    await gridCell(grid, 0, 1).and(grid.locator(':focus')).waitFor();
  });

  it('shows the columns of a result without rows, and says that there are none', async () => {
    const grid = await openResult(workbench(), 'none');
    await counts(grid, /^0 rows$/);
    await grid.locator('.lakehouse-none', { hasText: 'No rows' }).waitFor();
    assert.equal(await grid.locator('[role=grid]').getAttribute('aria-rowcount'), '1');
    assert.equal(await grid.locator('[role=gridcell]').count(), 0);
    await grid.locator('[role=columnheader][col-id="1"]').focus();
    await press('Enter');
    await says(grid, 'Sorted by tea, ascending. 0 rows');
    await press('Alt+ArrowDown');
    await grid.locator('[data-part=statistics] dl', { hasText: 'Count' }).waitFor();
    await press('Escape');
    for (const theme of themes.toReversed()) {
      await setTheme(workbench(), grid, theme);
      assert.deepEqual(await seriousFaults(grid, '.output_container'), [], theme.name);
      await takePicture(workbench(), `grid-none-${theme.body.replace('vscode-', '')}`);
    }
  });

  it('tells what a column is like that holds only NULLs, and sorts by it', async () => {
    const grid = await openResult(workbench(), 'nulls');
    await gridCell(grid, 0, 0)
      .filter({ hasText: /^NULL$/ })
      .waitFor();
    for (const column of [0, 1]) {
      await grid.locator(`[role=columnheader][col-id="${column}"]`).focus();
      await press('Shift+Enter');
      await press('Alt+ArrowDown');
      const facts = grid.locator('[data-part=statistics] dl');
      await facts.waitFor();
      assert.match(
        (await facts.innerText()).replaceAll(/\s+/g, ' '),
        /Count 50 NULL 50 Distinct 0/,
      );
      assert.deepEqual(await seriousFaults(grid, '.output_container'), []);
      await press('Escape');
    }
    await says(grid, 'Sorted by n, ascending. Sorted by t, ascending. 50 rows');
    await gridCell(grid, 0, 2).click();
    await press('Control+End');
    await gridCell(grid, 49, 2).and(grid.locator(':focus')).waitFor();
  });

  it('tells columns of the same name apart', async () => {
    const grid = await openResult(workbench(), 'same');
    const names = grid.locator('.lakehouse-header-name');
    await names.nth(3).waitFor();
    assert.deepEqual(await names.allTextContents(), ['a', 'a', 'A', '␣']);
    await grid.locator('[role=columnheader][col-id="1"]').focus();
    await press('Alt+ArrowDown');
    await grid.locator('[role=dialog] .lakehouse-type', { hasText: 'VARCHAR' }).waitFor();
    await grid.locator('[data-part=contains]').fill('x');
    await counts(grid, /^1 of 1 rows$/);
    await grid.locator('[role=columnheader][col-id="1"][aria-label*=filtered]').waitFor();
    assert.equal(await grid.locator('[role=columnheader][aria-label*=filtered]').count(), 1);
  });
});

import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { seriousFaults, setTheme, themes } from './support/axe.js';
import { duckDbProcesses, endDuckDbAgainAndAgain, profileOf } from './support/duckDbProcess.js';
import { EmptyWindows } from './support/emptyWindows.js';
import { gridCell, openResult, withNotebooks } from './support/grid.js';
import { codeCells, pressRun } from './support/notebook.js';
import { describeInWorkbench, takePicture } from './support/workbench.js';

const notebooks = {
  large: 'SELECT n, hash(n) AS h FROM range(6000000) AS t(n)',
  killed: 'SELECT n, n + 1 AS next FROM range(100000) AS t(n)',
};

describeInWorkbench(
  'the grid of a result that can not be read, or not at once',
  withNotebooks(notebooks),
  (workbench) => {
    let grid: Frame;
    const press = (key: string): Promise<void> => workbench().page.keyboard.press(key);
    const alert = (): Locator => grid.locator('.lakehouse-failure [role=alert]');
    const focused = (row: number, column: number): Locator =>
      gridCell(grid, row, column).and(grid.locator(':focus'));

    it('shows how far a sorted copy is, and goes back when it is cancelled', async () => {
      grid = await openResult(workbench(), 'large');
      await grid.locator('.lakehouse-count', { hasText: '6,000,000 rows' }).waitFor();
      const header = grid.locator('[role=columnheader][col-id="1"]');
      await header.focus();
      await press('Enter');
      const progress = grid.getByRole('progressbar', { name: 'Preparing the rows' });
      await progress.waitFor();
      await takePicture(workbench(), 'grid-preparing');
      await grid.locator('.lakehouse-preparing').getByText('Cancel').click();
      await grid.locator('.lakehouse-search:focus').waitFor();
      await progress.waitFor({ state: 'hidden' });
      await gridCell(grid, 1, 0).filter({ hasText: /^1$/ }).waitFor();
      assert.equal(await header.getAttribute('aria-sort'), 'none');
      await header.focus();
      await press('Enter');
      await progress.waitFor();
      await progress.waitFor({ state: 'hidden' });
      await gridCell(grid, 0, 1).click();
      await press('Control+End');
      await focused(5_999_999, 1)
        .filter({ hasText: /^1844674\d{13}$/ })
        .waitFor();
    });

    it('has rows that were asked for when DuckDB was killed, without a message', async () => {
      grid = await openResult(workbench(), 'killed');
      await gridCell(grid, 3, 0).click();
      const processes = duckDbProcesses(profileOf(workbench()));
      for (const pid of processes) process.kill(pid, 'SIGSTOP');
      // What it scrolls to is asked for, and not answered.
      await press('Control+End');
      await focused(99_999, 1).filter({ hasText: 'Loading…' }).waitFor();
      for (const pid of processes) process.kill(pid, 'SIGKILL');
      await focused(99_999, 1)
        .filter({ hasText: /^100000$/ })
        .waitFor();
      assert.equal(await alert().isVisible(), false);
    });

    it('says once that DuckDB ends again and again, keeps what it shows, and asks when told to', async () => {
      const profile = profileOf(workbench());
      const windows = await EmptyWindows.of(grid);
      const processes = duckDbProcesses(profile);
      for (const pid of processes) process.kill(pid, 'SIGSTOP');
      await windows.scroll(0.5, 1);
      const middle = gridCell(grid, 50_000, 1);
      await middle.filter({ hasText: 'Loading…' }).waitFor();
      const ends = endDuckDbAgainAndAgain(profile);
      await alert().filter({ hasText: 'DuckDB' }).waitFor();
      await ends.stop();
      assert.equal(await alert().count(), 1);
      await windows.scroll(0, 1);
      await windows.filled();
      for (const theme of themes.toReversed()) {
        await setTheme(workbench(), grid, theme);
        assert.deepEqual(await seriousFaults(grid, '.output_container'), [], theme.name);
        await takePicture(workbench(), `grid-failed-${theme.body.replace('vscode-', '')}`);
      }
      await windows.scroll(0.5, 1);
      await middle.waitFor();
      await grid.getByText('Retry').click();
      await middle.filter({ hasText: /^50001$/ }).waitFor();
      await windows.filled();
      assert.equal(await alert().isVisible(), false);
    });

    it('says that a result is gone whose store was deleted, and shows that of the next run', async () => {
      const profile = profileOf(workbench());
      const stored = readdirSync(profile, { recursive: true, encoding: 'utf8' }).filter((file) =>
        /results.[\w.-]+\.(duckdb|json)$/.test(file),
      );
      assert.ok(stored.length > 0, 'results are in the store');
      for (const file of stored) rmSync(join(profile, file), { force: true });
      await grid.locator('[role=columnheader][col-id="1"]').focus();
      await press('Enter');
      await alert().filter({ hasText: 'This result is gone. Run the cell again.' }).waitFor();
      assert.equal(await alert().count(), 1);
      await pressRun(codeCells(workbench()).first());
      await alert().waitFor({ state: 'detached' });
      await grid.locator('[role=columnheader][col-id="1"]').focus();
      await press('Enter');
      await grid.locator('[role=columnheader][col-id="1"][aria-sort=ascending]').waitFor();
      await gridCell(grid, 1, 0).filter({ hasText: /^1$/ }).waitFor();
      assert.equal(await alert().isVisible(), false);
    });
  },
);

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { DuckDbClient } from '../../src/duckdb/duckDbClient.js';
import { quoteText } from '../../src/util/quote.js';
import { seriousFaults, setTheme, themes } from './support/axe.js';
import { processorTime, profileOf } from './support/duckDbProcess.js';
import { codeCell, frameWith, pressRun, revealCell } from './support/notebook.js';
import { confirmPath, describeInWorkbench, openFile, takePicture } from './support/workbench.js';

const duckdbEntry = new URL('../../src/processes/duckdbProcess.ts', import.meta.url);

describeInWorkbench(
  'a SQL notebook on the sample lakehouse',
  ({ sample }) => sample,
  (workbench) => {
    const { signal } = new AbortController();
    const temp = mkdtempSync(join(tmpdir(), 'lakehouse-e2e-'));
    const duckdb = new DuckDbClient(duckdbEntry, { tempDirectory: temp });
    let grid: Frame;
    let count = 0;

    after(() => {
      duckdb.dispose();
      rmSync(temp, { recursive: true, force: true });
    });

    it('shows the rows of a query in a grid', async () => {
      await openFile(workbench(), 'welcome.lake.sql');
      await pressRun(await revealCell(workbench(), /daily_revenue/));
      grid = await frameWith(workbench().page, '[role=grid] [role=gridcell]');
      assert.ok((await grid.locator('[role=grid] [role=row]').count()) > 2);
      assert.equal(
        await grid.locator('[role=grid]').first().getAttribute('aria-label'),
        'Query result',
      );
      count = Number(/\d+/.exec(await grid.locator('.lakehouse-bar').first().innerText())?.[0]);
      assert.ok(count > 2);
    });

    for (const theme of themes) {
      it(`can be seen and heard by everybody in ${theme.name}`, async () => {
        await setTheme(workbench(), grid, theme);
        assert.deepEqual(await seriousFaults(grid, '.output_container'), []);
        await takePicture(workbench(), `query-${theme.body.replace('vscode-', '')}`);
      });
    }

    it('moves in the grid by keys and sorts by its header', async () => {
      await setTheme(workbench(), grid, themes[0]);
      await grid.locator('[role=gridcell]').first().click();
      await workbench().page.keyboard.press('ArrowDown');
      await workbench().page.keyboard.press('ArrowRight');
      await grid.locator('[role=gridcell]:focus').waitFor();
      const header = grid.locator('[role=columnheader] .lakehouse-header-name').first();
      await header.click();
      await grid.locator('[role=columnheader][aria-sort=ascending]').waitFor();
      await header.click();
      await grid.locator('[role=columnheader][aria-sort=descending]').waitFor();
    });

    const exportAs = async (format: string): Promise<string> => {
      const { page, environment } = workbench();
      const file = join(environment.sample, `typed-${format}.${format}`);
      const bar = grid.locator('.lakehouse-bar').first();
      await bar.getByText('Export…').click();
      await bar.locator(`button[data-format=${format}]`).click();
      // The dialog writes its own path when it has read the folder.
      const input = page.locator('.quick-input-widget .quick-input-filter input');
      while (!(await input.inputValue()).endsWith(`.${format}`)) await page.waitForTimeout(50);
      await confirmPath(workbench(), file);
      const said = page.locator('.notification-toast', { hasText: `typed-${format}.${format}` });
      await said.filter({ hasText: 'Exported' }).first().waitFor();
      return file;
    };
    let exported: readonly (readonly (string | null)[])[] = [];

    for (const [format, reader] of [
      ['csv', 'read_csv'],
      ['parquet', 'read_parquet'],
    ] as const) {
      it(`exports all rows, sorted as they are seen, to the path that was typed, as ${format}`, async () => {
        const file = await exportAs(format);
        const { columns, rows } = await duckdb.rows(`FROM ${reader}(${quoteText(file)})`, signal);
        assert.deepEqual(
          columns.map(({ name }) => name),
          ['day', 'orders', 'revenue'],
        );
        assert.equal(rows.length, count);
        const days = rows.map(([day]) => day ?? '');
        assert.deepEqual(days, days.toSorted().reverse());
        exported = rows;
      });
    }

    it('exports the rows that a search leaves, by keys alone', async () => {
      const { keyboard } = workbench().page;
      const text = exported[0]?.[0]?.slice(-3) ?? '';
      const expected = exported.filter((row) => row.some((value) => value?.includes(text)));
      assert.ok(expected.length > 0 && expected.length < count);
      const bar = grid.locator('.lakehouse-bar').first();
      await bar.locator('.lakehouse-search').fill(text);
      await bar.filter({ hasText: `${expected.length} of ${count} rows` }).waitFor();
      await bar.getByText('Export…').focus();
      await keyboard.press('Enter');
      await bar.locator('button[data-format=csv]:focus').waitFor();
      await takePicture(workbench(), 'export-menu');
      await keyboard.press('Escape');
      await bar.locator('button[aria-expanded=false]:focus').waitFor();
      const file = await exportAs('jsonl');
      const found = await duckdb.rows(`SELECT day FROM read_json(${quoteText(file)})`, signal);
      assert.deepEqual(
        found.rows,
        expected.map(([day]) => [day]),
      );
      await grid.locator('[data-clear=all]').first().click();
    });

    it('stops a query, in DuckDB too', async () => {
      const { page } = workbench();
      const profile = profileOf(workbench());
      const cell = await revealCell(workbench(), 'range(10000000)');
      const before = processorTime(profile);
      await pressRun(cell);
      const stop = cell.locator('.run-button-container .action-label[aria-label*="Stop"]').first();
      await stop.waitFor();
      while (processorTime(profile) < before + 50) await page.waitForTimeout(100);
      await stop.click();
      const state = codeCell(workbench(), 'range(10000000)').locator('.cell-statusbar-container');
      await state.filter({ hasText: 'Cancelled' }).waitFor();
      // A query that runs on takes all the time there is.
      for (let last = -1; processorTime(profile) > last + 10;) {
        last = processorTime(profile);
        await page.waitForTimeout(1000);
      }
    });
  },
);

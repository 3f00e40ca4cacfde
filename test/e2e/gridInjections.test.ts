import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { visibleText } from '../../src/notebooks/renderer/texts.js';
import { quoteName, quoteText } from '../../src/util/quote.js';
import { injections } from '../support/injections.js';
import { clipboardText, gridCell, openResult, says, withNotebooks } from './support/grid.js';
import { describeInWorkbench, takePicture } from './support/workbench.js';

const shown = injections.map(visibleText);

const names = injections.map((text, n) => `${n} AS ${quoteName(text)}`);
const values = injections.map((text, n) => `(${n}, ${quoteText(text)})`);

const notebooks = {
  names: `SELECT ${names.join(', ')}`,
  values: `SELECT text FROM (VALUES ${values.join(', ')}) AS t(n, text) ORDER BY n`,
};

describeInWorkbench(
  'a result full of texts that would act elsewhere',
  withNotebooks(notebooks),
  (workbench) => {
    const asked: string[] = [];
    const press = (key: string): Promise<void> => workbench().page.keyboard.press(key);

    before(() => {
      workbench().page.on('request', (request) => asked.push(request.url()));
    });

    afterEach('nothing has acted', async () => {
      for (const frame of workbench().page.frames()) {
        const traces: unknown = await frame.evaluate(
          `[String(window.canary), ...[...document.querySelectorAll(
            '#canary, [name=canary], [data-canary], [src*="canary.invalid"], [href*="canary.invalid"]'
          )].map(({ outerHTML }) => outerHTML)]`,
        );
        assert.deepEqual(traces, ['undefined'], frame.url());
      }
      assert.deepEqual(
        asked.filter((url) => new URL(url).hostname === 'canary.invalid'),
        [],
      );
    });

    it('shows each of 50 as the name of a column, in its header, title and panel', async () => {
      const grid = await openResult(workbench(), 'names');
      const header = (column: number) => grid.locator(`[role=columnheader][col-id="${column}"]`);
      await header(0).focus();
      for (const [column, name] of shown.entries()) {
        await header(column).and(grid.locator(':focus')).waitFor();
        assert.equal(await header(column).locator('.lakehouse-header-name').textContent(), name);
        assert.equal(await header(column).getAttribute('aria-label'), name);
        assert.equal(await header(column).getAttribute('title'), `${name}\nINTEGER`);
        if (column % 10 === 0) {
          await press('Alt+ArrowDown');
          await grid.locator('[role=dialog] strong').first().waitFor();
          const title = grid.locator('[role=dialog] .lakehouse-panel-title strong');
          assert.equal(await title.textContent(), `Column ${name}`);
          await grid.locator('[data-part=statistics] dl').waitFor();
          await press('Escape');
          await header(column).and(grid.locator(':focus')).waitFor();
        }
        await press('ArrowRight');
      }
      await takePicture(workbench(), 'grid-hostile-names');
    });

    it('shows each of 50 as a value, in its cell and whole, copies and filters by it', async () => {
      const grid = await openResult(workbench(), 'values');
      await gridCell(grid, 0, 0).click();
      for (const [row, text] of shown.entries()) {
        const cell = gridCell(grid, row, 0);
        await cell.and(grid.locator(':focus')).waitFor();
        assert.equal(await cell.textContent(), text);
        if (row % 5 === 0) await showsWhole(grid, row);
        await press('ArrowDown');
      }
      const last = gridCell(grid, injections.length - 1, 0);
      await last.click();
      await last.and(grid.locator(':focus')).waitFor();
      await press('Control+A');
      await grid.locator('.lakehouse-summary', { hasText: 'Count 50' }).waitFor();
      await takePicture(workbench(), 'grid-hostile-values');
      await grid.getByText('Copy as…').click();
      await grid.locator('[data-copy=json]').click();
      await says(grid, 'Copied. Values: 50');
      const copied: unknown = JSON.parse(await clipboardText(workbench().page));
      assert.deepEqual(
        copied,
        injections.map((text) => ({ text })),
      );
    });

    it('shows them in the panel of their column, and as a filter', async () => {
      const grid = workbench()
        .page.frames()
        .find((frame) => frame.url().includes('fake.html'));
      assert.ok(grid !== undefined);
      await grid.locator('[role=columnheader][col-id="0"] .lakehouse-column-button').click();
      const offered = grid.locator('[data-part=values] .lakehouse-value');
      await offered.first().waitFor();
      for (const value of await offered.allTextContents()) assert.ok(shown.includes(value), value);
      for (const text of [injections[0], injections[3], '\u202e']) {
        assert.ok(text !== undefined);
        await grid.locator('[data-part=contains]').fill(text);
        const chip = `text contains ${visibleText(text)}`;
        await grid.locator(`.lakehouse-chip[title=${JSON.stringify(chip)}]`).waitFor();
      }
      await grid.locator('.lakehouse-count', { hasText: '1 of 50 rows' }).waitFor();
    });

    /** Opens the cell that has the focus, and closes it again. */
    async function showsWhole(grid: Frame, row: number): Promise<void> {
      await press('Enter');
      const text = grid.locator('.lakehouse-value-body pre').first();
      await text.waitFor();
      const whole = shown[row]?.replaceAll('↵', '\n').replaceAll('␉', '\t');
      assert.equal(await text.textContent(), whole);
      await press('Escape');
      await gridCell(grid, row, 0).and(grid.locator(':focus')).waitFor();
    }
  },
);

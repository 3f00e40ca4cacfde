import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { seriousFaults, setTheme, themes } from './support/axe.js';
import { codeCell, frameWith, pressRun } from './support/notebook.js';
import { describeInWorkbench, openFile, takePicture } from './support/workbench.js';

const notebook = `-- %% other=kept
SELECT ['Sencha', 'Assam', 'Earl Grey', '', NULL][1 + n % 5] AS tea,
  DATE '2020-01-01' + (n % 2000)::INTEGER AS "the day", (n % 1000 / 4 + n % 5 * 40)::DECIMAL(10, 2) AS price
FROM range(30000) AS t(n)
`;

describeInWorkbench(
  'the chart of a result',
  ({ sample }) => sample,
  (workbench) => {
    let frame: Frame;
    const file = (): string => join(workbench().environment.sample, 'chart.lake.sql');
    const chart = (): Locator => frame.locator('.lakehouse-chart');
    const field = (name: string): Locator => chart().locator(`[data-field="${name}"]`);
    const drawn = (caption: string): Promise<void> =>
      chart().locator('.lakehouse-chart-caption', { hasText: caption }).waitFor();
    const press = (key: string): Promise<void> => workbench().page.keyboard.press(key);
    const open = async (): Promise<Locator> => {
      await openFile(workbench(), 'chart.lake.sql');
      const cell = codeCell(workbench(), 'Sencha');
      await cell.waitFor();
      return cell;
    };

    it('is chosen by the types, and opened by keys', async () => {
      writeFileSync(file(), notebook);
      await pressRun(await open());
      frame = await frameWith(workbench().page, '[role=grid] [role=gridcell]');
      await frame.locator('[data-tab=table]').focus();
      await press('ArrowRight');
      await frame.locator('[data-tab=chart][aria-selected=true]:focus').waitFor();
      await drawn('Of 30,000 rows.');
      assert.equal(await field('kind').inputValue(), 'line');
      const svg = chart().locator('[role=graphics-document]');
      assert.equal(await svg.getAttribute('role'), 'graphics-document');
      assert.equal(await svg.getAttribute('aria-label'), 'Sum (price) by the day');
      assert.equal(await frame.locator('[role=grid]').isVisible(), false);
      await takePicture(workbench(), 'chart-line');
    });

    it('is edited: other columns, another aggregate, a title', async () => {
      await field('kind').selectOption('Bar');
      await field('x').selectOption('tea');
      await field('aggregate').selectOption('Average');
      await field('title').fill('Prices');
      await press('Tab');
      await chart().locator('.lakehouse-chart-title', { hasText: 'Prices' }).waitFor();
      await chart().locator('svg [aria-roledescription=bar]').nth(4).waitFor();
      await chart().locator('summary').click();
      const rows = chart().locator('tbody tr');
      assert.deepEqual(await rows.allInnerTexts(), [
        'NULL\t285.375',
        '(empty)\t245.125',
        'Earl Grey\t204.875',
        'Assam\t164.625',
        'Sencha\t124.375',
      ]);
      await takePicture(workbench(), 'chart-bar');
      await chart().locator('summary').click();
    });

    it('is read by keys, each point exactly', async () => {
      await chart().locator('.lakehouse-chart-place').focus();
      await press('ArrowRight');
      await press('ArrowRight');
      const tip = chart().locator('.lakehouse-chart-tip');
      assert.equal(await tip.innerText(), '(empty)\n245.125');
      const spoken = await chart().locator('.lakehouse-chart-place [aria-live]').textContent();
      assert.equal(spoken, await tip.innerText());
    });

    it('is of the rows that are seen', async () => {
      await frame.locator('.lakehouse-search').fill('earl');
      await drawn('Of 6,000 rows.');
      assert.equal(await chart().locator('svg [aria-roledescription=bar]').count(), 1);
      await frame.locator('.lakehouse-search').fill('');
      await drawn('Of 30,000 rows.');
    });

    it('has the colours of each theme, and series that are told apart', async () => {
      await field('kind').selectOption('Line');
      await field('x').selectOption('the day');
      await field('unit').selectOption('Year');
      await field('series').selectOption('tea');
      await chart().locator('svg .role-legend').waitFor();
      for (const theme of themes.toReversed()) {
        await setTheme(workbench(), frame, theme);
        const isDrawn = `(() => {
          const read = (name) => getComputedStyle(document.body).getPropertyValue(name).trim();
          const lines = document.querySelectorAll('.lakehouse-chart svg .mark-line path');
          return lines.length > 1 && lines[0].getAttribute('stroke') === read('--vscode-charts-blue');
        })()`;
        await frame.waitForFunction(isDrawn);
        assert.deepEqual(await seriousFaults(frame, '.output_container'), [], theme.name);
        await takePicture(workbench(), `chart-${theme.body}`);
      }
    });

    it('is saved in the options of its cell, and nothing else is changed', async () => {
      await chart().locator('[data-chart=save]').click();
      await chart().getByText('The chart is saved in the options of the cell.').waitFor();
      await press('Control+S');
      const option = "line x='the day' y=price series=tea aggregate=avg unit=year title=Prices";
      const expected = notebook.replace('other=kept', `other=kept chart="${option}"`);
      await workbench().page.locator('.tab.active:not(.dirty)').waitFor();
      assert.equal(readFileSync(file(), 'utf8'), expected);
    });

    it('is there again after a reload', async () => {
      await workbench().page.reload();
      frame = await frameWith(workbench().page, '.lakehouse-chart svg .role-legend');
      assert.equal(await field('aggregate').inputValue(), 'avg');
    });

    it('says what is wrong with an option, and keeps it', async () => {
      const wrong = notebook
        .replace('other=kept', 'chart="pie x=tea"')
        .replace('Sencha', 'Gunpowder');
      writeFileSync(join(workbench().environment.sample, 'pie.lake.sql'), wrong);
      await openFile(workbench(), 'pie.lake.sql');
      const cell = codeCell(workbench(), 'Gunpowder');
      await cell.waitFor();
      await pressRun(cell);
      frame = await frameWith(workbench().page, '.lakehouse-chart-message:not(:empty)');
      await frame.getByText('not with "pie"').waitFor();
    });
  },
);

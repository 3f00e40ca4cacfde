import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { seriousFaults, setTheme, themes } from './support/axe.js';
import { codeCell, frameWith, pressRun, revealCell } from './support/notebook.js';
import {
  describeInWorkbench,
  openFile,
  pick,
  runCommand,
  takePicture,
} from './support/workbench.js';

/** Of the 1,000 orders before, 5 are missing after; 3 are new, and each hundredth has another price. */
const notebook = `-- %% name=after
SELECT n AS order_id, CASE WHEN n = 7 THEN NULL ELSE ['Sencha', 'Assam', 'Earl Grey'][1 + n % 3] END AS tea, 3 AS pieces,
  (n % 100 / 4)::DOUBLE + CASE WHEN n % 100 = 7 THEN 0.5 ELSE 0 END AS price
FROM range(5, 1003) AS t(n)

-- %% name=before
SELECT n AS order_id, ['Sencha', 'Assam', 'Earl Grey'][1 + n % 3] AS tea, 3 AS pieces,
  (n % 100 / 4)::DECIMAL(10, 2) AS price, 'web' AS channel
FROM range(1000) AS t(n)

-- %% name=same
SELECT n AS order_id, 3 AS pieces FROM range(1000) AS t(n)
`;

describeInWorkbench(
  'two results side by side',
  ({ sample }) => sample,
  (workbench) => {
    let page: Frame;
    const refused: string[] = [];
    const kind = (name: string): Locator => page.locator(`[data-kind=${name}]`);
    const press = (key: string): Promise<void> => workbench().page.keyboard.press(key);
    const bar = (): Locator => page.locator('.lakehouse-bar');
    const quickInput = (): Locator => workbench().page.locator('.quick-input-widget');
    const pickRow = (text: string): Locator =>
      quickInput().locator('.quick-input-list .monaco-list-row', { hasText: text });

    it('are chosen from the grid of one, with a key that is proposed', async () => {
      writeFileSync(join(workbench().environment.sample, 'compared.lake.sql'), notebook);
      workbench().page.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) refused.push(message.text());
      });
      await openFile(workbench(), 'compared.lake.sql');
      await codeCell(workbench(), 'DOUBLE').waitFor();
      for (const text of ['DOUBLE', 'channel', 'SELECT n AS order_id, 3']) {
        const cell = await revealCell(workbench(), text);
        await pressRun(cell);
        await cell.locator('.cell-status-left', { hasText: 'rows' }).waitFor();
      }
      const outputs = await frameWith(workbench().page, '[role=columnheader][aria-label=channel]');
      const grid = outputs.locator('.output_container', {
        has: outputs.locator('[role=columnheader][aria-label=channel]'),
      });
      await grid.locator('[data-compare]').click();
      await pick(workbench().page, 'after', 'after');
      await quickInput().locator('input[placeholder^="Key columns"]').waitFor();
      await pickRow('order_id').getByText('No value occurs twice').waitFor();
      await quickInput().getByText('Columns only left: channel').first().waitFor();
      await takePicture(workbench(), 'compare-key');
      await press('Enter');
      page = await frameWith(workbench().page, '.lakehouse-comparison [data-kind]');
      assert.equal(await page.locator('h1').innerText(), 'before ↔ after');
      await kind('all').getByText('All differences: 18').waitFor();
      const texts = await page.locator('[data-kind]').allInnerTexts();
      assert.deepEqual(texts, [
        'All differences: 18',
        'Changed: 10',
        'Only left: 5',
        'Only right: 3',
      ]);
      const facts = await page.locator('.lakehouse-comparison p').allInnerTexts();
      assert.deepEqual(facts.slice(2), [
        'Rows belong together by order_id.',
        'Same: 985 rows',
        'Changed columns: price (10), tea (1)',
        'Columns only left: channel',
        'Columns of two types: price (DECIMAL(10,2) ↔ DOUBLE)',
      ]);
    });

    it('show both values of what changed, and say it', async () => {
      const changed = page.locator('[role=gridcell].lakehouse-changed');
      await changed.first().waitFor();
      const texts = await changed.allInnerTexts();
      assert.ok(
        texts.some((text) => text.includes('changed from 1.75 to 2.25')),
        texts.join(' '),
      );
      assert.ok(
        texts.some((text) => text.includes('changed from Assam to NULL')),
        texts.join(' '),
      );
      const absent = page.locator('[row-index="0"] [role=gridcell].lakehouse-absent');
      assert.deepEqual(new Set(await absent.allInnerTexts()), new Set(['—\nno such row']));
      await page.locator('.ag-header-group-cell', { hasText: 'price' }).waitFor();
      for (const theme of themes.toReversed()) {
        await setTheme(workbench(), page, theme);
        assert.deepEqual(await seriousFaults(page, 'body'), [], theme.name);
        await takePicture(workbench(), `compare-${theme.body}`);
      }
    });

    it('are filtered by kind by keys, and hide what is the same', async () => {
      await kind('changed').focus();
      await press('Enter');
      await bar().filter({ hasText: '10 of 18 rows' }).waitFor();
      assert.equal(await kind('changed').getAttribute('aria-pressed'), 'true');
      assert.equal(await kind('all').getAttribute('aria-pressed'), 'false');
      assert.equal(await page.locator('.lakehouse-absent').count(), 0);
      await page.getByLabel('Hide unchanged columns').focus();
      await press('Space');
      await page
        .locator('[role=columnheader][aria-label="pieces (left)"]')
        .waitFor({ state: 'detached' });
      assert.equal(await page.locator('[role=columnheader][aria-label="tea (left)"]').count(), 1);
      await takePicture(workbench(), 'compare-changed');
      await page.locator('[data-clear=all]').click();
      await page.locator('.lakehouse-count', { hasText: /^18 rows$/ }).waitFor();
      assert.equal(await kind('all').getAttribute('aria-pressed'), 'true');
    });

    it('are sorted and copied as any result', async () => {
      await page.locator('[role=columnheader][col-id="2"]').focus();
      await press('Enter');
      await press('Enter');
      await page.locator('[row-index="0"] [col-id="2"]', { hasText: '1002' }).waitFor();
      await page.locator('[row-index="0"] [col-id="2"]').click();
      await press('Control+C');
      await page
        .locator('[aria-live=polite]', { hasText: 'Copied. Values: 1' })
        .waitFor({ state: 'attached' });
      assert.equal(await workbench().page.evaluate('navigator.clipboard.readText()'), '1002\n');
      assert.deepEqual(refused, []);
    });

    it('say that nothing differs, by whole rows, from the palette', async () => {
      await runCommand(workbench(), 'View: Close Editor');
      await codeCell(workbench(), 'channel').waitFor();
      await codeCell(workbench(), 'channel').locator('.monaco-editor').first().click();
      await runCommand(workbench(), 'Lakehouse: Compare Results…');
      await pick(workbench().page, 'same', 'same');
      await quickInput().locator('input[placeholder^="Key columns"]').waitFor();
      await pickRow('order_id').getByText('No value occurs twice').waitFor();
      await pickRow('order_id').click();
      await press('Enter');
      page = await frameWith(workbench().page, '.lakehouse-comparison h1');
      await page
        .getByText('Both have the same 1,000 rows, in the columns that both have.')
        .waitFor();
      assert.equal(await page.locator('[role=grid]').count(), 0);
      await takePicture(workbench(), 'compare-same');
    });
  },
);

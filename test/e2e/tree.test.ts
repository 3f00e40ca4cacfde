import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accept } from './support/form.js';
import { findByComment, revealFound } from './support/findTable.js';
import { codeCell, frameWith, pressRun } from './support/notebook.js';
import { chooseInMenu, expandPath, menuOf, pressRowAction, treeRow } from './support/tree.js';
import {
  describeInWorkbench,
  openFile,
  openLakehouseView,
  runCommand,
  takePicture,
  widenSideBar,
} from './support/workbench.js';

const hostile = '<img src=x onerror=alert(1)>';

describeInWorkbench(
  'the catalog tree of the sample',
  ({ sample }) => sample,
  (workbench) => {
    before(() => {
      const folder = join(workbench().environment.sample, 'lakehouse', 'bronze', hostile);
      mkdirSync(folder);
      writeFileSync(join(folder, 'rows.csv'), 'a,b\n1,2\n');
    });

    it('shows the connection with its three zones', async () => {
      await openLakehouseView(workbench());
      await expandPath(workbench(), 'sample');
      for (const zone of ['bronze', 'silver', 'gold']) {
        await treeRow(workbench(), zone).first().waitFor();
      }
    });

    it("shows a table's columns with types and comments, and its snapshots", async () => {
      await expandPath(workbench(), 'sample', 'silver', 'orders');
      const column = treeRow(workbench(), 'order_id').first();
      await column.waitFor();
      assert.match(await column.innerText(), /order_id\s*long/);
      const comments = workbench().page.locator('.label-description', { hasText: '·' });
      assert.ok((await comments.count()) > 0, 'no column shows a comment');
      await expandPath(workbench(), 'Snapshots');
      await treeRow(workbench(), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/)
        .first()
        .waitFor();
    });

    it('shows what a table is made of, files by size and schemas that changed', async () => {
      await widenSideBar(workbench(), 540);
      await expandPath(workbench(), 'Files');
      await treeRow(workbench(), /^\d+ files$/)
        .first()
        .waitFor();
      await expandPath(workbench(), 'Schema History');
      await treeRow(workbench(), /^Schema \d+$/)
        .first()
        .waitFor();
      await takePicture(workbench(), 'tree-table');
      const { page } = workbench();
      await treeRow(workbench(), 'orders').first().hover();
      const hover = page.locator('.monaco-hover:not(.hidden)').first();
      await hover.filter({ hasText: /Partitioned by/ }).waitFor();
      await page.keyboard.press('Escape');
    });

    it('pins a table, and finds one by a few letters', async () => {
      const { page } = workbench();
      await chooseInMenu(treeRow(workbench(), 'orders').first(), 'Pin');
      await treeRow(workbench(), 'Pinned').first().waitFor();
      await expandPath(workbench(), 'Pinned');
      const [pinned, own] = [
        treeRow(workbench(), 'orders').first(),
        treeRow(workbench(), 'orders').last(),
      ];
      await pinned.and(page.locator('[aria-level="2"]')).waitFor();
      for (const row of [pinned, own]) {
        const entries = await menuOf(row);
        assert.ok(entries.includes('Unpin') && !entries.includes('Pin'), entries.join());
      }
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget input').first().fill('>Lakehouse: Find Table');
      await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.quick-input-widget input[placeholder^="Words"]').fill('dail');
      // Its zone was never opened.
      const found = page.locator('.quick-input-list .monaco-list-row', {
        hasText: 'daily_revenue',
      });
      await found.first().waitFor();
      await takePicture(workbench(), 'find-table');
      await page.keyboard.press('Escape');
    });

    it('shows the rows in which two snapshots differ', async () => {
      const snapshots = treeRow(workbench(), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);
      await chooseInMenu(snapshots.first(), 'Compare with…');
      await workbench().page.locator('.quick-input-list .monaco-list-row').last().click();
      await accept(workbench(), 'Key columns');
      const page = await frameWith(workbench().page, '.lakehouse-comparison [data-kind]');
      await page.getByText('Rows belong together by order_id.').waitFor();
      await takePicture(workbench(), 'compare-snapshots');
      await runCommand(workbench(), 'View: Close Editor');
      const changes = await frameWith(workbench().page, 'h1:has-text("What changed between two")');
      // A sign before a file's name is no list of its own.
      await changes
        .getByText(/^\+ .*\.parquet \(/)
        .first()
        .waitFor();
      assert.equal(await changes.locator('li ul').count(), 0);
      await takePicture(workbench(), 'compare-files');
      await runCommand(workbench(), 'View: Revert and Close Editor');
    });

    it('opens the page of a table from its hover', async () => {
      const { page } = workbench();
      await treeRow(workbench(), 'orders').first().hover();
      const hover = page.locator('.monaco-hover:not(.hidden)').first();
      await hover.getByText('Open Table Page').click();
      const table = await frameWith(page, '[data-section=columns] table');
      assert.equal(await table.locator('h1').innerText(), 'silver.orders');
      await runCommand(workbench(), 'View: Close All Editors');
    });

    it('finds a table that was never opened by its comment, and runs a query on it', async () => {
      const found = await findByComment(workbench(), {
        words: 'newsletter',
        table: 'customer_value',
        place: 'sample · gold',
        comment: 'What each customer has bought, for the newsletter.',
      });
      const row = await revealFound(workbench(), found, 'customer_value');
      await chooseInMenu(row, 'New Query');
      const cell = codeCell(workbench(), 'FROM gold.customer_value');
      await cell.waitFor();
      await pressRun(cell);
      const rows = await frameWith(workbench().page, '[role=grid] [role=gridcell]');
      await rows.locator('[role=columnheader][aria-label=customer_id]').waitFor();
      await takePicture(workbench(), 'found-query');
      await runCommand(workbench(), 'View: Revert and Close Editor');
    });

    it('previews the rows of a table', async () => {
      await widenSideBar(workbench(), 540);
      await pressRowAction(treeRow(workbench(), 'orders').first(), 'Preview Rows');
      const rows = await frameWith(workbench().page, '[role=grid] [role=gridcell]');
      assert.match(await rows.locator('[role=grid]').first().innerText(), /order_id/);
      await takePicture(workbench(), 'catalog');
    });

    it('shows a broken table as a node with the reason, beside the good ones', async () => {
      await expandPath(workbench(), 'bronze', 'payments_broken');
      const error = treeRow(workbench(), 'Not loaded').first();
      await error.waitFor();
      await error.locator('.codicon-error').waitFor();
      await treeRow(workbench(), 'products').first().waitFor();
    });

    it('shows a hostile name as text', async () => {
      const { page } = workbench();
      let dialogs = 0;
      page.on('dialog', (dialog) => {
        dialogs++;
        void dialog.dismiss();
      });
      const row = treeRow(workbench(), hostile).first();
      await row.waitFor();
      await row.hover();
      await page.locator('.monaco-hover:not(.hidden)').first().waitFor();
      assert.equal(await page.locator('.monaco-hover img, .customview-tree img').count(), 0);
      assert.equal(dialogs, 0);
    });

    it('inserts a name into a cell', async () => {
      const { page } = workbench();
      await openFile(workbench(), 'welcome.lake.sql');
      const cell = page
        .locator('.notebookOverlay .code-cell-row', { hasText: 'daily_revenue' })
        .first();
      await cell.locator('.view-lines').click();
      await page.keyboard.press('Control+End');
      await pressRowAction(treeRow(workbench(), 'products').first(), 'Insert Name');
      await cell.filter({ hasText: /products/ }).waitFor();
    });
  },
);

import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { seriousFaults, setTheme, themes } from './support/axe.js';
import { problems } from './support/editor.js';
import { frameWith } from './support/notebook.js';
import { describeInWorkbench, openFile, runCommand, takePicture } from './support/workbench.js';

/** A call that has no counterpart outside Databricks. */
const legacy = `# Databricks notebook source
dbutils.credentials.assumeRole("arn:aws:iam::111122223333:role/reader")
`;

describeInWorkbench(
  'converting a Databricks notebook',
  ({ sample }) => sample,
  (workbench) => {
    let report: Frame;

    before(() => {
      writeFileSync(join(workbench().environment.sample, 'databricks', 'legacy.py'), legacy);
    });

    it('opens a diff and a report', async () => {
      const { page } = workbench();
      await openFile(workbench(), 'orders_to_delta.py');
      await page.locator('.editor-instance .view-line', { hasText: 'dbutils' }).first().waitFor();
      await runCommand(workbench(), 'View: Close Primary Side Bar');
      await runCommand(workbench(), 'Lakehouse: Convert Databricks Notebook');
      await page.locator('.monaco-diff-editor .view-line').first().waitFor();
      report = await frameWith(page, 'main h1');
      await report.locator('progress').waitFor();
      await takePicture(workbench(), 'convert');
    });

    it('writes the converted notebook beside the original', async () => {
      const { sample } = workbench().environment;
      await workbench()
        .page.locator('.tab', { hasText: 'orders_to_delta.emr.py' })
        .first()
        .waitFor();
      assert.ok(existsSync(join(sample, 'databricks', 'orders_to_delta.emr.py')));
    });

    it('leaves nothing of the sample to be done by hand', async () => {
      assert.equal(await report.locator('#group-manual').count(), 0);
    });

    for (const theme of themes) {
      it(`has a report without serious faults for assistive technology in ${theme.name}`, async () => {
        await setTheme(workbench(), report, theme);
        assert.deepEqual(await seriousFaults(report, 'main'), []);
      });
    }

    it('lists what could not be converted as problems', async () => {
      await setTheme(workbench(), report, themes[0]);
      await runCommand(workbench(), 'View: Close All Editors');
      await openFile(workbench(), 'legacy.py');
      const { page } = workbench();
      await page
        .locator('.editor-instance .view-line', { hasText: 'assumeRole' })
        .first()
        .waitFor();
      await runCommand(workbench(), 'Lakehouse: Convert Databricks Notebook');
      report = await frameWith(page, '#group-manual');
      await runCommand(workbench(), 'Problems: Focus on Problems View');
      await problems(workbench()).filter({ hasText: 'legacy.py' }).first().waitFor();
      await takePicture(workbench(), 'findings');
    });
  },
);

import assert from 'node:assert/strict';
import { describeInWorkbench, openLakehouseView, takePicture } from './support/workbench.js';

describeInWorkbench(
  'a folder without a lakehouse',
  ({ empty }) => empty,
  (workbench) => {
    it('opens without a dialog or a welcome page', async () => {
      const { page } = workbench();
      assert.equal(await page.locator('.monaco-dialog-box').count(), 0);
      assert.equal(await page.locator('.gettingStartedContainer').count(), 0);
    });

    it('says in the view what to do', async () => {
      await openLakehouseView(workbench());
      const { page } = workbench();
      await page.getByRole('button', { name: 'Create Sample Lakehouse' }).first().waitFor();
      await page.getByRole('button', { name: 'Add Connection' }).first().waitFor();
      await takePicture(workbench(), 'empty');
    });
  },
);

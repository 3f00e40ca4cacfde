import assert from 'node:assert/strict';
import { hoverWord } from './support/editor.js';
import { codeCell, frameWith } from './support/notebook.js';
import { describeInWorkbench, openFile, takePicture } from './support/workbench.js';

/** A hover that names the file, and no longer says that the workspace is being read. */
const whole = /02_gold\.sql(?![^]*still being read)/;

describeInWorkbench(
  'the hover in a SQL cell',
  ({ sample }) => sample,
  (workbench) => {
    it('says where a table comes from, with file and line', async () => {
      await openFile(workbench(), 'welcome.lake.sql');
      const cell = codeCell(workbench(), 'daily_revenue');
      await frameWith(workbench().page, 'h1'); // Drawing the Markdown moves the cells.
      const hover = await hoverWord(
        workbench(),
        cell.locator('.view-line', { hasText: 'FROM' }),
        'daily_revenue',
        whole,
      );
      const text = await hover.innerText();
      assert.match(text, /02_gold\.sql[:, ]*(line )?\d+/);
      assert.match(text, /silver\.orders|silver/);
    });

    it('says the type and the sources of a column', async () => {
      const cell = codeCell(workbench(), 'daily_revenue');
      const hover = await hoverWord(
        workbench(),
        cell.locator('.view-line', { hasText: 'SELECT' }),
        'revenue',
        whole,
      );
      assert.match(await hover.innerText(), /decimal/i);
      await takePicture(workbench(), 'lineage', { keepPointer: true });
    });
  },
);

import assert from 'node:assert/strict';
import { motoContent } from '../support/servers/moto.js';
import { describeOnAws, settingsIn } from './support/awsWindow.js';
import { becomes } from './support/becomes.js';
import { accept, answer, choose } from './support/form.js';
import { clipboardText } from './support/grid.js';
import { chooseInMenu, expandPath, menuOf, treeRow } from './support/tree.js';
import { runCommand, takePicture } from './support/workbench.js';

const { region } = motoContent;

describeOnAws('what is done with a table of Glue', region, (workbench) => {
  const orders = () => treeRow(workbench(), 'orders').first();
  /** What the clipboard has as soon as it has what is expected. */
  const copied = async (expected: RegExp): Promise<string> => {
    let text = '';
    await becomes(`the clipboard has ${String(expected)}`, async () => {
      text = await clipboardText(workbench().page);
      return expected.test(text);
    });
    return text;
  };

  it('is what its menu offers', async () => {
    await expandPath(workbench(), 'sales');
    await orders().waitFor();
    const entries = await menuOf(orders());
    for (const entry of ['New Query', 'Copy SELECT', 'Copy DDL', 'Reveal in AWS Console', 'Pin']) {
      assert.ok(entries.includes(entry), `${entry} is not among ${entries.join()}`);
    }
    assert.ok(!entries.includes('Unpin'));
  });

  it('copies a SELECT of all columns by their names', async () => {
    await chooseInMenu(orders(), 'Copy SELECT');
    const text = await copied(/^SELECT/);
    assert.match(text, /^SELECT\s+"?id"?,\s+"?note"?\s+FROM "?sales"?\."?orders"?\s+LIMIT 100;$/);
  });

  it("copies the statement that makes such a table, in Athena's words", async () => {
    await chooseInMenu(orders(), 'Copy DDL');
    const text = await copied(/CREATE/);
    assert.match(text, /CREATE TABLE `?sales`?\.`?orders`? \(/);
    assert.match(text, /`?note`? string COMMENT 'What was said'/);
    assert.match(text, /'table_type' ?= ?'ICEBERG'/i);
  });

  it("opens the page of the console of AWS, as the editor's own question says", async () => {
    await chooseInMenu(orders(), 'Reveal in AWS Console');
    const dialog = workbench().page.locator('.monaco-dialog-box', { hasText: 'external website' });
    await dialog.waitFor();
    await takePicture(workbench(), 'tree-console');
    // What is asked names the address in short.
    await dialog.getByRole('button', { name: 'Copy' }).press('Enter');
    const url = await copied(/^https:/);
    const path = '#/v2/data-catalog/tables/view/orders?database=sales&catalogId=123456789012';
    assert.equal(
      decodeURIComponent(url),
      `https://us-east-1.console.aws.amazon.com/glue/home?region=us-east-1${path}`,
    );
    await dialog.waitFor({ state: 'detached' });
  });

  it('leaves only what has a text in its name, and says so, until it is cleared', async () => {
    const { page } = workbench();
    await expandPath(workbench(), 'scratch');
    await runCommand(workbench(), 'Lakehouse: Filter…');
    await answer(workbench(), 'Show only tables', 'ORD');
    await page.getByText('Only what has “ORD” in its name').waitFor();
    await orders().waitFor();
    for (const gone of ['broken', 'scratch']) {
      await treeRow(workbench(), gone).waitFor({ state: 'detached' });
    }
    await takePicture(workbench(), 'tree-filtered');
    await runCommand(workbench(), 'Lakehouse: Clear Filter');
    await treeRow(workbench(), 'broken').first().waitFor();
    await page.getByText('Only what has “ORD” in its name').waitFor({ state: 'detached' });
  });

  it('is queried in another workgroup after the connection was edited', async () => {
    await chooseInMenu(treeRow(workbench(), 'prod').first(), 'Edit Connection');
    await accept(workbench(), 'The profile');
    await accept(workbench(), 'The AWS region');
    await choose(workbench(), 'The Athena workgroup', 'primary');
    await choose(workbench(), 'Does the connection need anything else?', 'No, connect');
    await workbench().page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    const prod = { type: 'aws', profile: region, region, workgroup: 'primary' };
    const settings = (): unknown => settingsIn(workbench().environment, region);
    await becomes('written', () => JSON.stringify(settings()).includes('workgroup'));
    assert.deepEqual(settings(), { 'lakehouse.connections': { prod } });
  });
});

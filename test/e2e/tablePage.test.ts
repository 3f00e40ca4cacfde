import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { startRestCatalog } from '../support/servers/restCatalog.js';
import { useServer } from '../support/servers/useServer.js';
import { seriousFaults, setTheme, themes } from './support/axe.js';
import { frameWith } from './support/notebook.js';
import { expandPath, pressRowAction, treeRow } from './support/tree.js';
import {
  describeInWorkbench,
  openLakehouseView,
  takePicture,
  type Workbench,
} from './support/workbench.js';

describe('tables without an engine', () => {
  const server = useServer('the reference REST catalog', startRestCatalog);

  describeInWorkbench(
    'in a preview and on their page',
    ({ sample }) => sample,
    (workbench) => {
      before(async () => {
        await registerTable(workbench(), server().endpoint, 'orders');
        connect(workbench(), server().endpoint);
      });

      let page: Frame;
      const section = (id: string) => page.locator(`[data-section=${id}]`);

      it('show their first rows in the grid, and what was read for that', async () => {
        await openLakehouseView(workbench());
        await expandPath(workbench(), 'lake', 'shop');
        await pressRowAction(treeRow(workbench(), 'orders').first(), 'Preview Rows');
        const preview = await frameWith(workbench().page, '.lakehouse-preview-facts');
        const facts = await preview.locator('.lakehouse-preview-facts').innerText();
        assert.match(
          facts,
          /^The first 1,000 rows, from \d+ of \d+ files \(.*\): .* fetched with \d+ requests\. No query was run\.$/,
        );
        await preview.locator('[role=columnheader][aria-label=order_id]').waitFor();
        for (const theme of themes) {
          await setTheme(workbench(), preview, theme);
          assert.deepEqual(await seriousFaults(preview, 'body'), [], theme.name);
          await takePicture(workbench(), `preview-${theme.body}`);
        }
        await setTheme(workbench(), preview, themes[0]);
      });

      it('have a page whose sections come on their own', async () => {
        const preview = await frameWith(workbench().page, '.lakehouse-preview-facts');
        await preview.locator('[data-do=openTable]').click();
        page = await frameWith(workbench().page, '[data-section=columns] table');
        await section('overview').getByText('iceberg', { exact: true }).waitFor();
        await section('columns').locator('th', { hasText: 'order_id' }).first().waitFor();
        await section('sample').getByRole('button', { name: 'Show Some Rows' }).click();
        await section('sample').locator('td').first().waitFor();
        for (const id of ['snapshots', 'files', 'partitions', 'properties']) {
          await section(id).scrollIntoViewIfNeeded();
          await section(id).locator('svg, table, dl').first().waitFor();
        }
        assert.match(await section('permissions').innerText(), /Not known/);
        for (const theme of themes) {
          await setTheme(workbench(), page, theme);
          assert.deepEqual(await seriousFaults(page, 'body'), [], theme.name);
          await page.locator('h1').scrollIntoViewIfNeeded();
          await takePicture(workbench(), `table-page-${theme.body}`);
          for (const part of ['Columns', 'Partitions', 'Files']) {
            await page.locator('nav button', { hasText: part }).click();
            await takePicture(workbench(), `table-page-${part.toLowerCase()}-${theme.body}`);
          }
        }
        await setTheme(workbench(), page, themes[0]);
      });

      it('filter their columns by name, type and meaning', async () => {
        await section('columns').locator('input[type=search]').fill('timestamp');
        const names = await section('columns').locator('tbody th').allInnerTexts();
        assert.ok(names.length > 0 && names.length < 5, names.join());
        await section('columns').locator('input[type=search]').fill('');
      });

      it('can be described for the team, in a file of the workspace', async () => {
        await section('description').locator('[data-do=edit]').click();
        await page.locator('#comment').fill('Every order, <b>once</b>.');
        await page.locator('#tags').fill('owner=shop team\npii');
        await page.locator('[data-do=save-file]').click();
        await section('description').getByText('Every order, <b>once</b>.').waitFor();
        const file = join(workbench().environment.sample, '.vscode', 'lakehouse.json');
        const said: unknown = JSON.parse(readFileSync(file, 'utf8'));
        assert.deepEqual(said, {
          descriptions: [
            {
              connection: 'lake',
              table: ['shop', 'orders'],
              comment: 'Every order, <b>once</b>.',
              tags: { owner: 'shop team', pii: '' },
            },
          ],
        });
        await takePicture(workbench(), 'table-page-described');
      });

      it('can be described at the service, after a look at what changes there', async () => {
        await section('description').locator('[data-do=edit]').click();
        await page.locator('#comment').fill('Every order, once.');
        await page.locator('#tags').fill('');
        await page.locator('[data-do=save-service]').click();
        const dialog = workbench().page.locator('.monaco-dialog-box');
        await dialog
          .getByText('“One row per order, test orders taken out.” → “Every order, once.”')
          .waitFor();
        await takePicture(workbench(), 'table-page-save');
        await dialog.getByRole('button', { name: 'Save', exact: true }).click();
        await section('description').getByText('Every order, once.', { exact: true }).waitFor();
        const answer = await fetch(`${server().endpoint}/v1/namespaces/shop/tables/orders`);
        assert.match(await answer.text(), /"comment":"Every order, once\."/);
      });

      it('have their page again after the window was loaded anew', async () => {
        await workbench().page.reload();
        const again = await frameWith(workbench().page, '[data-section=columns] table');
        assert.equal(await again.locator('h1').innerText(), 'shop.orders');
      });
    },
  );
});

/** Makes a table of the sample one of the REST catalog's, where it lies. */
async function registerTable(
  { environment }: Workbench,
  endpoint: string,
  name: string,
): Promise<void> {
  const folder = join(environment.sample, 'lakehouse', 'silver', name, 'metadata');
  const file = readdirSync(folder)
    .filter((one) => one.endsWith('.metadata.json'))
    .sort((a, b) => Number.parseInt(a.slice(1)) - Number.parseInt(b.slice(1)))
    .at(-1);
  assert.ok(file !== undefined);
  const post = async (path: string, body: unknown): Promise<void> => {
    const answer = await fetch(`${endpoint}/v1/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.ok(answer.ok, await answer.text());
  };
  await post('namespaces', { namespace: ['shop'] });
  await post('namespaces/shop/register', { name, 'metadata-location': join(folder, file) });
}

function connect({ environment }: Workbench, uri: string): void {
  const file = join(environment.sample, '.vscode', 'settings.json');
  const settings = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const before = settings['lakehouse.connections'] as Record<string, unknown> | undefined;
  settings['lakehouse.connections'] = {
    ...before,
    lake: { type: 'iceberg-rest', uri, auth: { type: 'none' } },
  };
  writeFileSync(file, JSON.stringify(settings, null, 2));
}

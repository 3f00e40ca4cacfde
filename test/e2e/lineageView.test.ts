import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { seriousFaults, setTheme, themes } from './support/axe.js';
import { frameWith } from './support/notebook.js';
import { chooseInMenu, expandPath, treeRow } from './support/tree.js';
import {
  confirmPath,
  describeInWorkbench,
  openFile,
  openLakehouseView,
  runCommand,
  takePicture,
  type Workbench,
} from './support/workbench.js';

const command = 'Lakehouse: Show Lineage';

describeInWorkbench(
  'the lineage view',
  ({ sample }) => sample,
  (workbench) => {
    let page: Frame;
    const item = (name: string): Locator =>
      page.locator('[role=treeitem]', {
        has: page.locator('.name', { hasText: exactly(name) }),
      });
    const box = (name: string): Locator => page.locator(`.node[data-name="${name}"]`);

    it('opens from the cursor as a tree of what a table comes from and is used by', async () => {
      await openAt(workbench(), '02_gold.sql', ':3:35');
      page = await frameWith(workbench().page, '.details');
      await item('silver.orders').first().waitFor();
      assert.equal(await page.locator('h1').innerText(), 'gold.daily_revenue');
      await item('bronze.orders_raw').first().waitFor();
      await page.locator('.note').waitFor({ state: 'detached' });
      const where = await item('silver.orders').first().locator('.where').innerText();
      assert.match(where, /^pipelines\/02_gold\.sql:\d+/);
    });

    it('is walked by keys as every tree of the editor', async () => {
      await item('gold.daily_revenue').first().focus();
      const press = async (...keys: readonly string[]): Promise<void> => {
        for (const key of keys) await workbench().page.keyboard.press(key);
      };
      await press('ArrowDown', 'ArrowDown');
      await page.locator('[role=treeitem]:focus', { hasText: 'silver.orders' }).waitFor();
      const row = page.locator('[role=treeitem]:focus');
      assert.equal(await row.getAttribute('aria-expanded'), 'true');
      await press('ArrowLeft');
      await page.locator('[role=treeitem]:focus[aria-expanded=false]').waitFor();
      await press('ArrowRight');
      await page.locator('[role=treeitem]:focus[aria-expanded=true]').waitFor();
      await press('ArrowLeft', 'ArrowLeft');
      await page.locator('[role=treeitem]:focus.group').waitFor();
      await press('Home');
      await page.locator('[role=treeitem]:focus.subject').waitFor();
    });

    it('lists all that is said of what is selected, with links to the lines', async () => {
      await item('silver.orders').first().click();
      const edge = page.locator('.details .edge').first();
      assert.match(await edge.innerText(), /silver\.orders → gold\.daily_revenue/);
      assert.match(await edge.locator('[data-place]').first().innerText(), /02_gold\.sql:\d+$/);
    });

    it('is the same as a graph, walked along its lines by arrow keys', async () => {
      await page.locator('[data-form=graph]').click();
      await box('gold.daily_revenue').waitFor();
      await box('gold.daily_revenue').focus();
      await workbench().page.keyboard.press('ArrowLeft');
      await page.locator('.node:focus[data-name="silver.orders"]').waitFor();
      await workbench().page.keyboard.press('ArrowRight');
      await page.locator('.node:focus[data-name="gold.daily_revenue"]').waitFor();
      assert.match(
        (await box('gold.daily_revenue').getAttribute('aria-label')) ?? '',
        /^gold\.daily_revenue, table, \d+ upstream, \d+ downstream/,
      );
    });

    it('shows no more than one direction, or what gives values', async () => {
      const count = (): Promise<number> => page.locator('.box').count();
      const all = await count();
      await page.locator('[data-direction=down]').click();
      await box('silver.orders').waitFor({ state: 'detached' });
      await page.locator('[data-direction=both]').click();
      await box('silver.orders').waitFor();
      assert.equal(await count(), all);
    });

    it('finds a table by a part of its name', async () => {
      await page.locator('input[type=search]').fill('orders_raw');
      await page.locator('.search [role=status]', { hasText: '1 of 1' }).waitFor();
      await page.locator('.box.found', { hasText: 'orders_raw' }).waitFor();
      await page.locator('input[type=search]').fill('');
    });

    it('has no serious faults of accessibility, in three themes', async () => {
      await box('gold.daily_revenue').click();
      for (const theme of themes) {
        await setTheme(workbench(), page, theme);
        for (const form of ['graph', 'tree'] as const) {
          await page.locator(`[data-form=${form}]`).click();
          await page.locator(form === 'tree' ? '[role=tree]' : '.graph').waitFor();
          assert.deepEqual(await seriousFaults(page, 'body'), [], `${theme.name} ${form}`);
          await takePicture(workbench(), `lineage-${form}-${theme.body}`);
        }
      }
      await setTheme(workbench(), page, themes[0]);
    });

    it('shows only the path of one column', async () => {
      await page.locator('[data-form=graph]').click();
      await box('gold.daily_revenue').click();
      await page.locator('[data-do=columns]').click();
      await page.locator('[data-column=revenue]').click();
      await page.locator('h1', { hasText: exactly('gold.daily_revenue.revenue') }).waitFor();
      await box('silver.orders.amount').waitFor();
      await box('silver.order_lines.amount').waitFor();
      assert.equal(await box('silver.orders.channel').count(), 0);
      await takePicture(workbench(), 'lineage-column');
    });

    it('writes what it shows as SVG, PNG, Mermaid and OpenLineage', async () => {
      const svg = (await exported('svg')).toString('utf8');
      const texts: unknown = await page.evaluate(
        `(() => {
          const svg = new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml');
          if (svg.querySelector('parsererror')) throw new Error('no XML');
          return [...svg.querySelectorAll('text')].map((text) => text.textContent);
        })()`,
      );
      assert.ok(
        Array.isArray(texts) && texts.includes('daily_revenue') && texts.includes('amount'),
      );
      assert.doesNotMatch(svg, /var\(/);

      const png = await exported('png');
      assert.deepEqual([...png.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
      assert.ok(png.readUInt32BE(16) > 400 && png.readUInt32BE(20) > 100);

      const mermaid = (await exported('mermaid')).toString('utf8').trimEnd().split('\n');
      assert.equal(mermaid[0], 'flowchart LR');
      assert.ok(mermaid.some((line) => line.includes('["gold.daily_revenue"]')));
      assert.ok(mermaid.some((line) => line.includes(' --> ')));

      const events = (await exported('openlineage')).toString('utf8').trimEnd().split('\n');
      const gold = events
        .map((line): unknown => JSON.parse(line))
        .find((event) => JSON.stringify(event).includes('02_gold.sql'));
      assert.match(JSON.stringify(gold), /"columnLineage":\{.*"revenue":\{"inputFields":\[/);
    });

    it('is there again after a reload', async () => {
      await workbench().page.reload();
      // The editor writes what it keeps of a page now and then: it may be the table or its column.
      page = await frameWith(workbench().page, '.node[data-name^="gold.daily_revenue"]');
      assert.match(await page.locator('h1').innerText(), /^gold\.daily_revenue/);
    });

    it('opens from the menu of a table in the catalog tree', async () => {
      await openLakehouseView(workbench());
      await expandPath(workbench(), 'sample', 'gold');
      await chooseInMenu(treeRow(workbench(), 'top_products').first(), 'Show Lineage');
      page = await frameWith(workbench().page, '.node[data-name="gold.top_products"]');
      await box('silver.order_lines').waitFor();
    });

    /** The bytes of the file that an export writes. */
    async function exported(format: 'svg' | 'png' | 'mermaid' | 'openlineage'): Promise<Buffer> {
      const extension = {
        svg: 'svg',
        png: 'png',
        mermaid: 'mmd',
        openlineage: 'jsonl',
      }[format];
      const file = join(workbench().environment.sample, `lineage.${extension}`);
      rmSync(file, { force: true });
      await page.locator(`[data-export=${format}]`).click();
      await confirmPath(workbench(), file);
      for (let tries = 0; tries < 200; tries++) {
        try {
          const bytes = readFileSync(file);
          if (bytes.length > 0) return bytes;
        } catch {
          // Not written yet.
        }
        await workbench().page.waitForTimeout(50);
      }
      throw new Error(`${file} was not written`);
    }
  },
);

describeInWorkbench(
  'the lineage view of 2,000 tables',
  ({ sample }) => sample,
  (workbench) => {
    const tables = 2_000;
    const file = (): string => join(workbench().environment.sample, 'pipelines', 'many.sql');
    after(() => {
      rmSync(file(), { force: true });
    });

    it('draws all of them, and finds one', async () => {
      const statements = Array.from({ length: tables - 1 }, (_, at) => {
        const from = Math.floor(at / 3);
        return `CREATE TABLE many.t${at + 1} AS SELECT x, y FROM many.t${from};\n`;
      });
      writeFileSync(file(), statements.join(''));
      await openAt(workbench(), 'many.sql', ':1:45');
      const page = await frameWith(workbench().page, '[data-form=graph]');
      await page.locator('h1', { hasText: exactly('many.t0') }).waitFor();
      await page.locator('[data-form=graph]').click();
      await page.locator('[data-levels="down 100"]').click();
      // Found only when all are there.
      const search = page.locator('input[type=search]');
      await search.fill('many.t1999');
      await page
        .locator('.search [role=status]', { hasText: '1 of 1' })
        .waitFor({ timeout: 90_000 });
      await search.press('Enter');
      await page.locator('.box.found', { hasText: 't1999' }).waitFor();
      await page.getByRole('button', { name: 'Show All' }).click();
      await page
        .locator('.box')
        .nth(tables - 1)
        .waitFor({ timeout: 90_000 });
      assert.equal(await page.locator('.box').count(), tables);
      await takePicture(workbench(), 'lineage-many');
    });
  },
);

/** Puts the cursor into a file and shows the lineage of what is there. */
async function openAt(workbench: Workbench, file: string, place: string): Promise<void> {
  const { page } = workbench;
  await openFile(workbench, file);
  await page.locator('.monaco-editor .view-line').first().waitFor();
  await page.keyboard.press('Control+G');
  const input = page.locator('.quick-input-widget .quick-input-filter input');
  await input.waitFor({ state: 'visible' });
  await input.fill(place);
  await input.press('Enter');
  await input.waitFor({ state: 'hidden' });
  await runCommand(workbench, command);
}

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replaceAll('.', '\\.')}$`);
}

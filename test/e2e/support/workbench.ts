import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { type Environment, readEnvironment } from './environment.js';

/** The editor in a page of a browser. */
export interface Workbench {
  readonly page: Page;
  readonly environment: Environment;
}

const browserArgs = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic'];
const size = { width: 1400, height: 900 };

/**
 * A group of tests in one window of the editor on one of the lane's folders, opened before them and
 * closed after them. `body` gets what returns the window; a failed test leaves a picture.
 */
export function describeInWorkbench(
  title: string,
  folder: (environment: Environment) => string,
  body: (workbench: () => Workbench) => void,
): void {
  describe(title, () => {
    let browser: Browser | undefined;
    let workbench: Workbench | undefined;
    const get = (): Workbench => {
      if (workbench === undefined) throw new Error('not open yet');
      return workbench;
    };

    before(async () => {
      const environment = readEnvironment();
      browser = await chromium.launch({
        executablePath: environment.browser,
        headless: true,
        args: browserArgs,
      });
      const context = await browser.newContext({ viewport: size });
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      workbench = { page, environment };
      const url = new URL(environment.url);
      url.searchParams.set('folder', folder(environment));
      await page.goto(url.href);
      await page.locator('.monaco-workbench').waitFor();
      await page.locator('.activitybar .action-label').first().waitFor();
    });

    afterEach(async function () {
      if (this.currentTest?.state !== 'failed') return;
      const name = this.currentTest.title.replaceAll(/\W+/g, '-');
      await workbench?.page.screenshot({ path: picturePath(get(), `failed-${name}`) });
    });

    after(async () => {
      await browser?.close();
    });

    body(get);
  });
}

/** Takes a picture for the README, with the pointer out of the way unless it holds a hover open. */
export async function takePicture(
  workbench: Workbench,
  name: string,
  { keepPointer = false } = {},
): Promise<void> {
  if (!keepPointer) await movePointerAway(workbench);
  // What fades in is grey until it is there.
  await workbench.page.waitForFunction(
    `[...document.querySelectorAll('.monaco-hover:not(.hidden)')].every((hover) =>
      hover.getAnimations().every(({ playState }) => playState === 'finished'))`,
  );
  await workbench.page.screenshot({ path: picturePath(workbench, name) });
}

/** Moves the pointer to where nothing is, and waits until no hover is left. */
export async function movePointerAway({ page }: Workbench): Promise<void> {
  const hovers = page.locator('.monaco-hover:not(.hidden)');
  await page.mouse.move(700, size.height - 2);
  // One that appears after the pointer has left goes with its next move.
  for (let moves = 0; moves < 50 && (await hovers.count()) > 0; moves++) {
    await page.mouse.move(700 + (moves % 2), size.height - 2);
    await page.waitForTimeout(100);
  }
  await hovers.waitFor({ state: 'detached' });
}

/** Opens the extension's view in the side bar. */
export async function openLakehouseView({ page }: Workbench): Promise<void> {
  const title = page.locator('.sidebar .composite.title', { hasText: 'Lakehouse: Catalog' });
  if (await title.isVisible()) return;
  await page.locator('.activitybar .action-label[aria-label^="Lakehouse"]').click();
  await title.waitFor();
}

/** Runs a command of the palette by its title, such as `Lakehouse: New SQL Notebook`. */
export async function runCommand({ page }: Workbench, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await pick(page, `>${title}`, title);
}

/** Opens a file of the workspace by its name. */
export async function openFile({ page }: Workbench, name: string): Promise<void> {
  await page.keyboard.press('Control+P');
  await pick(page, name, name);
}

/** Types into the editor's quick input and takes the first entry that holds `entry`. */
export async function pick(page: Page, text: string, entry: string): Promise<void> {
  const input = page.locator('.quick-input-widget .quick-input-filter input');
  await input.waitFor({ state: 'visible' });
  await input.fill(text);
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: entry }).first();
  await row.waitFor();
  await row.click();
}

/** Drags the side bar's border to `x`. */
export async function widenSideBar({ page }: Workbench, x: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (box === null) throw new Error('no side bar');
  await page.mouse.move(box.x + box.width, 450);
  await page.mouse.down();
  await page.mouse.move(x, 450, { steps: 4 });
  await page.mouse.up();
}

/**
 * Answers the editor's own dialog for a path: in a browser it is a quick input. It lists a folder when it opens
 * and after each change, and writes into its input when that is done: what comes before it is mangled.
 */
export async function confirmPath({ page }: Workbench, path: string): Promise<void> {
  const widget = page.locator('.quick-input-widget');
  const input = widget.locator('.quick-input-filter input');
  const listing = widget.locator('.monaco-progress-container.active');
  await input.waitFor({ state: 'visible' });
  await widget.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await listing.waitFor({ state: 'detached' });
  await input.fill(path);
  await listing.waitFor({ state: 'detached' });
  await input.press('Enter');
  await input.waitFor({ state: 'hidden' });
}

function picturePath({ environment }: Workbench, name: string): string {
  return join(environment.pictures, `${name}.png`);
}

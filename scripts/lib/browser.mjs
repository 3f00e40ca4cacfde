import { editorPaths } from './editor.mjs';

/** Flags of a browser that asks nothing of the network and runs as root. */
export const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the headless browser and opens one empty page in it. */
export async function openPage() {
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({
    executablePath: editorPaths().browser,
    headless: true,
    args: ['--headless', ...browserArgs],
  });
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  return { browser, page: await context.newPage() };
}

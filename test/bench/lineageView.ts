import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import type { Link, Size } from '../../src/webviews/lineage/layout/layout.js';
import { layOut } from '../../src/webviews/lineage/layout/layout.js';
import type { PageView, Slice } from '../../src/webviews/lineage/protocol.js';
import { type BenchRow, median, toBenchRow } from '../support/benchRow.js';

const tables = 2_000;
const layers = 8;
const size: Size = { width: 200, height: 42 };

/** The graph of 2,000 tables: laying it out beside dagre, and drawing it in a browser where there is one. */
export async function rows(): Promise<readonly BenchRow[]> {
  const links = pipeline();
  return [measureLayout(links), ...(await measureDrawing(links))];
}

/** Each table comes from one or two of the layer before; the first is read by every seventh. */
function pipeline(): readonly Link[] {
  const inLayer = tables / layers;
  let seed = 7;
  const below = (limit: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * limit);
  };
  const links = new Map<string, Link>();
  for (let to = inLayer; to < tables; to++) {
    const start = (Math.floor(to / inLayer) - 1) * inLayer;
    const sources = [start + below(inLayer), start + below(inLayer), ...(to % 7 === 0 ? [0] : [])];
    for (const from of sources) {
      links.set(`${from} ${to}`, { from: String(from), to: String(to) });
    }
  }
  return [...links.values()];
}

function measureLayout(links: readonly Link[]): BenchRow {
  const boxes = new Map(Array.from({ length: tables }, (_, at) => [String(at), size]));
  const ours = (): unknown => layOut(boxes, links);
  const peer = fileURLToPath(new URL('lineageView/dagre.mjs', import.meta.url));
  const input = JSON.stringify({ keys: [...boxes.keys()], links, size });
  const theirs = (): number => Number(execFileSync(process.execPath, [peer], { input }));
  ours(); // Warms up.
  return toBenchRow({
    name: 'lineage view: layout of 2,000 tables',
    unit: 'ms',
    ours: median([0, 1, 2, 3, 4].map(() => msOf(ours))),
    peer: '@dagrejs/dagre, tight-tree',
    theirs: theirs(),
  });
}

/** The page as it ships, with nothing of the editor around it. */
async function measureDrawing(links: readonly Link[]): Promise<readonly BenchRow[]> {
  const { LAKEHOUSE_BROWSER: executablePath = '/usr/bin/chromium' } = process.env;
  const browser = await chromium
    .launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
    .catch(() => undefined);
  if (browser === undefined) return [];
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.setContent('<!doctype html><html lang="en"><body></body></html>');
    await page.evaluate(
      `window.acquireVsCodeApi = () => ({ postMessage() { window.isReady = true; }, setState() {} })`,
    );
    const entry = fileURLToPath(new URL('../../dist/lineage.js', import.meta.url));
    await page.addScriptTag({ content: readFileSync(entry, 'utf8'), type: 'module' });
    await page.waitForFunction('window.isReady');
    await page.evaluate(
      `window.postMessage(${JSON.stringify({ type: 'page', page: frame() })}, '*')`,
    );
    const slice = { type: 'slice', of: '0', slice: sliceOf(links) };
    await page.evaluate(`window.postMessage(${JSON.stringify(slice)}, '*')`);
    await page.locator('.box').first().waitFor();
    const all = await msIn(page, `document.querySelector('[data-levels="down 100"]').click()`);
    const fit = await msIn(page, `document.querySelector('.zoom button:last-child').click()`);
    const pans: number[] = [];
    for (let at = 0; at < 20; at++) {
      pans.push(
        await msIn(
          page,
          `document.querySelector('svg.canvas').dispatchEvent(
            new WheelEvent('wheel', { deltaY: 40, bubbles: true, cancelable: true }))`,
        ),
      );
    }
    return [
      row('lineage view: showing all of 2,000 tables', all),
      row('lineage view: drawing what is in sight, all in sight', fit),
      row('lineage view: moving, all in sight', median(pans)),
    ];
  } finally {
    await browser.close();
  }
}

function row(name: string, ours: number): BenchRow {
  return toBenchRow({ name, unit: 'ms', ours });
}

/** Until the frame after the one that draws it. */
async function msIn(page: Page, script: string): Promise<number> {
  const ms: unknown = await page.evaluate(`(async () => {
    const started = performance.now();
    ${script};
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return performance.now() - started;
  })()`);
  return Number(ms);
}

function frame(): Omit<PageView, 'words'> & { readonly words: object } {
  // No word is looked at here but those with holes.
  const words = { graphLabel: '', degree: '', more: '', found: '' };
  return { language: 'en', title: 't0', subject: '0', form: 'graph', words };
}

function sliceOf(links: readonly Link[]): Slice {
  return {
    notes: [],
    nodes: Array.from({ length: tables }, (_, at) => ({
      key: String(at),
      table: String(at),
      label: `db${at % 9}.table_${at}`,
      kind: 'table',
      kindText: 'table',
      more: { up: 0, down: 0 },
      unknowns: [],
    })),
    edges: links.map(({ from, to }) => ({
      id: `${from} ${to}`,
      from,
      to,
      kind: 'direct',
      text: '',
      places: [],
      morePlaces: 0,
    })),
  };
}

function msOf(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import type { Workbench } from './workbench.js';

/** The three kinds of themes, with what the editor writes on the body of a page in them. */
export const themes = [
  { name: 'Default Dark Modern', body: 'vscode-dark' },
  { name: 'Default Light Modern', body: 'vscode-light' },
  { name: 'Default High Contrast', body: 'vscode-high-contrast' },
] as const;

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe calls serious or critical below `selector` in a frame, one line each. */
export async function seriousFaults(frame: Frame, selector: string): Promise<readonly string[]> {
  await frame.evaluate(axe);
  const found: unknown = await frame.evaluate(
    `axe.run(document.querySelector(${JSON.stringify(selector)}), { resultTypes: ['violations'] })
      .then(({ violations }) => violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, impact, nodes }) => impact + ' ' + id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | ')))`,
  );
  if (!Array.isArray(found)) throw new Error('axe answered nothing');
  return found.map(String);
}

/** Changes the editor's theme by the settings of the sample's workspace and waits until the frame has it. */
export async function setTheme(
  { environment }: Workbench,
  frame: Frame,
  { name, body }: (typeof themes)[number],
): Promise<void> {
  const file = join(environment.sample, '.vscode', 'settings.json');
  const settings: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof settings !== 'object') throw new Error('no settings');
  const changed = { ...settings, 'workbench.colorTheme': name };
  writeFileSync(file, JSON.stringify(changed, null, 2));
  // The page of a notebook's outputs has a body without a height.
  await frame.locator(`body.${body}`).waitFor({ state: 'attached' });
}

import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench.js';

/** Puts the pointer on a word of the code below `within` and returns the hover that holds `expected`. */
export async function hoverWord(
  workbench: Workbench,
  within: Locator,
  word: string,
  expected: string | RegExp,
): Promise<Locator> {
  const { page } = workbench;
  const hover = page.locator('.monaco-hover:not(.hidden)', { hasText: expected }).first();
  const line = within.locator('.view-line', { hasText: word }).first();
  await line.waitFor();
  // The pieces of a line end where a colour ends; within one, all letters are equally wide.
  const piece = line.locator('span span', { hasText: word }).last();
  const text = (await piece.innerText()).replaceAll('\u00a0', ' ');
  const box = await piece.boundingBox();
  assert.ok(box !== null, `${word} is not drawn`);
  const x = box.x + (box.width * (text.indexOf(word) + word.length / 2)) / text.length;
  const y = box.y + box.height / 2;
  await page.mouse.move(x, y - 60);
  await page.mouse.move(x, y, { steps: 4 });
  await hover.waitFor();
  return hover;
}

/** The problems that the editor lists, after its panel was opened. */
export function problems({ page }: Workbench): Locator {
  return page.locator('.markers-panel .monaco-list-row');
}

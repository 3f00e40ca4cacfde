import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { movePointerAway, type Workbench } from './workbench.js';

/** Puts the pointer on a word of the code in `line` and returns the hover that holds `expected`. */
export async function hoverWord(
  workbench: Workbench,
  line: Locator,
  word: string,
  expected: string | RegExp,
): Promise<Locator> {
  const { page } = workbench;
  const hover = page.locator('.monaco-hover:not(.hidden)', { hasText: expected }).first();
  // All letters of a line are equally wide.
  const piece = line.locator('> span').first();
  let box: Awaited<ReturnType<Locator['boundingBox']>> = null;
  // A cell is drawn anew when its colours arrive: what was just found may be gone.
  for (let tries = 0; tries < 50 && box === null; tries++) {
    await piece.waitFor();
    box = await piece.boundingBox();
  }
  assert.ok(box !== null, `${word} is not drawn`);
  const text = (await piece.innerText()).replaceAll('\u00a0', ' ');
  const x = box.x + (box.width * (text.indexOf(word) + word.length / 2)) / text.length;
  const y = box.y + box.height / 2;
  // The first hover starts reading the workspace, and says so: a person asks again a little later.
  const tries = 8;
  for (let left = tries; left === tries || (left > 0 && !(await hover.isVisible())); left--) {
    await movePointerAway(workbench);
    await page.mouse.move(x, y, { steps: 4 });
    await hover.waitFor({ timeout: 4000 }).catch((error: unknown) => {
      if (left === 1) throw error;
    });
  }
  return hover;
}

/** The problems that the editor lists, after its panel was opened. */
export function problems({ page }: Workbench): Locator {
  return page.locator('.markers-panel .monaco-list-row');
}

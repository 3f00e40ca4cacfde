import type { Workbench } from './workbench.js';

/** Waits for a question of the editor's quick input by its words. Returns its input. */
async function question({ page }: Workbench, words: string) {
  const widget = page.locator('.quick-input-widget:visible');
  const input = widget.locator('.quick-input-filter input');
  const inMessage = widget.locator('.quick-input-message', { hasText: words });
  const inPlaceholder = widget.locator(`.quick-input-filter input[placeholder^="${words}"]`);
  await inMessage.or(inPlaceholder).first().waitFor();
  return { input, widget };
}

/** Answers a question for a text, by keys alone. */
export async function answer(workbench: Workbench, words: string, text: string): Promise<void> {
  const { input } = await question(workbench, words);
  await input.fill(text);
  await input.press('Enter');
}

/** Answers a question for one of several: by typing into its filter, by keys alone. */
export async function choose(workbench: Workbench, words: string, label: string): Promise<void> {
  const { input, widget } = await question(workbench, words);
  await widget.locator('.monaco-progress-container.active').waitFor({ state: 'detached' });
  await widget.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().waitFor();
  await input.fill(label);
  await widget.locator('.quick-input-list .monaco-list-row.focused', { hasText: label }).waitFor();
  await input.press('Enter');
}

/** Takes what the question has already. */
export async function accept(workbench: Workbench, words: string): Promise<void> {
  const { input, widget } = await question(workbench, words);
  await widget.locator('.monaco-progress-container.active').waitFor({ state: 'detached' });
  await input.press('Enter');
}

/** Waits for a question without answering it. */
export async function seeQuestion(workbench: Workbench, words: string): Promise<void> {
  const { widget } = await question(workbench, words);
  await widget.locator('.monaco-progress-container.active').waitFor({ state: 'detached' });
}

/** Answers a question for one of several by what is not among them. */
export async function typeChoice(workbench: Workbench, words: string, text: string): Promise<void> {
  const { input, widget } = await question(workbench, words);
  await widget.locator('.monaco-progress-container.active').waitFor({ state: 'detached' });
  await input.fill(text);
  await widget.locator('.quick-input-list .monaco-list-row.focused', { hasText: text }).waitFor();
  await input.press('Enter');
}

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';

/** Where the editor keeps the times that its *Running Extensions* shows, in milliseconds. */
interface EditorMarks {
  getMarks(): readonly { readonly name: string; readonly startTime: number }[];
}

/**
 * Called by the editor in its extension host: activates one extension and writes how many milliseconds
 * loading its code and `activate()` took. What the editor itself does in between is not counted.
 */
export async function run(): Promise<void> {
  const { LAKEHOUSE_EXTENSION: id = '', LAKEHOUSE_RESULT: file = '' } = process.env;
  const extension = vscode.extensions.getExtension(id);
  assert.ok(extension?.isActive === false, `${id} is missing or active`);
  await extension.activate();
  const marks: unknown = Reflect.get(globalThis, 'MonacoPerformanceMarks');
  assert.ok(isMarks(marks));
  const at = (step: string): number => {
    const mark = marks.getMarks().find(({ name }) => name === `code/extHost/${step}/${id}`);
    assert.ok(mark !== undefined, step);
    return mark.startTime;
  };
  const loading = at('didLoadExtensionCode') - at('willLoadExtensionCode');
  const activating = at('didActivateExtension') - at('willActivateExtension');
  writeFileSync(file, String(loading + activating));
}

function isMarks(value: unknown): value is EditorMarks {
  return typeof value === 'object' && value !== null && 'getMarks' in value;
}

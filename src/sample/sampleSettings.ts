import { mkdir, stat, writeFile } from 'node:fs/promises';
import { sampleParts } from './createSample.js';

/** Connects a folder to the sample in it by settings of its own, unless it has some. */
export async function writeSampleSettings(folder: string): Promise<void> {
  const file = `${folder}/.vscode/settings.json`;
  const exists = await stat(file).then(
    () => true,
    () => false,
  );
  if (exists) return;
  const path = `\${workspaceFolder}/${sampleParts.lakehouse}`;
  const settings = { 'lakehouse.connections': { sample: { type: 'local', path } } };
  await mkdir(`${folder}/.vscode`, { recursive: true });
  await writeFile(file, `${JSON.stringify(settings, null, 2)}\n`);
}

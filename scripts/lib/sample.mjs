import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { capture } from './run.mjs';
import { Missing } from './say.mjs';

/** Makes the sample lakehouse in `folder` by the built command line, as the editor's own command does. */
export async function makeSample(folder) {
  const cli = join(root, 'dist', 'cli.js');
  if (!existsSync(cli))
    throw new Missing('dist/cli.js is not built, so that there is no sample lakehouse.');
  rmSync(folder, { recursive: true, force: true });
  await capture(process.execPath, [cli, 'sample', folder]);
}

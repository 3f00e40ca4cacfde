/**
 * Runs `out/host` in an editor by `@vscode/test-electron`: in our code-server, or, with LAKEHOUSE_VSCODE
 * set, in the desktop VS Code of that path (`download`: one that test-electron downloads).
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { root } from './paths.mjs';
import { scratchFolder } from './scratch.mjs';

const chosen = process.env.LAKEHOUSE_VSCODE;
const shim = fileURLToPath(new URL('./codeShim.mjs', import.meta.url));
const executable = chosen === 'download' ? {} : { vscodeExecutablePath: chosen ?? shim };
const scratch = scratchFolder('workspace');
const workspace = join(scratch.folder, 'workspace');
mkdirSync(workspace);
try {
  await runTests({
    ...executable,
    extensionDevelopmentPath: root,
    extensionTestsPath: join(root, 'out', 'host', 'index.js'),
    launchArgs: [workspace, '--disable-extensions'],
    extensionTestsEnv: { LAKEHOUSE_WORKSPACE: workspace },
  });
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  scratch.remove();
}

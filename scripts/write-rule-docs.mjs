// Writes docs/rules/ from the rules and their fixtures: the test that compares them writes them first.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { status } = spawnSync(
  process.execPath,
  [
    '--import',
    'tsx',
    at('node_modules/mocha/bin/mocha.js'),
    '--no-config',
    '--reporter',
    'dot',
    at('test/unit/converter/ruleDocs.test.ts'),
  ],
  { cwd: at(''), stdio: 'inherit', env: { ...process.env, UPDATE_GOLDEN: '1' } },
);
process.exitCode = status ?? 1;

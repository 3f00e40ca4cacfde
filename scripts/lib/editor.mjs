import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDebianPackages } from './debian.mjs';
import { installOnce } from './installOnce.mjs';
import { npm } from './npm.mjs';
import { cacheFolder } from './paths.mjs';
import { capture } from './run.mjs';
import { Missing } from './say.mjs';
import { debianPackages, versions } from './versions.mjs';

/** Where the editor for tests lies: code-server, the Node that runs it, and the browser. */
export function editorPaths() {
  const folder = join(cacheFolder(), 'editor');
  const node = join(folder, 'node', 'node_modules', `node-linux-${process.arch}`);
  return {
    folder,
    node: join(node, 'bin', 'node'),
    /** The folder whose `include` has the headers that its native modules are compiled with. */
    nodeFolder: node,
    codeServer: join(
      folder,
      'code-server',
      'node_modules',
      'code-server',
      'out',
      'node',
      'entry.js',
    ),
    browser: process.env.LAKEHOUSE_BROWSER ?? '/usr/bin/chromium',
  };
}

/**
 * Installs code-server (a real VS Code with a remote extension host), its Node and a browser.
 * Everything below the cache folder, but Debian's packages. Throws `Missing` where it can not.
 */
export async function ensureEditor() {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    throw new Missing('The editor for tests (code-server) is set up on Linux only.');
  }
  const { folder, node, nodeFolder, codeServer, browser } = editorPaths();
  const wanted = debianPackages.filter(({ name }) => name !== 'chromium' || !existsSync(browser));
  await ensureDebianPackages(wanted, 'The editor for tests (code-server, Chromium)');
  const key = `node ${versions.editorNode}, code-server ${versions.codeServer}`;
  await installOnce(folder, key, `the editor for tests (${key}; minutes)`, async () => {
    const nodeRoot = makeProject(folder, 'node');
    await npm(['install', `node-linux-${process.arch}@${versions.editorNode}`], { cwd: nodeRoot });
    // Its install script asks npm which Node runs it, and node-gyp must not look for headers elsewhere.
    await npm(['install', '--ignore-scripts=false', `code-server@${versions.codeServer}`], {
      cwd: makeProject(folder, 'code-server'),
      nodeBin: join(nodeFolder, 'bin'),
      env: { npm_config_nodedir: nodeFolder },
    });
    const config = join(folder, 'config.yaml');
    await capture(node, [codeServer, '--config', config, '--version']);
  });
}

function makeProject(folder, name) {
  const project = join(folder, name);
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, 'package.json'), '{ "private": true }\n');
  return project;
}

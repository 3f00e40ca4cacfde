import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installExtension, startCodeServer } from '../lib/codeServer.mjs';
import { editorPaths, ensureEditor } from '../lib/editor.mjs';
import { runMocha } from '../lib/mocha.mjs';
import { makePackage } from '../lib/package.mjs';
import { root } from '../lib/paths.mjs';
import { makeProfile, testSettings } from '../lib/profile.mjs';
import { makeSample } from '../lib/sample.mjs';
import { scratchFolder } from '../lib/scratch.mjs';
import { ensureServers } from '../lib/servers.mjs';

export async function setUpE2e() {
  await ensureEditor();
  await ensureServers();
}

/** What a person does, in a real browser, on the installed package, with a fresh sample lakehouse. */
export async function runE2e({ pictures = false } = {}) {
  const vsix = await makePackage();
  const scratch = scratchFolder('e2e');
  const profile = makeProfile(scratch.folder, testSettings);
  await installExtension(profile, vsix);
  const folders = {
    sample: join(scratch.folder, 'sample'),
    empty: join(scratch.folder, 'empty'),
    connections: join(scratch.folder, 'connections'),
  };
  for (const folder of [folders.empty, folders.connections]) mkdirSync(folder);
  const aws = join(scratch.folder, 'aws', 'config');
  await makeSample(folders.sample);
  const shots = join(root, 'out', 'pictures');
  rmSync(shots, { recursive: true, force: true });
  mkdirSync(shots, { recursive: true });
  const servers = await ensureServers();
  const server = await startCodeServer(profile, { env: withoutAws(aws) });
  try {
    const counts = await runMocha('e2e', 'test/e2e/**/*.test.ts', {
      timeoutMs: 120_000,
      base: 'spec',
      env: {
        LAKEHOUSE_SERVERS: JSON.stringify(servers),
        LAKEHOUSE_E2E: JSON.stringify({
          url: server.url.href,
          browser: editorPaths().browser,
          settings: profile.settings,
          pictures: shots,
          aws,
          ...folders,
        }),
      },
    });
    if (pictures && counts.failed === 0) publish(shots);
    return counts;
  } finally {
    await server.stop();
    scratch.remove();
  }
}

/** An environment in which the person's own account of AWS is not there, and a config file that a test may write. */
function withoutAws(config) {
  const own = Object.keys(process.env).filter((name) => name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(own.map((name) => [name, undefined])),
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: `${config}-credentials`,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** Copies the pictures that the README shows, and no others. Throws where one was not taken. */
function publish(shots) {
  const docs = join(root, 'docs', 'pictures');
  rmSync(docs, { recursive: true, force: true });
  mkdirSync(docs);
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  for (const [, name] of readme.matchAll(/\(docs\/pictures\/([\w-]+\.png)\)/g)) {
    copyFileSync(join(shots, name), join(docs, name));
  }
}

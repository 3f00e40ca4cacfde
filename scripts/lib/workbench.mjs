import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { installExtension, startCodeServer, workbenchUrl } from './codeServer.mjs';
import { ensureEditor } from './editor.mjs';
import { makePackage } from './package.mjs';
import { cacheFolder } from './paths.mjs';
import { makeProfile } from './profile.mjs';
import { capture, run, start } from './run.mjs';
import { makeSample } from './sample.mjs';
import { say } from './say.mjs';

/** Opens an editor with the extension installed, on the sample or on a folder of the user's; stays while it is open. */
export async function openWorkbench({ folder, port, editor }) {
  const desktop = onPath(process.platform === 'win32' ? 'code.cmd' : 'code');
  const useDesktop = editor === undefined ? desktop !== undefined : editor === 'code';
  if (useDesktop) return openDesktop(desktop ?? 'code', folder);
  await ensureEditor();
  const vsix = await makePackage();
  const profile = makeProfile(join(cacheFolder(), 'start', 'code-server'));
  await onceFor(vsix, profile, () => installExtension(profile, vsix));
  const opened = await ensureFolder(folder);
  const server = await startCodeServer(profile, { port });
  const url = workbenchUrl(server, opened);
  say(`\nThe workbench on ${opened} is at\n\n  ${url}\n\nCtrl+C ends it.`);
  const opener = process.platform === 'linux' ? onPath('xdg-open') : undefined;
  const hasScreen = process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined;
  if (opener !== undefined && hasScreen) start(opener, [url], { output: 'ignore' });
  return server.ended;
}

async function openDesktop(code, folder) {
  const vsix = await makePackage();
  const profile = makeProfile(join(cacheFolder(), 'start', 'code'));
  const isolated = ['--user-data-dir', profile.user, '--extensions-dir', profile.extensions];
  await onceFor(vsix, profile, () =>
    capture(code, [...isolated, '--install-extension', vsix, '--force']),
  );
  const opened = await ensureFolder(folder);
  say(`VS Code opens on ${opened}. Closing its window ends it.`);
  return run(code, [...isolated, '--new-window', '--wait', opened]);
}

/** The folder to open: one that has something in it is taken as it is, else the sample is made there. */
async function ensureFolder(chosen) {
  const folder = chosen === undefined ? join(cacheFolder(), 'sample-lakehouse') : resolve(chosen);
  if (existsSync(folder) && readdirSync(folder).length > 0) return folder;
  say(`Making the sample lakehouse in ${folder} …`);
  mkdirSync(folder, { recursive: true });
  await makeSample(folder);
  return folder;
}

/** Installs a package into a profile unless it is the one that is there. */
async function onceFor(vsix, profile, install) {
  const stamp = join(profile.folder, 'installed');
  const key = readFileSync(`${vsix}.key`, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return;
  await install();
  writeFileSync(stamp, key);
}

function onPath(program) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((file) => existsSync(file));
}

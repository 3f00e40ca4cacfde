import { editorPaths } from './editor.mjs';
import { capture, start } from './run.mjs';

const START_MS = 60_000;

/** Installs an extension's package into a profile. */
export async function installExtension(profile, vsix) {
  const { node, codeServer } = editorPaths();
  const args = ['--config', profile.config, '--user-data-dir', profile.user];
  args.push('--extensions-dir', profile.extensions, '--install-extension', vsix, '--force');
  await capture(node, [codeServer, ...args], { env: environment(profile) });
}

/**
 * Starts a code-server on loopback and waits until it listens. `port` 0 takes a free one. `driver` lets
 * a page run extension tests (`?payload=`), which also silences notifications. `env` reaches the extension host.
 */
export async function startCodeServer(profile, { port = 0, driver = false, env = {} } = {}) {
  const { node, codeServer } = editorPaths();
  const args = [codeServer, '--config', profile.config, '--auth', 'none'];
  args.push('--bind-addr', `127.0.0.1:${port}`);
  args.push('--user-data-dir', profile.user, '--extensions-dir', profile.extensions);
  args.push('--disable-telemetry', '--disable-update-check', '--disable-workspace-trust');
  args.push('--disable-getting-started-override', '--disable-proxy', '--ignore-last-opened');
  if (driver) args.push('--vscode-option', 'enable-smoke-test-driver');
  const server = start(node, args, { env: { ...environment(profile), ...env }, output: 'pipe' });
  let log = '';
  const url = await new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`code-server ${why}\n${log}`));
    const timer = setTimeout(() => fail('did not start in time'), START_MS);
    const read = (text) => {
      log = `${log}${text}`.slice(-100_000);
      const address = /listening on (http:\/\/\S+)/.exec(log)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    };
    server.child.stdout.setEncoding('utf8').on('data', read);
    server.child.stderr.setEncoding('utf8').on('data', read);
    server.ended.then((code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    }, reject);
  });
  return { url: new URL(url), ended: server.ended, stop: server.stop, log: () => log };
}

/** The address of a workbench on a folder or a `.code-workspace`; `payload` is for the driver. */
export function workbenchUrl(server, folder, payload = []) {
  const url = new URL(server.url);
  url.searchParams.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', folder);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.toString();
}

/** The caller's environment without what another editor or npm put there, and with folders of its own. */
function environment({ xdg }) {
  const foreign = /^(VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$|PORT$|PASSWORD$|HASHED_PASSWORD$)/;
  const own = Object.entries(process.env).filter(([key]) => !foreign.test(key));
  return {
    ...Object.fromEntries(own),
    XDG_DATA_HOME: xdg,
    XDG_CONFIG_HOME: xdg,
    XDG_CACHE_HOME: xdg,
    // No marketplace: nothing is looked up in the network.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
  };
}

import { delimiter } from 'node:path';
import { capture } from './run.mjs';

/** What a person may have set about the registry and the network; the rest of `npm_…` is this run's own. */
const kept =
  /^npm_config_(registry|cache|userconfig|globalconfig|cafile|ca|proxy|https_proxy|noproxy|strict_ssl)$/i;

/**
 * Runs npm in `cwd`, by the Node in the folder `nodeBin` if one is named. Settings of an `npm` that
 * runs this script (such as `ignore-scripts` of the checkout) are not passed on.
 */
export async function npm(args, { cwd, nodeBin, env = {} }) {
  const clean = Object.entries(process.env).filter(
    ([key]) => !/^npm_/i.test(key) || kept.test(key),
  );
  const PATH = [nodeBin, process.env.PATH].filter((entry) => entry !== undefined).join(delimiter);
  const program = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  return capture(program, [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    env: { ...Object.fromEntries(clean), PATH, ...env },
  });
}

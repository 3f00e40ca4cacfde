import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { installOnce } from './installOnce.mjs';
import { thirdPartyNotices } from './notices.mjs';
import { npm } from './npm.mjs';
import { cacheFolder, root } from './paths.mjs';
import { capture } from './run.mjs';
import { Missing } from './say.mjs';
import { thinMach } from './thinMach.mjs';
import { listZip } from './zip.mjs';

const LIMIT_MB = 30;

/** Platform of the marketplace → suffix of DuckDB's package with the native code. */
const bindings = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'alpine-x64': 'linux-x64-musl',
  'alpine-arm64': 'linux-arm64-musl',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'win32-x64',
  'win32-arm64': 'win32-arm64',
};

export const targets = Object.keys(bindings);

/** What may be in a package, and what must be. DuckDB lies below `dist/`, where its process finds it. */
const allowed =
  /^(\[Content_Types\]\.xml|extension\.vsixmanifest|extension\/(package\.json|package\.nls(\.[\w-]+)?\.json|readme\.md|changelog\.md|LICENSE\.txt|THIRD_PARTY_NOTICES\.txt|l10n\/[\w.-]+\.json|media\/[\w/.-]+\.(png|svg|md)|sample\/[\w/.-]+|syntaxes\/[\w.-]+\.json|docs\/lakehouse\.schema\.json|docs\/rules\/[\w.-]+\.md|python\/lakehouse_runtime\/[\w/]+\.(py|typed)|dist\/[\w.-]+\.(js|css|wasm|wasm\.br)|dist\/[\w/-]+\/[\w.-]+\.(js|css|wasm)|dist\/node_modules\/(@duckdb\/node-(api|bindings[\w-]*)|detect-libc)\/[\w/.-]+))$/i;
const required = ['extension/dist/extension.js', 'extension/THIRD_PARTY_NOTICES.txt'];

/** Makes the package of one platform and checks its size and files; returns its path. An unchanged one is kept. */
export async function makePackage(target = `${process.platform}-${process.arch}`) {
  if (!(target in bindings))
    throw new Missing(`No such target: ${target}. One of ${targets.join(' ')}`);
  const key = `${await ensureBuilt()} ${target}`;
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const vsix = join(root, 'out', `${name}-${target}-${version}.vsix`);
  const stamp = `${vsix}.key`;
  if (existsSync(vsix) && existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return vsix;
  rmSync(stamp, { force: true });
  const stage = await makeStage(target);
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const args = ['package', '--no-dependencies', '--target', target, '--out', vsix];
  args.push('--allow-missing-repository', '--no-rewrite-relative-links');
  await capture(process.execPath, [vsce, ...args], { cwd: stage });
  checkPackage(vsix, target);
  writeFileSync(stamp, key);
  return vsix;
}

/** Throws where the package is too large, holds what it should not, or lacks what it needs. */
function checkPackage(vsix, target) {
  const names = listZip(readFileSync(vsix));
  const native = `extension/dist/node_modules/@duckdb/node-bindings-${bindings[target]}/duckdb.node`;
  const megabytes = statSync(vsix).size / 1e6;
  const faults = [
    ...names.filter((file) => !allowed.test(file)).map((file) => `should not be in it: ${file}`),
    ...[...required, native].filter((file) => !names.includes(file)).map((file) => `lacks ${file}`),
    ...(megabytes > LIMIT_MB ? [`has ${megabytes.toFixed(1)} MB, more than ${LIMIT_MB}`] : []),
  ];
  if (faults.length > 0) throw new Error(`The package for ${target}:\n  ${faults.join('\n  ')}`);
}

/**
 * Lays out what goes into the package: the files that .vscodeignore lets through, and DuckDB. It lies
 * below `dist/`, since without npm's dependencies vsce leaves out a `node_modules` at the top.
 */
async function makeStage(target) {
  const { listFiles, PackageManager } = await import('@vscode/vsce');
  const stage = join(root, 'out', 'stage', target);
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  for (const file of await listFiles({ cwd: root, packageManager: PackageManager.None })) {
    if (file !== 'package.json' && !file.startsWith('dist/node_modules/')) {
      mkdirSync(dirname(join(stage, file)), { recursive: true });
      cpSync(join(root, file), join(stage, file));
    }
  }
  cpSync(join(root, '.vscodeignore'), join(stage, '.vscodeignore'));
  const manifest = Object.entries(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const shipped = manifest.filter(
    ([key]) => !['devDependencies', 'scripts', 'private'].includes(key),
  );
  writeFileSync(join(stage, 'package.json'), JSON.stringify(Object.fromEntries(shipped), null, 2));
  const packages = [
    'node_modules/@duckdb/node-api',
    'node_modules/@duckdb/node-bindings',
    'node_modules/detect-libc',
  ];
  for (const path of packages) copyPackage(join(root, path), join(stage, 'dist', path));
  const native = `@duckdb/node-bindings-${bindings[target]}`;
  const nativeStage = join(stage, 'dist', 'node_modules', native);
  copyPackage(await nativeFolder(native), nativeStage);
  if (target.startsWith('darwin-')) {
    // Half of the library is for the other processor.
    const library = join(nativeStage, 'libduckdb.dylib');
    writeFileSync(library, thinMach(readFileSync(library), target.replace('darwin-', '')));
  }
  writeFileSync(join(stage, 'THIRD_PARTY_NOTICES.txt'), thirdPartyNotices(packages));
  return stage;
}

function copyPackage(from, to) {
  const left = /\.(d\.ts|map|md)$|[\\/]node_modules[\\/]?$/;
  cpSync(from, to, { recursive: true, filter: (file) => file === from || !left.test(file) });
}

/** The package with DuckDB's native code: this checkout's own, or for another platform npm's. */
async function nativeFolder(name) {
  const own = join(root, 'node_modules', name);
  if (existsSync(own)) return own;
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const { version, integrity } = lock[`node_modules/${name}`] ?? {};
  if (version === undefined) throw new Error(`package-lock.json does not name ${name}`);
  const folder = join(cacheFolder(), 'duckdb', name.replace('@duckdb/', ''));
  await installOnce(folder, `${version} ${integrity}`, `${name} ${version}`, async () => {
    const packed = JSON.parse(await npm(['pack', `${name}@${version}`, '--json'], { cwd: folder }));
    const [{ filename, integrity: got }] = packed;
    if (got !== integrity) throw new Error(`${name} is not what package-lock.json names`);
    await capture('tar', ['-xzf', filename], { cwd: folder });
  });
  return join(folder, 'package');
}

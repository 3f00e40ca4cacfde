import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * The text of THIRD_PARTY_NOTICES.txt: the licence of each package with code in the bundles (their
 * metafile says which) and of the packages named besides. Throws where one has no licence to show.
 */
export function thirdPartyNotices(besides) {
  const bundles = JSON.parse(readFileSync(join(root, 'dist', 'meta.json'), 'utf8'));
  const inputs = Object.values(bundles)
    .flatMap((outputs) => Object.values(outputs))
    .flatMap((output) => Object.keys(output.inputs));
  const folders = inputs.map(packageFolder).filter((folder) => folder !== undefined);
  const all = [...new Set([...folders, ...besides])].sort();
  return `This extension contains the following packages of others.\n${all.map(notice).join('')}`;
}

/** `node_modules/a/node_modules/@b/c/d.js` → `node_modules/a/node_modules/@b/c` */
function packageFolder(file) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
}

function notice(folder) {
  const at = join(root, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'));
  const file = readdirSync(at).find((entry) => /^(licen[cs]e|copying)([.-]|$)/i.test(entry));
  const text = file === undefined ? undefined : readFileSync(join(at, file), 'utf8').trim();
  if (text === undefined && license === undefined) throw new Error(`${name} states no licence`);
  const noticeFile = join(at, 'NOTICE');
  const more = existsSync(noticeFile) ? `\n\n${readFileSync(noticeFile, 'utf8').trim()}` : '';
  return `\n${'='.repeat(80)}\n${name} ${version} (${license})\n\n${text ?? `Licence: ${license}`}${more}\n`;
}
